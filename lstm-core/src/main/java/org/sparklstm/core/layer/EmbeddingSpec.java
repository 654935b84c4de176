package org.sparklstm.core.layer;

import java.util.Arrays;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A table of vectors looked up by number, as {@code torch.nn.Embedding}. A row's only value is the
 * number.
 *
 * @param count number of vectors, at most 2²⁴: the numbers come as floats
 * @param width values of a vector, at least 1
 * @param padding number whose vector starts at zero and gets no gradient, or {@link #NO_PADDING}
 */
public record EmbeddingSpec(int count, int width, int padding) implements LayerSpec {
  /** No number stands for padding. */
  public static final int NO_PADDING = -1;

  private static final int LARGEST = 1 << 24;

  public EmbeddingSpec {
    LayerSpec.atLeastOne("count", count);
    LayerSpec.atLeastOne("width", width);
    if (count > LARGEST || padding < NO_PADDING || padding >= count) {
      throw new IllegalArgumentException(
          "embedding: count %d must be at most %d, and padding %d below it or %d for none"
              .formatted(count, LARGEST, padding, NO_PADDING));
    }
  }

  /** As {@code torch.nn.Embedding(count, width)}. */
  public static EmbeddingSpec embedding(int count, int width) {
    return new EmbeddingSpec(count, width, NO_PADDING);
  }

  /** The same with a number that stands for padding, as torch's {@code padding_idx}, from 0. */
  public EmbeddingSpec withPadding(int number) {
    return new EmbeddingSpec(count, width, number);
  }

  @Override
  public int outputs(int given) {
    if (given != 1) {
      throw new IllegalArgumentException(
          "an embedding takes one number a row, found rows of %d values".formatted(given));
    }
    return width;
  }

  @Override
  public void declare(ParameterLayout.Builder builder, String prefix) {
    builder.add(prefix + "weight", count, width);
  }

  @Override
  public void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {
    int offset = layout.offset(prefix + "weight");
    random.normal(values, offset, count * width);
    if (padding != NO_PADDING) {
      int zeroed = offset + padding * width;
      Arrays.fill(values, zeroed, zeroed + width, 0f);
    }
  }
}
