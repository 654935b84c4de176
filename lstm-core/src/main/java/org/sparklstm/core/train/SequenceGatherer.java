package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/** Gathers labelled sequences. The row of sequence b is {@link Steps#rank}{@code (b)}. */
final class SequenceGatherer implements Gatherer {
  private final Judge judge;
  private Matrix target = Matrix.zeros(0, 0);
  private float[] weights = {};
  private SequenceShard sequences;
  private int[] members = {};
  private Steps steps;

  /** Adds the error of one output. */
  interface Judge {
    void judge(
        Errors errors,
        float label,
        Matrix output,
        int row,
        double rowLoss,
        double rowWeight,
        Shown shown);
  }

  /** The sequence that is judged, for samples of it. */
  interface Shown {
    /** A unique pseudo-random number. */
    long key();

    /** T, the number of time steps. */
    int length();

    /** I, the number of values per time step. */
    int inputs();

    /** A copy of the first steps, with at most {@code mostValues} values but at least one step. */
    float[] values(int mostValues);
  }

  SequenceGatherer(Judge judge) {
    this.judge = judge;
  }

  @Override
  public void gather(
      Shard shard, Split split, long[] numbers, int count, long key, Network network) {
    sequences = (SequenceShard) shard;
    members = new int[count];
    int[] lengths = new int[count];
    for (int b = 0; b < count; b++) {
      members[b] = sequences.find(split, numbers[b]);
      lengths[b] = sequences.length(members[b]);
    }
    network.resize(Steps.of(lengths));
    steps = network.steps();
    Matrix input = network.input();
    if (target.rows() != count) {
      target = Matrix.zeros(count, 1);
      weights = new float[count];
    }
    for (int b = 0; b < count; b++) {
      for (int t = 0; t < lengths[b]; t++) {
        sequences.copyStep(members[b], t, input.data(), input.index(steps.row(t, b), 0));
      }
      target.data()[target.index(steps.rank(b), 0)] = sequences.label(members[b]);
      weights[steps.rank(b)] = sequences.weight(members[b]);
    }
  }

  @Override
  public Matrix target() {
    return target;
  }

  @Override
  public float weight(int row) {
    return weights[row];
  }

  @Override
  public void judge(Matrix output, Loss loss, Errors errors) {
    for (int b = 0; b < target.rows(); b++) {
      int row = steps.rank(b);
      double rowLoss = weights[row] * loss.rowLoss(output, target, row);
      double rowWeight = weights[row] * loss.rowWeight(target, row);
      judge.judge(
          errors,
          target.at(row, 0),
          output,
          row,
          rowLoss,
          rowWeight,
          new Member(sequences, members[b]));
    }
  }

  /** A sequence of a shard. */
  private record Member(SequenceShard sequences, int number) implements Shown {
    @Override
    public long key() {
      return CounterRandom.bits(sequences.id(), number);
    }

    @Override
    public int length() {
      return sequences.length(number);
    }

    @Override
    public int inputs() {
      return sequences.rows().columns();
    }

    @Override
    public float[] values(int mostValues) {
      int steps = Math.min(length(), Math.max(1, mostValues / inputs()));
      float[] values = new float[steps * inputs()];
      for (int t = 0; t < steps; t++) {
        sequences.copyStep(number, t, values, t * inputs());
      }
      return values;
    }
  }
}
