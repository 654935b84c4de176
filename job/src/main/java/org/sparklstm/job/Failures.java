package org.sparklstm.job;

import java.util.List;

/** Extracts the cause of a failure from the plans and traces that Spark adds to it. */
public final class Failures {
  private static final String CAUSE = "Caused by: ";

  private Failures() {}

  /** The message of the innermost cause in one line, even if a message only quotes the cause. */
  public static String rootMessage(Throwable failure) {
    String message = failure.toString();
    if (innermost(failure) instanceof UnsupportedOperationException unsupported
        && unsupported.getMessage() == null) {
      return "the operation is not supported";
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        message = cause.getMessage();
      }
    }
    List<String> lines = message.lines().filter(line -> !line.isBlank()).toList();
    String line = lines.get(0);
    for (String other : lines) {
      if (other.startsWith(CAUSE)) {
        line = other.substring(CAUSE.length());
      }
    }
    // Spark adds these to the message of raise_error
    return Shown.line(
        line.replaceFirst("^\\[USER_RAISED_EXCEPTION\\] ", "")
            .replaceFirst(" SQLSTATE: P0001$", "")
            .strip());
  }

  private static Throwable innermost(Throwable failure) {
    return failure.getCause() == null ? failure : innermost(failure.getCause());
  }
}
