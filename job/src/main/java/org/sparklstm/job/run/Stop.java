package org.sparklstm.job.run;

/** A request to stop a training where it is. Who asks may be any thread. */
public final class Stop {
  private volatile boolean requested;
  private volatile boolean heeded;

  /**
   * Asks for a stop.
   *
   * @return whether a training will heed it; where none is under way there is nothing to save
   */
  public boolean request() {
    requested = true;
    return heeded;
  }

  /** From here on a training heeds it. */
  void trainingBegins() {
    heeded = true;
  }

  /** From here on nothing heeds it. */
  void trainingEnds() {
    heeded = false;
  }

  boolean isRequested() {
    return requested;
  }

  /** Thrown through a training to end it. */
  static final class Requested extends RuntimeException {
    Requested() {
      super("stopped on request", null, false, false);
    }
  }
}
