package org.sparklstm.job;

import java.util.Arrays;
import java.util.List;
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

  private final String template;
  private final List<Object> arguments;

  private Message(String template, List<Object> arguments) {
    this.template = template;
    this.arguments = arguments;
  }

  /**
   * A message.
   *
   * @param template a format string with settings in braces
   * @param arguments arguments of the format string; they may be null
   */
  public static Message of(String template, Object... arguments) {
    // List.of would refuse null
    return new Message(template, Arrays.asList(arguments.clone()));
  }

  /** A message with exactly this text, which is not searched for braces. */
  public static Message literal(String text) {
    return of("%s", text);
  }

  /** The sentence with the names of an entry point. */
  public String in(Wording wording) {
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
