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

/** A trained network that answers sequences. Serves one thread at a time. */
public final class SequencePredictor {
  /** Floats that a pass may take at most, 256 MiB, unless one sequence needs more. */
  private static final long PASS_FLOATS = 1L << 26;

  private final Network network;

  /** What a pass keeps of a step of a sequence, about. */
  private final long floatsAStep;

  /**
   * @param parameters Not modified.
   */
  public SequencePredictor(NetworkSpec network, float[] parameters, Kernels kernels) {
    this.network = new Network(network, kernels);
    this.network.load(parameters);
    floatsAStep = floatsAStep(network);
  }

  private static long floatsAStep(NetworkSpec network) {
    long floats = network.inputs();
    for (NetworkSpec.Named named : network.layers()) {
      if (named.layer() instanceof RecurrentSpec recurrent) {
        // outputs and cells, and as much for the way back
        floats += 4L * recurrent.layers() * recurrent.directions() * recurrent.hidden();
      }
    }
    return floats;
  }

  /**
   * Answers sequences, those of similar length together.
   *
   * @param sequences Not modified.
   * @param answers (sequences, O), in the same order. Modified.
   */
  public void predict(Sequences sequences, Matrix answers) {
    int[] order = byLength(sequences);
    int to;
    for (int from = 0; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length
          && to < from + InferenceBatch.SIZE
          && (to + 1L - from) * sequences.length(order[to]) * floatsAStep <= PASS_FLOATS) {
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
