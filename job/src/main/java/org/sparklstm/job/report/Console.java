package org.sparklstm.job.report;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.sparklstm.job.Secrets;

/**
 * What people see while a command runs. It goes to standard error, so that standard output holds
 * the result alone.
 */
public final class Console {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private static final Console STANDARD_ERROR = new Console(System.err, isLive());

  private final PrintStream out;
  private final boolean terminal;
  private boolean lineOpen;

  private Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Standard error, with a live line where it is a terminal. A JVM sees no terminal once any of its
   * streams is redirected; the environment variable {@code SPARK_LSTM_PROGRESS} ({@code live} or
   * {@code plain}) then tells it.
   */
  public static Console standardError() {
    return STANDARD_ERROR;
  }

  private static boolean isLive() {
    String told = System.getenv("SPARK_LSTM_PROGRESS");
    return told == null ? System.getenv("TERM") != null && hasTerminal() : told.equals("live");
  }

  /** Before JDK 22 there is no console without a terminal; since then it says so itself. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    Object console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Writes plain lines to a stream. */
  public static Console plain(PrintStream out) {
    return new Console(out, false);
  }

  /** Whether {@link #live} shows anything. */
  boolean isTerminal() {
    return terminal;
  }

  /** A line to keep. */
  public synchronized void say(String line) {
    endLiveLine();
    out.println(Secrets.hide(line));
  }

  /** Where an error comes from, for those who are to mend it. */
  public void trace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text, true));
    say(text.toString().stripTrailing());
  }

  /** Something odd that is no error. */
  public void warn(String line) {
    say("warning: " + line);
  }

  /** A line that the next one replaces; nothing where there is no terminal. */
  synchronized void live(String line) {
    if (terminal) {
      out.print(CLEAR_LINE + Secrets.hide(line));
      out.flush();
      lineOpen = true;
    }
  }

  private void endLiveLine() {
    if (lineOpen) {
      out.print(CLEAR_LINE);
      lineOpen = false;
    }
  }
}
