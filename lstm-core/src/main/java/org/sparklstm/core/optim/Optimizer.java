package org.sparklstm.core.optim;

import java.io.Serializable;
import java.util.Map;

/** Updates parameters from their gradient. State arrays have the layout of the parameters. */
public interface Optimizer extends Serializable {

  /**
   * Updates the parameters.
   *
   * @param parameters Modified.
   * @param gradient ∂loss/∂parameters. Not modified.
   * @param learningRate of this step
   */
  void step(float[] parameters, float[] gradient, double learningRate);

  /** Sets the number of updates, where others have made some of them. Modified. */
  void setSteps(long number);

  /** A new optimizer with the same settings for other parameters. */
  Optimizer resized(int size);

  /**
   * A new optimizer with the same settings, but without weight decay, for rows that only some steps
   * touch. That of Adam is {@code torch.optim.SparseAdam}.
   */
  Optimizer ofRows(int size);

  /** An independent copy with the same state. */
  Optimizer copy();

  /** The number of updates so far. */
  long steps();

  /** The state arrays by name, for a checkpoint. These are the live arrays, not copies. */
  Map<String, float[]> state();

  /**
   * Restores the state from a checkpoint.
   *
   * @param steps number of updates
   * @param state the arrays of {@link #state}. Copied.
   * @throws IllegalArgumentException if an array is missing or has another length
   */
  void restore(long steps, Map<String, float[]> state);

  /**
   * Copies the state array with the given name.
   *
   * @param to Modified.
   * @throws IllegalArgumentException if the array is missing or has another length
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
