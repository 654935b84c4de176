package org.sparklstm.job;

/**
 * An error that the user can fix. The message names the file, key, column, row or series, what was
 * found, what was expected and the way out; it is one line of limited length, whatever was found,
 * and shown without a stack trace.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Not serialized: the driver needs only {@link #getMessage} of an exception from a task. */
  private final transient Message said;

  public UserException(String message) {
    this(Message.literal(message), null);
  }

  public UserException(String message, Throwable cause) {
    this(Message.literal(message), cause);
  }

  public UserException(Message message) {
    this(message, null);
  }

  public UserException(Message message, Throwable cause) {
    super(Shown.line(Secrets.hide(message.toString())), cause);
    said = message;
  }

  /**
   * An error that names settings.
   *
   * @param template see {@link Message#of}
   */
  public static UserException of(String template, Object... arguments) {
    return new UserException(Message.of(template, arguments));
  }

  /** The message, for any entry point. */
  public Message said() {
    return said == null ? Message.literal(getMessage()) : said;
  }
}
