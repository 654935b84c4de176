package org.sparklstm.core.train;

import java.util.Iterator;

/** The steps of one epoch. */
interface Plan extends Iterator<StepPlan> {

  /**
   * Skips to a step of this epoch.
   *
   * @param step its number in the whole run
   */
  default void skipTo(long step) {
    while (nextStep() < step) {
      next();
    }
  }

  /** The number of the next step in the whole run. */
  long nextStep();
}
