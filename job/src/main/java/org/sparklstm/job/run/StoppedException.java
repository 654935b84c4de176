package org.sparklstm.job.run;

/** A run has stopped on request and has saved its state. */
public final class StoppedException extends RuntimeException {
  private final String summary;

  StoppedException(String summary) {
    super("stopped on request");
    this.summary = summary;
  }

  /** The progress of the run as one line of JSON. */
  public String summary() {
    return summary;
  }
}
