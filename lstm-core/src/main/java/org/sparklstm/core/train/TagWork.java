package org.sparklstm.core.train;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.random.Permutation;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/** Computes blocks of sequences of tokens, each of which has a class, or none that is known. */
final class TagWork implements BlockWork {
  /** Tokens from which on no further sequence is evaluated beside others. */
  private static final long TOKENS = 1 << 14;

  /** No keys of sequences: what is drawn for a sequence follows from its block. */
  private static final long[] NONE = {};

  private final Network network;
  private final Loss loss;
  private final StepReader beside;
  private Matrix target = Matrix.zeros(0, 1);
  private long gatherNanos;

  TagWork(Network network, Loss loss) {
    this.network = network;
    this.loss = loss;
    beside = new StepReader(network.spec(), Tagging.BESIDE, 1);
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
    read(
        (SequenceShard) shard,
        Split.TRAIN,
        LongStream.range(block.first(), block.first() + block.count()).map(order::apply).toArray());
    gatherNanos += System.nanoTime() - started;
    network.train(plan.draws(block, NONE));
    loss.gradient(network.output(), target, network.dOutput());
    double blockLoss = 0;
    double blockWeight = 0;
    for (int row = 0; row < target.rows(); row++) {
      blockLoss += loss.rowLoss(network.output(), target, row);
      blockWeight += loss.rowWeight(target, row);
    }
    network.backward(gradient);
    gradients.sum().take(gradient, blockLoss, blockWeight, block.count());
  }

  /** Reads sequences of a span. */
  private void read(SequenceShard shard, Split split, long[] numbers) {
    int[] members = LongStream.of(numbers).mapToInt(n -> shard.find(split, n)).toArray();
    network.resize(Steps.of(IntStream.of(members).map(shard::length).toArray()));
    Steps steps = network.steps();
    if (target.rows() != steps.rows()) {
      target = Matrix.zeros(steps.rows(), 1);
    }
    Matrix input = network.input();
    for (int b = 0; b < members.length; b++) {
      for (int t = 0; t < steps.length(b); t++) {
        int row = steps.row(t, b);
        input.data()[input.index(row, beside.tokenColumn())] = shard.token(members[b], t);
        beside.read(shard, members[b], t, input, row);
        target.data()[row] = shard.answer(members[b], t);
      }
    }
  }

  @Override
  public void evaluate(Shard shard, Split split, long from, long to, Errors errors) {
    ClassificationErrors classes = (ClassificationErrors) errors;
    SequenceShard sequences = (SequenceShard) shard;
    long end;
    for (long start = from; start < to; start = end) {
      long tokens = sequences.length(sequences.find(split, start));
      end = start + 1;
      while (end < Math.min(to, start + InferenceBatch.SIZE) && tokens < TOKENS) {
        tokens += sequences.length(sequences.find(split, end));
        end++;
      }
      read(sequences, split, LongStream.range(start, end).toArray());
      network.predict();
      for (int row = 0; row < target.rows(); row++) {
        int label = (int) target.at(row, 0);
        if (label != CrossEntropy.IGNORED) {
          classes.add(
              label,
              network.output(),
              row,
              loss.rowLoss(network.output(), target, row),
              loss.rowWeight(target, row));
        }
      }
    }
  }
}
