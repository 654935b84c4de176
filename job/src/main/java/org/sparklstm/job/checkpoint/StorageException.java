package org.sparklstm.job.checkpoint;

/** A file that cannot be written or read. The message names it and says why. */
public final class StorageException extends RuntimeException {
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
