package org.sparklstm.job;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides passwords and keys in files and messages: options of data sources unless they are known to
 * be harmless; values whose names look like secrets; and in all texts what looks like a secret, or
 * is known to be one.
 */
public final class Secrets {
  /** Words in names of secrets, in the environment and in settings. */
  public static final String NAMES =
      "secret|password|passwd|passphrase|pwd|token|credential|authorization"
          + "|(?:^|[._-])(?:auth|pass|sas)(?:$|[._-])"
          + "|(?:access|account|api|private|secret|sas|encryption|signing)[._-]?key";

  private static final Pattern NAME = Pattern.compile("(?i)" + NAMES);

  /** Names that look like secrets, but whose values are the place or the provider of one. */
  private static final Pattern NO_SECRET =
      Pattern.compile(
          "(?i)(provider|file|path|class|dir|directory|enabled|type|scheme|pattern)s?$");

  /** Has no space, so that hiding a text twice changes nothing. */
  public static final String HIDDEN = "***hidden***";

  private static final String VALUE =
      "(?:\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*'|\\{[^}]*\\}|[^&;,\\s\"'(){}\\[\\]]+)";

  /**
   * What looks like a secret in a text; the first group stays.
   *
   * <ul>
   *   <li>{@code password=…} and the like, also quoted, as JSON, or after a dash
   *   <li>{@code ?token=…}, {@code &key=…} within a query, because they may be parts of a path
   *   <li>{@code Authorization: Bearer …}
   * </ul>
   */
  private static final List<Pattern> IN_TEXT =
      List.of(
          Pattern.compile(
              "(?i)((?:secret|password|passwd|passphrase|pwd|credential|authorization"
                  + "|(?:access|account|api|private|secret|sas)[._-]?key|(?<!lstmNex)[a-z._-]token(?!-pattern\\b))[\\w.-]{0,60}+"
                  + "[\"']?\\s*+[=:]\\s*+(?!(?:bearer|basic)\\s))"
                  + VALUE),
          Pattern.compile(
              "(?i)((?:[?&;]|%3f|%26|%3b)(?:[\\w-]*token|[\\w-]*signature|key|sig|auth|pass|pw)(?:=|%3d))"
                  + VALUE),
          Pattern.compile("(?i)([\"'](?:token|auth|pass|pw)[\"']\\s*+:\\s*+|\\btoken=)" + VALUE),
          Pattern.compile("(?i)((?:bearer|basic)\\s+)[\\w+/=._~-]{6,}"));

  /** The user of a URL with a password, which may contain slashes on stores of objects. */
  private static final List<Pattern> USER =
      List.of(
          Pattern.compile("(://[^/:@\\s\"']*:)[^/@\\s\"']{1,500}(?=@)"),
          Pattern.compile("(://[^/:@\\s\"']{1,500}:)(?!\\d+/)[^\\s\"']{1,500}(?=@)"),
          Pattern.compile(
              "(?i)((?:s3[an]?|gs|wasbs?|abfss?|https?|ftp|sftp)://[^/:@\\s\"']{1,500}:)[^\\s\"']{1,500}(?=@)"),
          // a token alone
          Pattern.compile("(?i)((?:https?|s?ftp)://)[^/:@\\s\"']{1,500}(?=@)"),
          Pattern.compile("(?i)(jdbc:oracle:\\w+:[^/@\\s\"']*/)(?:\"[^\"]*\"|[^\\s]*)(?=@)"));

  /** The user of a URL; of Azure's, that is the container. */
  private static final Pattern ANY_USER =
      Pattern.compile("(?i)((?<!abfss?)(?<!wasbs?)://)[^/@\\s\"']{1,500}(?=@)");

  /**
   * What follows the place in the URL of a database or of a signed request, up to a sign that ends
   * a part of a sentence; of other paths, in which a question mark may stand for any character,
   * only what begins like a query.
   */
  private static final Pattern TAIL =
      Pattern.compile(
          "(?i)(\\bjdbc:[^\\s?;\"']{1,2000}[?;]|\\b(?:https?|wasbs?|abfss?)://[^\\s?;\"']{1,2000}?(?:[?;]|%3f)"
              + "|\\b[a-z][a-z0-9+.-]{0,30}:/[^\\s?;\"']{1,2000}?(?:\\?|%3f)(?=[\\w.-]+(?:=|%3d)))"
              + "[^\\s]+?(?:[:,]?\\s[^\\s=]+\"|[:,]?\\s[^\\s=]+')?(?=[:,]?(?:\\s|$))");

  /** The URL of a database, whose settings follow its place. */
  private static final Pattern JDBC = Pattern.compile("(?is)^(\\s*jdbc:[^?;]+[?;]).+");

  /** What looks like a secret in a plan of Spark's. */
  public static final String IN_PLANS =
      "(?i)(?:[?&;][\\w-]*(?:token|key|sig|signature|auth|pass|pw)=|(?:secret|passw|pwd|credential|passphrase)[\\w.-]{0,60}\\s*[=:]\\s*|://[^/:@\\s]+:(?!\\d+/))[^\\s,)\\]]+";

  private static final int SHORTEST = 6;

  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  /** Texts that are used openly, such as paths. */
  private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

  private Secrets() {}

  /**
   * Hides secrets in all later messages: values whose names look like secrets, and secrets within
   * other values. Values of fewer than six characters are ignored, because they may be any word.
   *
   * @param entries settings of Spark, or the environment
   */
  public static void keep(Map<String, String> entries) {
    entries.forEach(
        (name, value) -> {
          if (isSecret(name)) {
            keep(value);
          }
        });
  }

  /**
   * Hides the values of a data source's options in all later messages, unless they are harmless.
   */
  public static void keepOptions(Map<String, String> options) {
    options.forEach(
        (name, value) -> {
          if (!HarmlessOptions.contains(name)) {
            keep(value);
          }
        });
  }

  /**
   * Marks a text, such as a path, that is shown anyway: a secret that equals a part of it is no
   * longer hidden.
   */
  public static void open(String text) {
    String shown = hideWithin(text);
    OPEN.add(shown);
    KNOWN.removeIf(shown::contains);
  }

  private static void keep(String secret) {
    if (secret.length() >= SHORTEST && OPEN.stream().noneMatch(open -> open.contains(secret))) {
      KNOWN.add(secret);
    }
  }

  private static boolean isSecret(String name) {
    return NAME.matcher(name).find() && !NO_SECRET.matcher(name).find();
  }

  /** The value of a data source's option; hidden completely unless it is harmless. */
  public static Object hideOption(String name, Object value) {
    if (!HarmlessOptions.contains(name)) {
      return HIDDEN;
    }
    return hide(withoutSettings(value));
  }

  /** The value of an option without the settings in the URL of a database, blanks included. */
  public static Object withoutSettings(Object value) {
    return value instanceof String text ? replaced(JDBC, text) : value;
  }

  /** A value without secrets. */
  public static Object hide(Object value) {
    return value instanceof String text ? hide(text) : value;
  }

  /** The text without parts that look like secrets, whatever is known. */
  public static String hideWithin(String text) {
    String hidden = text;
    for (Pattern user : USER) {
      hidden = replaced(user, hidden);
    }
    for (Pattern secret : IN_TEXT) {
      hidden = replaced(secret, hidden);
    }
    return replaced(TAIL, hidden);
  }

  /** The text as it identifies a run: without secrets and users, whatever is known. */
  public static String lasting(String text) {
    return replaced(ANY_USER, hideWithin(text));
  }

  private static String replaced(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.replaceAll("$1" + Matcher.quoteReplacement(HIDDEN)) : text;
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
