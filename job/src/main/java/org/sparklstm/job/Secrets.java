package org.sparklstm.job;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides passwords and keys in files and messages. */
public final class Secrets {
  private static final String PASSWORD = "secret|password|passwd|pwd|token|credential";
  private static final String QUALIFIED_KEY = "(?:access|account|api|private|secret|sas)[._-]?key";

  private static final Pattern NAME = Pattern.compile("(?i)" + PASSWORD + "|" + QUALIFIED_KEY);

  /** Names that look like secrets, but whose values are the place or the provider of one. */
  private static final Pattern NO_SECRET =
      Pattern.compile("(?i)(provider|file|path|class|dir|directory|enabled)s?$");

  /**
   * Matches secrets within texts: {@code …?password=…}, {@code user=me;password=…}, {@code
   * s3a://key:secret@bucket}; {@code key=} only within a query, because it may be part of a path.
   */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "(?i)((?:(?:secret|password|passwd|pwd|"
              + QUALIFIED_KEY
              + ")|[?&;](?:[a-z]*token|key|sig|signature))=)[^&;,\\s]+|(://[^/:@\\s]+:)[^/@\\s]+(?=@)");

  /** Has no space, so that hiding a text twice changes nothing. */
  private static final String HIDDEN = "***hidden***";

  private static final int SHORTEST = 6;

  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  private Secrets() {}

  /**
   * Hides secrets in all later messages: values whose names look like secrets, and secrets within
   * other values. Values of fewer than six characters are ignored, because they may be any word.
   *
   * @param entries options, settings of Spark, or the environment
   */
  public static void keep(Map<String, String> entries) {
    entries.forEach(
        (name, value) -> {
          if (isSecret(name)) {
            keep(value);
          }
          Matcher within = IN_TEXT.matcher(value);
          while (within.find()) {
            String prefix = within.group(1) == null ? within.group(2) : within.group(1);
            keep(within.group().substring(prefix.length()));
          }
        });
  }

  private static void keep(String secret) {
    if (secret.length() >= SHORTEST) {
      KNOWN.add(secret);
    }
  }

  private static boolean isSecret(String name) {
    return NAME.matcher(name).find() && !NO_SECRET.matcher(name).find();
  }

  /** The value without secrets; hidden completely if its name looks like a secret. */
  public static Object hide(String name, Object value) {
    return isSecret(name) ? HIDDEN : hide(value);
  }

  /** A value without secrets. */
  public static Object hide(Object value) {
    return value instanceof String text ? hide(text) : value;
  }

  private static String hideWithin(String text) {
    return IN_TEXT.matcher(text).replaceAll("$1$2" + Matcher.quoteReplacement(HIDDEN));
  }

  /** The text without known secrets, and without parts that look like secrets. */
  public static String hide(String text) {
    String hidden = text;
    // longest first, because a secret may contain another
    for (String secret :
        KNOWN.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    return hideWithin(hidden);
  }
}
