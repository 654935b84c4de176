package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/** Continues sequences of tokens, token by token. An instance serves one thread at a time. */
public final class TokenGenerator {
  private final Network network;
  private final TokenReader reader;
  private final int stateSize;
  private final Sampling sampling;

  /**
   * How tokens are drawn.
   *
   * @param length largest number of tokens to add, at least 0
   * @param temperature divides the logits: above 1 for more variety, below for less; 0 for the
   *     likeliest token
   * @param topK number of likeliest tokens among which is drawn; 0 for all
   * @param stop the token that ends a sequence, or {@link #NO_STOP}
   * @param banned a token that is never drawn, or {@link #NO_STOP}
   */
  public record Sampling(int length, double temperature, int topK, int stop, int banned)
      implements Serializable {
    /** No token ends a sequence. */
    public static final int NO_STOP = -1;

    public Sampling {
      if (length < 0 || !(temperature >= 0) || topK < 0) {
        throw new IllegalArgumentException(
            "length %d, temperature %s and top-k %d must be at least 0"
                .formatted(length, temperature, topK));
      }
    }
  }

  /** Creates a generator with a network whose parameters are loaded. */
  public TokenGenerator(Network network, Sampling sampling) {
    this.network = network;
    this.sampling = sampling;
    reader = new TokenReader(network);
    stateSize = network.spec().stateSize();
  }

  /**
   * Continues sequences. What is drawn for one does not depend on the others.
   *
   * @param prompts at least one token each. Not modified.
   * @param keys of the random numbers of each
   * @return the added tokens of each; a token that stops is the last one
   */
  public int[][] generate(int[][] prompts, long[] keys) {
    int[][] added = new int[prompts.length][sampling.length()];
    int[] counts = new int[prompts.length];
    boolean[] ended = new boolean[prompts.length];
    TokenReader.Tokens tokens =
        new TokenReader.Tokens() {
          @Override
          public int length(int sequence) {
            return prompts[sequence].length;
          }

          @Override
          public int token(int sequence, int t) {
            return prompts[sequence][t];
          }
        };
    int[] all = IntStream.range(0, prompts.length).toArray();
    float[] states =
        reader.read(
            tokens,
            all,
            TokenReader.Which.ALL,
            (sequence, t, logits, row) -> {
              if (t == prompts[sequence].length - 1) {
                draw(logits, row, keys[sequence], sequence, added, counts, ended);
              }
            });
    int[] open = open(ended, counts);
    while (open.length > 0) {
      step(open, states, added, counts);
      for (int row = 0; row < open.length; row++) {
        draw(network.output(), row, keys[open[row]], open[row], added, counts, ended);
      }
      open = open(ended, counts);
    }
    for (int i = 0; i < added.length; i++) {
      added[i] = Arrays.copyOf(added[i], counts[i]);
    }
    return added;
  }

  private int[] open(boolean[] ended, int[] counts) {
    return IntStream.range(0, ended.length)
        .filter(i -> !ended[i] && counts[i] < sampling.length())
        .toArray();
  }

  /** Reads the last token of each open sequence. */
  private void step(int[] open, float[] states, int[][] added, int[] counts) {
    network.resize(1, open.length);
    float[] initial = new float[open.length * stateSize];
    for (int row = 0; row < open.length; row++) {
      int one = open[row];
      network.input().data()[network.input().index(row, 0)] = added[one][counts[one] - 1];
      System.arraycopy(states, one * stateSize, initial, row * stateSize, stateSize);
    }
    network.stateRows().give(initial);
    network.predict();
    for (int row = 0; row < open.length; row++) {
      network.stateRows().take(row, states, open[row] * stateSize);
    }
  }

  private void draw(
      Matrix logits,
      int row,
      long key,
      int sequence,
      int[][] added,
      int[] counts,
      boolean[] ended) {
    if (sampling.length() == 0) {
      return;
    }
    int token = draw(logits, row, CounterRandom.bits(key, counts[sequence]));
    added[sequence][counts[sequence]++] = token;
    ended[sequence] = token == sampling.stop();
  }

  /** Draws a token by 64 random bits. */
  private int draw(Matrix logits, int row, long bits) {
    int[] candidates = candidates(logits, row);
    if (sampling.temperature() == 0) {
      return candidates[0];
    }
    double[] upTo = new double[candidates.length];
    double largest = logits.at(row, candidates[0]);
    double sum = 0;
    for (int i = 0; i < candidates.length; i++) {
      sum += StrictMath.exp((logits.at(row, candidates[i]) - largest) / sampling.temperature());
      upTo[i] = sum;
    }
    double drawn = (bits >>> 11) * 0x1p-53 * sum;
    int at = 0;
    while (at < upTo.length - 1 && upTo[at] <= drawn) {
      at++;
    }
    return candidates[at];
  }

  /** The tokens among which is drawn, the likeliest first. */
  private int[] candidates(Matrix logits, int row) {
    if (sampling.temperature() == 0) {
      return TopTokens.of(logits, row, 1, sampling.banned());
    } else if (sampling.topK() > 0) {
      return TopTokens.of(logits, row, sampling.topK(), sampling.banned());
    }
    int best = TopTokens.of(logits, row, 1, sampling.banned())[0];
    return IntStream.concat(
            IntStream.of(best),
            IntStream.range(0, logits.columns())
                .filter(token -> token != best && token != sampling.banned()))
        .toArray();
  }
}
