package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.sparklstm.job.UserException;

/**
 * Cuts texts into tokens. Nothing is normalised: what is no token is left out, all else is kept as
 * it is.
 *
 * @param pattern of a token; null if each character (Unicode code point) is one
 */
public record Tokenizer(Pattern pattern) implements Serializable {
  private static final int ASCII = 128;

  /** Texts of the most frequent characters, so that a long text does not make one for each. */
  private static final String[] KNOWN = new String[ASCII];

  static {
    for (int i = 0; i < ASCII; i++) {
      KNOWN[i] = String.valueOf((char) i);
    }
  }

  /**
   * The tokenizer of a configuration.
   *
   * @param pattern {@code data.token-pattern}
   * @throws UserException if it is no regular expression
   */
  public static Tokenizer of(String pattern) {
    if (pattern.isEmpty()) {
      return new Tokenizer(null);
    }
    try {
      return new Tokenizer(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS));
    } catch (PatternSyntaxException e) {
      throw UserException.of(
          "{data.token-pattern}: '%s' is no regular expression: %s", pattern, e.getDescription());
    }
  }

  /**
   * What stands between tokens in a text: nothing if they hold the white space themselves.
   *
   * @param known all tokens
   */
  public String separator(List<String> known) {
    return pattern == null || known.stream().anyMatch(String::isBlank) ? "" : " ";
  }

  /** The tokens of a text, in order. */
  public String[] tokens(String text) {
    return pattern == null ? characters(text) : matches(text);
  }

  private static String[] characters(String text) {
    String[] tokens = new String[text.codePointCount(0, text.length())];
    int at = 0;
    for (int i = 0; i < tokens.length; i++) {
      int character = text.codePointAt(at);
      tokens[i] = character < ASCII ? KNOWN[character] : Character.toString(character);
      at += Character.charCount(character);
    }
    return tokens;
  }

  private String[] matches(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        tokens.add(matcher.group());
      }
    }
    return tokens.toArray(String[]::new);
  }
}
