package org.sparklstm.core.train;

import java.util.Arrays;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.random.Permutation;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/**
 * A network with the scratch memory to train and evaluate it. Reuse an instance; it serves one
 * thread at a time. Blocks do not influence each other: only memory is reused.
 */
public final class Replica {
  private final Loss loss;
  private final Gatherer gatherer;
  private final Network network;
  private final int inputNumbers;
  private final double inputNoise;
  private final float[] gradient;
  private long[] numbers = {};
  private long gatherNanos;

  /** Creates a replica. */
  public Replica(ModelSpec model, Kernels kernels) {
    loss = model.objective().newLoss();
    gatherer = model.objective().newGatherer();
    network = new Network(model.network(), kernels);
    inputNumbers = model.network().inputNumbers();
    inputNoise = model.inputNoise();
    gradient = new float[model.network().layout().size()];
  }

  /** The time spent on gathering the examples of blocks so far, in nanoseconds. */
  long gatherNanos() {
    return gatherNanos;
  }

  /**
   * Copies the parameters.
   *
   * @param parameters Not modified.
   */
  public void load(float[] parameters) {
    network.load(parameters);
  }

  /**
   * Computes the gradient of a block and adds it to a sum.
   *
   * @param shard the shard of the block
   * @param plan the step of the block
   * @param sum receives gradient, loss and weight. Modified.
   */
  public void addGradient(Shard shard, StepPlan plan, Block block, GradientSum sum) {
    long started = System.nanoTime();
    Permutation order = plan.order(block.shard(), shard.count(Split.TRAIN));
    long[] wanted = numbers(block.count());
    for (int b = 0; b < block.count(); b++) {
      wanted[b] = order.apply(block.first() + b);
    }
    long key = plan.gatherKey(block);
    gatherer.gather(shard, Split.TRAIN, wanted, block.count(), key, network);
    if (inputNoise > 0) {
      InputNoise.add(network.input(), inputNumbers, inputNoise, key);
    }
    gatherNanos += System.nanoTime() - started;
    network.train(plan.dropoutKey(block));
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
    Arrays.fill(gradient, 0f);
    network.backward(gradient);
    sum.add(gradient, blockLoss, blockWeight, block.count());
  }

  private static void scale(Matrix matrix, int row, float factor) {
    for (int column = 0; factor != 1 && column < matrix.columns(); column++) {
      matrix.data()[matrix.index(row, column)] *= factor;
    }
  }

  /**
   * Evaluates the examples {@code from … to - 1} of a span.
   *
   * @param errors receives the errors. Modified.
   */
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
