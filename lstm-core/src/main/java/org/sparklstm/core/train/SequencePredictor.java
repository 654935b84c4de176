package org.sparklstm.core.train;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.tensor.Matrix;

/** Predicts from sequences with a trained network. An instance serves one thread at a time. */
public final class SequencePredictor {
  /** The largest number of floats per pass, 256 MiB, unless a single sequence needs more. */
  private static final long PASS_FLOATS = 1L << 26;

  private final Network network;

  /** The approximate number of floats that a pass keeps per step of a sequence. */
  private final long floatsPerStep;

  /**
   * Creates a predictor.
   *
   * @param parameters of the network. Not modified.
   */
  public SequencePredictor(NetworkSpec network, float[] parameters, Kernels kernels) {
    this.network = new Network(network, kernels);
    this.network.load(parameters);
    floatsPerStep = floatsPerStep(network);
  }

  private static long floatsPerStep(NetworkSpec network) {
    long floats = network.inputs();
    for (NetworkSpec.Named named : network.layers()) {
      if (named.layer() instanceof RecurrentSpec recurrent) {
        // outputs and cell states, and as much for sums
        floats += 4L * recurrent.layers() * recurrent.directions() * recurrent.hidden();
      }
    }
    return floats;
  }

  /**
   * Computes the outputs of sequences, in batches of similar length.
   *
   * @param sequences Not modified.
   * @param answers receives the outputs (sequences, O), in the order of the sequences. Modified.
   */
  public void predict(Sequences sequences, Matrix answers) {
    int[] order = byLength(sequences);
    int to;
    for (int from = 0; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length
          && to < from + InferenceBatch.SIZE
          && (to + 1L - from) * sequences.length(order[to]) * floatsPerStep <= PASS_FLOATS) {
        to++;
      }
      predict(sequences, order, from, to, answers);
    }
  }

  private static int[] byLength(Sequences sequences) {
    IntStream all = IntStream.range(0, sequences.size());
    return sequences.areAlike()
        ? all.toArray()
        : all.boxed()
            .sorted(Comparator.comparingInt(sequences::length))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  private void predict(Sequences sequences, int[] order, int from, int to, Matrix answers) {
    int[] lengths = IntStream.range(from, to).map(i -> sequences.length(order[i])).toArray();
    if (lengths[0] == lengths[lengths.length - 1]) {
      network.resize(lengths[0], lengths.length);
    } else {
      network.resize(Steps.of(lengths));
    }
    Steps steps = network.steps();
    Matrix input = network.input();
    for (int b = 0; b < lengths.length; b++) {
      for (int t = 0; t < lengths[b]; t++) {
        sequences.copyStep(order[from + b], t, input.data(), input.index(steps.row(t, b), 0));
      }
    }
    network.predict();
    for (int b = 0; b < lengths.length; b++) {
      for (int column = 0; column < answers.columns(); column++) {
        answers.data()[answers.index(order[from + b], column)] =
            network.output().at(steps.rank(b), column);
      }
    }
  }
}
