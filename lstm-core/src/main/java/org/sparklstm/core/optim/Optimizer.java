package org.sparklstm.core.optim;

import java.util.Map;

/** Turns a gradient into a change of the parameters. State is flat, laid out as the parameters. */
public interface Optimizer {

  /**
   * One update.
   *
   * @param parameters Modified.
   * @param gradient ∂loss/∂parameters. Not modified.
   * @param learningRate the step's learning rate
   */
  void step(float[] parameters, float[] gradient, double learningRate);

  /** Number of updates so far. */
  long steps();

  /** The state arrays by name, for a checkpoint: the live arrays, not copies. */
  Map<String, float[]> state();

  /** Puts back what a checkpoint held. The arrays are copied. */
  void restore(long steps, Map<String, float[]> state);
}
