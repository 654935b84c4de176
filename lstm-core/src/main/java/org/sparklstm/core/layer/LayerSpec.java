package org.sparklstm.core.layer;

import java.io.Serializable;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * What one layer of a network looks like. A layer maps rows to rows: one row a time step of a
 * sequence, or, after {@link PoolingSpec}, one row a sequence.
 */
public sealed interface LayerSpec extends Serializable
    permits RecurrentSpec, DenseSpec, EmbeddingSpec, DropoutSpec, PoolingSpec {

  /**
   * Values of a row that come out where rows of {@code inputs} values go in.
   *
   * @throws IllegalArgumentException where the layer cannot take rows of that width
   */
  int outputs(int inputs);

  /** Appends this layer's parameters to a layout, in PyTorch's order. */
  default void declare(ParameterLayout.Builder builder, String prefix) {}

  /**
   * Draws PyTorch's initial values of this layer's parameters, in PyTorch's order.
   *
   * @param prefix what stands before the names of this layer's parameters
   * @param values all parameters. Modified.
   */
  default void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {}

  /** Throws unless {@code value} is at least 1. */
  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, found " + value);
    }
  }
}
