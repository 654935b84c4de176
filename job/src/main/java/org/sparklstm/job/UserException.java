package org.sparklstm.job;

/**
 * Something the user can put right. The message names the file, key, column, row or series, what
 * was found and what was expected; it is shown without a stack trace.
 */
public final class UserException extends RuntimeException {
  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
