package org.sparklstm.core.layer;

import java.util.Arrays;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A table of vectors that are looked up by index, as {@code torch.nn.Embedding}. Each input row
 * holds one value, the index.
 *
 * @param count number of vectors, from 1 to 2²⁴, the whole numbers that a float holds exactly
 * @param width values per vector, at least 1
 * @param padding index whose vector is initially zero and gets no gradient, or {@link #NO_PADDING}
 * @param dropout probability that a vector is zeroed in training, the same ones in all blocks of a
 *     step, in [0, 1): embedding dropout (Gal and Ghahramani 2016, arXiv:1512.05287)
 */
public record EmbeddingSpec(int count, int width, int padding, double dropout)
    implements LayerSpec {
  /** No index stands for padding. */
  public static final int NO_PADDING = -1;

  private static final int LARGEST = 1 << 24;

  public EmbeddingSpec {
    LayerSpec.atLeastOne("count", count);
    LayerSpec.atLeastOne("width", width);
    DropoutSpec.check(dropout);
    if (count > LARGEST || padding < NO_PADDING || padding >= count) {
      throw new IllegalArgumentException(
          "embedding: count %d must be at most %d, and padding %d below the count, or %d for no padding"
              .formatted(count, LARGEST, padding, NO_PADDING));
    }
  }

  /** Equivalent to {@code torch.nn.Embedding(count, width)}. */
  public static EmbeddingSpec embedding(int count, int width) {
    return new EmbeddingSpec(count, width, NO_PADDING, 0);
  }

  /** Returns a copy with an index that stands for padding, as torch's {@code padding_idx}. */
  public EmbeddingSpec withPadding(int number) {
    return new EmbeddingSpec(count, width, number, dropout);
  }

  /** Returns a copy that zeroes vectors in training. */
  public EmbeddingSpec withDropout(double probability) {
    return new EmbeddingSpec(count, width, padding, probability);
  }

  @Override
  public int outputs(int given) {
    if (given != 1) {
      throw new IllegalArgumentException(
          "an embedding takes one index per row, found rows of %d values".formatted(given));
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
