package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.sparklstm.core.tensor.Matrix;

/** How windows are read: their channels, and what answers are relative to. */
interface Windows extends Serializable {
  /** I, the network's inputs per time step. */
  int inputs();

  /** T, the number of time steps of a window. */
  int steps(Window window);

  /** See {@link WindowReader#readInput}. */
  void readInput(Window window, Matrix input, IntUnaryOperator row, IntPredicate isHidden);

  /** The level that a target is measured by; only of windows that have a scale. */
  float level(Window window, int target);

  /**
   * The mean size of the observed values of the lookback, in users' units, or else of the level
   * that stands for them; only of windows that have a scale.
   */
  double meanSize(Window window, int target, WindowReader.Units units);

  /** What a target's distance from its base is divided by. */
  float factor(Window window, int target);

  /** What the network's answers are relative to, as values are stored. */
  float base(Window window, int step, int target);

  /** See {@link WindowReader#naive}. */
  float naive(Window window, int step, int target);

  /** See {@link WindowReader#naiveRow}. */
  int naiveRow(Window window, int step, int target);
}
