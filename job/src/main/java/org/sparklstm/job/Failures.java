package org.sparklstm.job;

import java.util.List;

/** What went wrong, without the plans and traces that Spark wraps around it. */
public final class Failures {
  private static final String CAUSE = "Caused by: ";

  private Failures() {}

  /** One line: what the innermost cause says, be it an exception or only quoted in a message. */
  public static String rootMessage(Throwable failure) {
    String message = failure.toString();
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
    // what Spark puts around a message that its own raise_error was given
    return line.replaceFirst("^\\[USER_RAISED_EXCEPTION\\] ", "")
        .replaceFirst(" SQLSTATE: P0001$", "")
        .strip();
  }
}
