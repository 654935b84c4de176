package org.sparklstm.core.layer;

/**
 * Passes on vectors that stand for tokens and come from elsewhere; the first layer of a network
 * whose {@link EmbeddingSpec embedding} is too large to be a part of it, see {@link RowEmbedding}.
 *
 * @param width values per vector, at least 1
 */
public record VectorsSpec(int width) implements LayerSpec {
  public VectorsSpec {
    LayerSpec.atLeastOne("width", width);
  }

  @Override
  public int outputs(int inputs) {
    return width;
  }
}
