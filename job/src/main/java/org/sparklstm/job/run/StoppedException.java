package org.sparklstm.job.run;

/** A run that has been asked to stop, and has saved where it is. */
public final class StoppedException extends RuntimeException {
  private final String summary;

  StoppedException(String summary) {
    super("stopped on request");
    this.summary = summary;
  }

  /** What there is to say, as one line of JSON. */
  public String summary() {
    return summary;
  }
}
