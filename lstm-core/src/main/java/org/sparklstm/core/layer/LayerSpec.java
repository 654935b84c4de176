package org.sparklstm.core.layer;

import java.io.Serializable;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * The description of one layer of a network. A layer maps rows to rows: one row per time step of a
 * sequence or, after {@link PoolingSpec}, one row per sequence.
 */
public sealed interface LayerSpec extends Serializable
    permits RecurrentSpec,
        DenseSpec,
        EmbeddingSpec,
        MixedInputsSpec,
        DropoutSpec,
        PenaltySpec,
        VectorsSpec,
        PoolingSpec,
        HorizonHeadSpec,
        SegmentSpec {

  /**
   * The number of values per output row.
   *
   * @param inputs values per input row
   * @throws IllegalArgumentException if the layer does not accept rows of that width
   */
  int outputs(int inputs);

  /**
   * Appends this layer's parameters to a layout, in PyTorch's order.
   *
   * @param builder Modified.
   * @param prefix of the names of this layer's parameters
   */
  default void declare(ParameterLayout.Builder builder, String prefix) {}

  /**
   * Draws the initial values of this layer's parameters as PyTorch does, in PyTorch's order.
   *
   * @param random Modified.
   * @param layout of all parameters
   * @param prefix of the names of this layer's parameters
   * @param values all parameters. Modified.
   */
  default void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {}

  /**
   * Checks a size.
   *
   * @throws IllegalArgumentException if {@code value} is below 1
   */
  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, found " + value);
    }
  }
}
