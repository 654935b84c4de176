package org.sparklstm.job;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords and keys, which belong into no file and no message. */
public final class Secrets {
  private static final String PASSWORD = "secret|password|passwd|pwd|token|credential";
  private static final String QUALIFIED_KEY = "(?:access|account|api|private|secret|sas)[._-]?key";

  private static final Pattern NAME = Pattern.compile("(?i)" + PASSWORD + "|" + QUALIFIED_KEY);

  /** Names that speak of secrets, but whose values are where these lie, or who provides them. */
  private static final Pattern NO_SECRET =
      Pattern.compile("(?i)(provider|file|path|class|dir|directory|enabled)s?$");

  /**
   * In {@code …?password=…}, {@code user=me;password=…}, {@code s3a://key:secret@bucket}; a mere
   * {@code key=} only within a query, since it may as well be part of a path.
   */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "(?i)((?:(?:secret|password|passwd|pwd|"
              + QUALIFIED_KEY
              + ")|[?&;](?:[a-z]*token|key|sig|signature))=)[^&;,\\s]+|(://[^/:@\\s]+:)[^/@\\s]+(?=@)");

  /** Without a space: what has been hidden stays as it is when it is hidden again. */
  private static final String HIDDEN = "***hidden***";

  private static final int SHORTEST = 6;

  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  private Secrets() {}

  /**
   * Keeps secrets out of all messages from here on: values whose names speak of them, and what lies
   * within others. What is shorter than six characters could be any word, and is left.
   *
   * @param entries options, or settings of Spark, or the environment
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

  /** A value, or a note that it is hidden where its name speaks of a secret. */
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

  /** A text for people without the secrets that are known, and without what looks like one. */
  public static String hide(String text) {
    String hidden = text;
    // a secret may hold another one
    for (String secret :
        KNOWN.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    return hideWithin(hidden);
  }
}
