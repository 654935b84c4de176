package org.sparklstm.core.train;

import java.util.stream.IntStream;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.tensor.Matrix;

/** Evaluates whole sequences of tokens from states of 0, some steps at a time. */
final class TokenEvaluator {
  /** Steps of a pass: rows of 64 sequences whose logits are a few megabytes. */
  private static final int PASS = 128;

  private final Network network;
  private final Loss loss;
  private final int stateSize;

  TokenEvaluator(Network network, Loss loss) {
    this.network = network;
    this.loss = loss;
    stateSize = network.spec().stateSize();
  }

  /**
   * Adds the errors of sequences.
   *
   * @param sequences indices in the shard. Not modified.
   * @param errors Modified.
   */
  void evaluate(SequenceShard shard, int[] sequences, TokenErrors errors) {
    float[] states = new float[sequences.length * stateSize];
    for (int from = 0; ; from += PASS) {
      int first = from;
      int[] open =
          IntStream.range(0, sequences.length)
              .filter(i -> shard.length(sequences[i]) - 1 > first)
              .toArray();
      if (open.length == 0) {
        return;
      }
      pass(shard, sequences, open, from, states, errors);
    }
  }

  private void pass(
      SequenceShard shard, int[] sequences, int[] open, int from, float[] states, TokenErrors to) {
    int[] lengths =
        IntStream.of(open)
            .map(i -> Math.min(PASS, shard.length(sequences[i]) - 1 - from))
            .toArray();
    network.resize(Steps.of(lengths));
    Steps steps = network.steps();
    Matrix target = Matrix.zeros(steps.rows(), 1);
    float[] initial = new float[open.length * stateSize];
    for (int b = 0; b < open.length; b++) {
      int sequence = sequences[open[b]];
      for (int t = 0; t < lengths[b]; t++) {
        int row = steps.row(t, b);
        network.input().data()[network.input().index(row, 0)] = shard.token(sequence, from + t);
        target.data()[row] = shard.token(sequence, from + t + 1);
      }
      System.arraycopy(states, open[b] * stateSize, initial, steps.rank(b) * stateSize, stateSize);
    }
    network.stateRows().give(initial);
    network.predict();
    for (int b = 0; b < open.length; b++) {
      network.stateRows().take(steps.rank(b), states, open[b] * stateSize);
    }
    for (int row = 0; row < steps.rows(); row++) {
      to.add(
          network.output(),
          row,
          (int) target.at(row, 0),
          loss.rowLoss(network.output(), target, row));
    }
  }
}
