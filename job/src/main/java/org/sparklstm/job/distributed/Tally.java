package org.sparklstm.job.distributed;

/** Adds up times until they are taken. */
final class Tally {
  private StepTimes times = StepTimes.NONE;

  void add(StepTimes more) {
    times = times.plus(more);
  }

  /** The sum of all times since the last call. */
  StepTimes take() {
    StepTimes taken = times;
    times = StepTimes.NONE;
    return taken;
  }
}
