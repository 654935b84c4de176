package org.sparklstm.core.io;

import java.io.IOException;

/**
 * Thrown if the content of a file is invalid. The message names what was found and what was
 * expected.
 */
public final class MalformedFileException extends IOException {
  public MalformedFileException(String message) {
    super(message);
  }

  public MalformedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
