package org.sparklstm.job.storage;

import java.io.IOException;

/** Guards parsers, which call themselves at each bracket, against texts of brackets. */
final class Nesting {
  /** More than any file of this program has. */
  private static final int DEEPEST = 64;

  private Nesting() {}

  /**
   * The text.
   *
   * @throws IOException if its brackets are nested too deeply; those in quotes do not count
   */
  static String checked(String text) throws IOException {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        if (++depth > DEEPEST) {
          throw new IOException("its brackets are nested more than %d deep".formatted(DEEPEST));
        }
      } else if (!quoted && (c == '}' || c == ']')) {
        depth--;
      }
    }
    return text;
  }
}
