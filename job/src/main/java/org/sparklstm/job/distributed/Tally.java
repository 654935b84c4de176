package org.sparklstm.job.distributed;

/** Times, added up until they are taken. */
final class Tally {
  private StepTimes times = StepTimes.NONE;

  void add(StepTimes more) {
    times = times.plus(more);
  }

  /** All since the last call. */
  StepTimes take() {
    StepTimes taken = times;
    times = StepTimes.NONE;
    return taken;
  }
}
