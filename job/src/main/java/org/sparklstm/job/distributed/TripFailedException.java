package org.sparklstm.job.distributed;

/** A job that should have taken several steps has failed; none of them has been taken. */
public final class TripFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TripFailedException(Exception cause) {
    super(cause);
  }
}
