package org.sparklstm.job;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence for the user that names settings. It is composed once, and each entry point fills in
 * its own names: the command line uses keys, Spark ML stages use params.
 *
 * <p>The template is a format string in which braces name a setting, {@code {data.label}}, or a
 * setting with a value, {@code {data.missing = skip-window}}. Arguments are never searched for
 * braces; an argument that is itself a message uses the names of the same entry point.
 */
public final class Message {
  private static final Pattern SETTING = Pattern.compile("\\{([^{}=]+?)(?: = ([^{}]+))?}");

  private final Function<Wording, String> text;

  private Message(Function<Wording, String> text) {
    this.text = text;
  }

  /**
   * A message.
   *
   * @param template a format string with settings in braces
   * @param arguments arguments of the format string; they may be null
   */
  public static Message of(String template, Object... arguments) {
    // List.of would refuse null
    List<Object> given = Arrays.asList(arguments.clone());
    return new Message(wording -> filled(template, given, wording));
  }

  /** A message with exactly this text, which is not searched for braces. */
  public static Message literal(String text) {
    return new Message(wording -> text);
  }

  /** Exactly one of two texts: the way out differs where a table was made by code. */
  public static Message advice(String ofConfiguration, String ofCode) {
    return new Message(wording -> wording.advice(ofConfiguration, ofCode));
  }

  /** The sentence with the names of an entry point. */
  public String in(Wording wording) {
    return text.apply(wording);
  }

  private static String filled(String template, List<Object> arguments, Wording wording) {
    Matcher settings = SETTING.matcher(template);
    String format =
        settings.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    (found.group(2) == null
                            ? wording.setting(found.group(1))
                            : wording.assignment(found.group(1), found.group(2)))
                        .replace("%", "%%")));
    Object[] worded =
        arguments.stream()
            .map(argument -> argument instanceof Message message ? message.in(wording) : argument)
            .toArray();
    return format.formatted(worded);
  }

  /** The sentence with the keys of the configuration. */
  @Override
  public String toString() {
    return in(Wording.KEYS);
  }
}
