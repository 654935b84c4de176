package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/** A layer with its packed weights and scratch memory. */
interface Layer {

  /** Copies the layer's parameters from the array of all parameters. */
  void load(float[] parameters);

  /**
   * Prepares for a batch.
   *
   * @param x holds the layer's input before each pass
   * @param dX receives ∂loss/∂x, or null if it is not needed
   * @return the layer's output, and the matrix in which it expects ∂loss/∂output
   */
  Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX);

  /** The forward pass in inference. */
  void predict();

  /**
   * The forward pass in training.
   *
   * @param draws of the random numbers that the layer draws
   */
  void train(Draws draws);

  /**
   * The backward pass after {@link #train}. Overwrites ∂loss/∂x.
   *
   * @param gradient ∂loss/∂(all parameters), to which the layer's part is added. Modified.
   */
  void backward(float[] gradient);

  /**
   * The connection between two layers.
   *
   * @param values one row per step, or one row per sequence
   * @param gradient ∂loss/∂values, written by the layer above; null if the layer above passes its
   *     gradient through the last state
   */
  record Signal(Matrix values, Matrix gradient) {}
}
