package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.random.Permutation;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/** Computes blocks of examples, each of which has one answer. */
final class ExampleWork implements BlockWork {
  /** No keys of sequences: dropout draws for each value. */
  private static final long[] NONE = {};

  private final Network network;
  private final Loss loss;
  private final Gatherer gatherer;
  private final double inputNoise;
  private long[] numbers = {};
  private long gatherNanos;

  ExampleWork(Network network, Loss loss, Gatherer gatherer, double inputNoise) {
    this.network = network;
    this.loss = loss;
    this.gatherer = gatherer;
    this.inputNoise = inputNoise;
  }

  @Override
  public void load(float[] parameters) {
    network.load(parameters);
  }

  @Override
  public void load(float[] parameters, StepPlan plan) {
    network.load(parameters);
  }

  @Override
  public long gatherNanos() {
    return gatherNanos;
  }

  @Override
  public void addGradient(
      Shard shard, StepPlan plan, Block block, float[] gradient, Gradients gradients) {
    long started = System.nanoTime();
    Permutation order = plan.order(block.shard(), shard.count(Split.TRAIN));
    long[] wanted = numbers(block.count());
    for (int b = 0; b < block.count(); b++) {
      wanted[b] = order.apply(block.first() + b);
    }
    long key = plan.gatherKey(block);
    gatherer.gather(shard, Split.TRAIN, wanted, block.count(), key, network);
    if (inputNoise > 0) {
      InputNoise.add(network.input(), network.spec().inputNumbers(), inputNoise, key);
    }
    gatherNanos += System.nanoTime() - started;
    network.train(plan.draws(block, NONE));
    Matrix target = gatherer.target();
    loss.gradient(network.output(), target, network.dOutput());
    double blockLoss = 0;
    double blockWeight = 0;
    for (int row = 0; row < block.count(); row++) {
      float weight = gatherer.weight(row);
      blockLoss += weight * loss.rowLoss(network.output(), target, row);
      blockWeight += weight * loss.rowWeight(target, row);
      scale(network.dOutput(), row, weight);
    }
    network.backward(gradient);
    gradients.sum().take(gradient, blockLoss, blockWeight, block.count());
  }

  private static void scale(Matrix matrix, int row, float factor) {
    for (int column = 0; factor != 1 && column < matrix.columns(); column++) {
      matrix.data()[matrix.index(row, column)] *= factor;
    }
  }

  @Override
  public void evaluate(Shard shard, Split split, long from, long to, Errors errors) {
    for (long start = from; start < to; start += InferenceBatch.SIZE) {
      int count = (int) Math.min(InferenceBatch.SIZE, to - start);
      long[] wanted = numbers(count);
      for (int b = 0; b < count; b++) {
        wanted[b] = start + b;
      }
      gatherer.gather(shard, split, wanted, count, 0, network);
      network.predict();
      gatherer.judge(network.output(), loss, errors);
    }
  }

  private long[] numbers(int count) {
    if (numbers.length < count) {
      numbers = new long[count];
    }
    return numbers;
  }
}
