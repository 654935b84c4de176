package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A forecaster that reads and answers in segments: SegRNN (Lin et al. 2023, arXiv:2308.11200) with
 * parallel decoding. Each channel of a sequence is read by itself, with the same weights; w divides
 * the sequence's T steps and the horizon's H.
 *
 * <pre>
 * x̃ = (x − level) / spread                         see {@link Level} and {@link Spread}
 * e_i = relu(W_e s_i + b_e)                         s_i in R^w, the i-th of the T / w segments of x̃
 * h_i = cell(e_i, h_(i−1)),   h_0 = 0
 * g_j = cell([p_j; q_c], h_(T/w))                   one step for each of the H / w segments of the
 *                                                   horizon, from its vector and its channel's
 * ŷ_j = (W_p dropout(g_j) + b_p) spread + level
 * </pre>
 *
 * <p>The cell's product with h_(T/w) is the same for all j, that with {@code [p_j; q_c]} for all
 * sequences; each is computed once. The parameters are {@code embedding.weight (d, w)} and {@code
 * .bias}, the cell's, {@code position (H / w, d / 2)}, {@code channel (C, d / 2)}, {@code
 * head.weight (w · V, d)} and {@code .bias}.
 *
 * @param cell the cell, of one layer
 * @param channels C, values per step, each of which is forecast
 * @param horizon H, steps answered
 * @param segment w, steps per segment, a divisor of the horizon
 * @param hidden d, size of the hidden state and of what is read, even
 * @param dropout probability that an input of the head is zeroed in training, in [0, 1)
 * @param values V, values answered per channel and step, at least 1
 * @param level what is subtracted from the values of a channel before they are read, and added to
 *     its answers
 * @param spread what they are divided by, and the answers multiplied by
 */
public record SegmentSpec(
    Cell cell,
    int channels,
    int horizon,
    int segment,
    int hidden,
    double dropout,
    int values,
    Level level,
    Spread spread)
    implements LayerSpec {

  /** Added to a variance before its square root is taken. */
  public static final float EPSILON = 1e-5f;

  /** What is subtracted from a channel of a sequence. */
  public enum Level {
    ZERO,
    /** The last value. */
    LAST,
    /** The mean of the values. */
    MEAN
  }

  /** What a channel of a sequence is divided by. */
  public enum Spread {
    ONE,
    /** {@code sqrt(variance + EPSILON)}; the variance divides by the number of values. */
    DEVIATION
  }

  public SegmentSpec {
    LayerSpec.atLeastOne("channels", channels);
    LayerSpec.atLeastOne("horizon", horizon);
    LayerSpec.atLeastOne("segment", segment);
    LayerSpec.atLeastOne("values", values);
    if (horizon % segment != 0) {
      throw new IllegalArgumentException(
          "segments of %d steps do not divide the horizon of %d".formatted(segment, horizon));
    }
    if (hidden < 2 || hidden % 2 != 0) {
      throw new IllegalArgumentException(
          "hidden must be even, half for the position and half for the channel, found " + hidden);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), found " + dropout);
    }
  }

  DenseSpec embedding() {
    return DenseSpec.dense(segment, hidden);
  }

  /** The cell's layer. */
  public RecurrentSpec recurrent() {
    return RecurrentSpec.of(cell, hidden, hidden);
  }

  DenseSpec head() {
    return DenseSpec.dense(hidden, Math.multiplyExact(segment, values));
  }

  /** H / w: segments answered. */
  public int answered() {
    return horizon / segment;
  }

  /** d / 2: values per vector of a position or a channel. */
  public int half() {
    return hidden / 2;
  }

  static String embeddingPrefix(String prefix) {
    return prefix + "embedding.";
  }

  /** The prefix of the names of the cell's parameters. */
  public String recurrentPrefix(String prefix) {
    return prefix + cell.module() + ".";
  }

  static String position(String prefix) {
    return prefix + "position";
  }

  static String channel(String prefix) {
    return prefix + "channel";
  }

  static String headPrefix(String prefix) {
    return prefix + "head.";
  }

  @Override
  public int outputs(int given) {
    if (given != channels) {
      throw new IllegalArgumentException(
          "%d channels in segments follow a layer of %d values: they must match"
              .formatted(channels, given));
    }
    return Math.multiplyExact(Math.multiplyExact(horizon, channels), values);
  }

  @Override
  public void declare(ParameterLayout.Builder builder, String prefix) {
    embedding().declare(builder, embeddingPrefix(prefix));
    recurrent().declare(builder, recurrentPrefix(prefix));
    builder.add(position(prefix), answered(), half()).add(channel(prefix), channels, half());
    head().declare(builder, headPrefix(prefix));
  }

  @Override
  public void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {
    embedding().initialise(random, layout, embeddingPrefix(prefix), values);
    recurrent().initialise(random, layout, recurrentPrefix(prefix), values);
    random.normal(values, layout.offset(position(prefix)), answered() * half());
    random.normal(values, layout.offset(channel(prefix)), channels * half());
    head().initialise(random, layout, headPrefix(prefix), values);
  }
}
