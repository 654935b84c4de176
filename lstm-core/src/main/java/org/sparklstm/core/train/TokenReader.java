package org.sparklstm.core.train;

import java.util.stream.IntStream;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.tensor.Matrix;

/**
 * Reads whole sequences of tokens from states of 0, some steps at a time, and passes on what a
 * network answers. An instance serves one thread at a time.
 */
public final class TokenReader {
  /** Largest number of steps of a pass. */
  private static final int MOST_STEPS = 128;

  /** Floats of the logits of a pass, 16 MiB, unless a single step of all sequences has more. */
  private static final long LOGITS = 1L << 22;

  private final Network network;
  private final int stateSize;

  /** Sequences by number. */
  public interface Tokens {
    /** The number of tokens of a sequence. */
    int length(int sequence);

    /** A token of a sequence, from 0. */
    int token(int sequence, int t);

    /**
     * Writes what a network reads of a step: the token, unless something stands beside it.
     *
     * @param input its row receives the step. Modified.
     */
    default void read(int sequence, int t, Matrix input, int row) {
      input.data()[input.index(row, 0)] = token(sequence, t);
    }
  }

  /** Receives answers. */
  @FunctionalInterface
  public interface Answers {
    /**
     * What comes after all tokens of a pass, before each is told.
     *
     * @param logits a row for each. Not modified.
     */
    default void pass(Matrix logits) {}

    /**
     * What comes after a token.
     *
     * @param sequence its sequence
     * @param t its position
     * @param logits of the next token; valid during the call. Not modified.
     * @param row of {@code logits}
     */
    void answer(int sequence, int t, Matrix logits, int row);
  }

  /** Which tokens are answered. */
  public enum Which {
    /** Those that are followed by another one. */
    FOLLOWED,
    /** All of them. */
    ALL
  }

  /** Creates a reader for a network whose parameters are loaded. */
  public TokenReader(Network network) {
    this.network = network;
    stateSize = network.spec().stateSize();
  }

  /**
   * Reads sequences. The caller may group those of similar length.
   *
   * @param sequences their numbers. Not modified.
   * @param to receives the answers, those of a sequence in order
   * @return the states after the last token that is read, one after the other
   */
  public float[] read(Tokens tokens, int[] sequences, Which which, Answers to) {
    float[] states = new float[sequences.length * stateSize];
    int left = which == Which.ALL ? 0 : 1;
    int[] lengths = IntStream.of(sequences).map(one -> tokens.length(one) - left).toArray();
    int longest = IntStream.of(lengths).max().orElse(0);
    long perStep = (long) sequences.length * network.spec().outputs();
    int steps = (int) Math.max(1, Math.min(MOST_STEPS, LOGITS / Math.max(1, perStep)));
    for (int from = 0; from < longest; from += steps) {
      int first = from;
      int[] open = IntStream.range(0, lengths.length).filter(i -> lengths[i] > first).toArray();
      int[] now = IntStream.of(open).map(i -> Math.min(steps, lengths[i] - first)).toArray();
      pass(tokens, sequences, open, now, from, states);
      to.pass(network.output());
      for (int b = 0; b < open.length; b++) {
        for (int t = 0; t < now[b]; t++) {
          to.answer(sequences[open[b]], from + t, network.output(), network.steps().row(t, b));
        }
      }
    }
    return states;
  }

  private void pass(
      Tokens tokens, int[] sequences, int[] open, int[] lengths, int from, float[] states) {
    network.resize(Steps.of(lengths));
    Steps steps = network.steps();
    Matrix input = network.input();
    float[] initial = new float[open.length * stateSize];
    for (int b = 0; b < open.length; b++) {
      for (int t = 0; t < lengths[b]; t++) {
        tokens.read(sequences[open[b]], from + t, input, steps.row(t, b));
      }
      System.arraycopy(states, open[b] * stateSize, initial, steps.rank(b) * stateSize, stateSize);
    }
    network.stateRows().give(initial);
    network.predict();
    for (int b = 0; b < open.length; b++) {
      network.stateRows().take(steps.rank(b), states, open[b] * stateSize);
    }
  }
}
