package org.sparklstm.core.io;

import java.io.IOException;

/** A file that is not what it should be. The message says what was found and what was expected. */
public final class MalformedFileException extends IOException {
  public MalformedFileException(String message) {
    super(message);
  }

  public MalformedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
