package org.sparklstm.core.layer;

import java.util.Arrays;
import java.util.BitSet;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * Some rows of an embedding, for a network whose input has a place for a vector. It computes, and
 * drops, what an {@link EmbeddingSpec} in the first layer of the network would.
 */
public final class RowEmbedding {
  private final Network network;
  private final int width;

  /** The column of the network's input at which vectors begin. */
  private final int column;

  /** Null without dropout. */
  private final KeptShare share;

  private int[] tokens = {};
  private float[] values = {};
  private int offset;
  private long key;

  /** For each row of the batch the position of its token, and what its vector is multiplied by. */
  private int[] positions = {};

  private float[] factors = {};

  /**
   * Creates an embedding.
   *
   * @param network computes ∂loss/∂input
   * @param column of the network's input at which vectors begin
   */
  public RowEmbedding(EmbeddingSpec spec, Network network, int column) {
    this.network = network;
    this.column = column;
    width = spec.width();
    share = spec.dropout() > 0 ? new KeptShare(spec.dropout()) : null;
  }

  /**
   * Takes rows.
   *
   * @param known the tokens whose rows they are, ascending. Kept, not modified.
   * @param parameters in which the rows follow each other. Kept, not modified.
   * @param first index of the first row
   * @param stepKey of what all blocks of a step draw; see {@link Draws}
   */
  public void load(int[] known, float[] parameters, int first, long stepKey) {
    tokens = known;
    values = parameters;
    offset = first;
    // the embedding is the first of the layers
    key = CounterRandom.key(stepKey, 0);
  }

  /**
   * Writes the vector of a token into a row of the network's input.
   *
   * @throws IllegalArgumentException if its row was not loaded
   */
  public void put(int row, int token) {
    int position = Arrays.binarySearch(tokens, token);
    if (position < 0) {
      throw new IllegalArgumentException("the row of token %d was not loaded".formatted(token));
    }
    Matrix input = network.input();
    if (positions.length < input.rows()) {
      positions = new int[input.rows()];
      factors = new float[input.rows()];
    }
    float factor = share == null ? 1f : share.factor(key, token);
    positions[row] = position;
    factors[row] = factor;
    int from = offset + position * width;
    int to = input.index(row, column);
    for (int j = 0; j < width; j++) {
      input.data()[to + j] = values[from + j] * factor;
    }
  }

  /** Adds the positions of the rows that the batch has read. Modified. */
  public void mark(BitSet read) {
    for (int row = 0; row < network.input().rows(); row++) {
      read.set(positions[row]);
    }
  }

  /**
   * Adds ∂loss/∂rows, after the network's backward pass.
   *
   * @param gradient in which the rows lie as in the parameters. Modified.
   */
  public void addGradient(float[] gradient) {
    Matrix dInput = network.dInput();
    for (int row = 0; row < dInput.rows(); row++) {
      int to = offset + positions[row] * width;
      int from = dInput.index(row, column);
      for (int j = 0; j < width; j++) {
        gradient[to + j] += dInput.data()[from + j] * factors[row];
      }
    }
  }
}
