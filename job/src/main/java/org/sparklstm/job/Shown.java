package org.sparklstm.job;

/** Makes text from outside, such as names of files and messages of storage, safe to print. */
public final class Shown {
  /** The longest text that is shown, in characters. */
  private static final int LONGEST = 2000;

  /** Characters that are kept of the end of a longer text, where the remedy usually stands. */
  private static final int END = 500;

  private static final String CUT = "… (%,d characters) …";

  private Shown() {}

  /**
   * A text on one line; of a long one the middle is left out. What a terminal would take as a
   * command is not in it: control characters, and characters that change the direction of writing,
   * are escaped.
   */
  public static String line(String text) {
    String escaped =
        escaped(
            text.length() <= 2 * LONGEST
                ? text
                : text.substring(0, LONGEST) + text.substring(text.length() - LONGEST));
    return escaped.length() <= LONGEST
        ? escaped
        : escaped.substring(0, LONGEST - END)
            + CUT.formatted(text.length())
            + escaped.substring(escaped.length() - END);
  }

  private static String escaped(String text) {
    StringBuilder line = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean isCommand =
          Character.isISOControl(c)
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      if (isCommand && line == null) {
        line = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (line != null) {
        line.append(isCommand ? escape(c) : String.valueOf(c));
      }
    }
    return line == null ? text : line.toString();
  }

  /** A text as one word of a command that is shown to be copied into a shell. */
  public static String quoted(String text) {
    return "'" + line(text).replace("'", "'\\''") + "'";
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted((int) c);
    };
  }
}
