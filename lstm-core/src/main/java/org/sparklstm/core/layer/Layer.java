package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/** A layer at work: packed weights and scratch. {@code backward} mirrors the pass before it. */
interface Layer {

  /** Takes over a copy of the layer's parameters out of all parameters. */
  void load(float[] parameters);

  /**
   * Prepares for a batch.
   *
   * @param x where the layer's input will be found
   * @param dX where ∂loss/∂x goes, or null where nobody wants it
   * @return where its output will be found, and ∂loss/∂output is expected
   */
  Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX);

  /** Forward, as at any time but training. */
  void predict();

  /** Forward while training; what is random is drawn from {@code key}. */
  void train(long key);

  /**
   * The way back after {@link #train}. ∂loss/∂x is written over.
   *
   * @param gradient ∂loss/∂(all parameters), added to. Modified.
   */
  void backward(float[] gradient);

  /**
   * What passes between two layers.
   *
   * @param values a row a step, or a row a sequence
   * @param gradient ∂loss/∂values, written by the layer above; null where the layer above hands its
   *     gradient over in another way
   */
  record Signal(Matrix values, Matrix gradient) {}
}
