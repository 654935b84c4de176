package org.sparklstm.job.run;

/** A request to stop a training at its current step. May be made from any thread. */
public final class Stop {
  private volatile boolean requested;
  private volatile boolean training;

  /**
   * Requests a stop.
   *
   * @return whether a training is running, which will save its state and stop
   */
  public boolean request() {
    requested = true;
    return training;
  }

  /** Called when a training starts that will stop on request. */
  void trainingBegins() {
    training = true;
  }

  /** Called when that training has ended. */
  void trainingEnds() {
    training = false;
  }

  boolean isRequested() {
    return requested;
  }

  /** Thrown by a listener to end a training. */
  static final class Requested extends RuntimeException {
    Requested() {
      super("stopped on request", null, false, false);
    }
  }
}
