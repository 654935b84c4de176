package org.sparklstm.job.distributed;

/** The job of a trip failed; none of its steps has been taken. */
public final class TripFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TripFailedException(Exception cause) {
    super(cause);
  }
}
