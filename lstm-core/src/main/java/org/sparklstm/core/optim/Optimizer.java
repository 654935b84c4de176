package org.sparklstm.core.optim;

import java.io.Serializable;
import java.util.Map;

/** Turns a gradient into a change of the parameters. State is flat, laid out as the parameters. */
public interface Optimizer extends Serializable {

  /**
   * One update.
   *
   * @param parameters Modified.
   * @param gradient ∂loss/∂parameters. Not modified.
   * @param learningRate the step's learning rate
   */
  void step(float[] parameters, float[] gradient, double learningRate);

  /** Another one in the same state. */
  Optimizer copy();

  /** Number of updates so far. */
  long steps();

  /** The state arrays by name, for a checkpoint: the live arrays, not copies. */
  Map<String, float[]> state();

  /**
   * Puts back what a checkpoint held. The arrays are copied.
   *
   * @throws IllegalArgumentException where an array is missing or has another length
   */
  void restore(long steps, Map<String, float[]> state);

  /**
   * Copies the array of that name.
   *
   * @param to Modified.
   */
  static void copy(Map<String, float[]> state, String name, float[] to) {
    float[] from = state.get(name);
    if (from == null || from.length != to.length) {
      throw new IllegalArgumentException(
          "optimizer state '%s': found %s, expected %d values"
              .formatted(
                  name,
                  from == null ? "only " + state.keySet() : from.length + " values",
                  to.length));
    }
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
