package org.sparklstm.job.storage;

import org.sparklstm.job.Secrets;
import org.sparklstm.job.Shown;

/** Signals that a file cannot be written or read. The message names the file and the reason. */
public final class StorageException extends RuntimeException {
  public StorageException(String message, Throwable cause) {
    super(Shown.line(Secrets.hide(message)), cause);
  }
}
