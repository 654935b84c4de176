package org.sparklstm.job.report;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.Shown;

/**
 * Output for people while a command runs. It goes to standard error; standard output is reserved
 * for the result.
 */
public final class Console {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private static final Console STANDARD_ERROR = new Console(System.err, standardErrorTarget());

  private final PrintStream out;
  private final Target target;
  private boolean lineOpen;

  /** Only a terminal can replace a line. */
  private enum Target {
    TERMINAL,
    STREAM
  }

  private Console(PrintStream out, Target target) {
    this.out = out;
    this.target = target;
  }

  /**
   * Standard error, with a live line on a terminal. The environment variable {@code
   * SPARK_LSTM_PROGRESS} ({@code live} or {@code plain}) overrides the detection.
   */
  public static Console standardError() {
    return STANDARD_ERROR;
  }

  private static Target standardErrorTarget() {
    String progress = System.getenv("SPARK_LSTM_PROGRESS");
    boolean live = progress == null ? Terminals.isError() : progress.equals("live");
    return live ? Target.TERMINAL : Target.STREAM;
  }

  /** A console that writes plain lines to a stream. */
  public static Console plain(PrintStream out) {
    return new Console(out, Target.STREAM);
  }

  /** Whether {@link #live} has an effect. */
  boolean isTerminal() {
    return target == Target.TERMINAL;
  }

  /** Prints a line. */
  public synchronized void say(String line) {
    endLiveLine();
    out.println(Secrets.hide(line));
  }

  /** Prints the stack trace of an error. */
  public void trace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text, true));
    say(text.toString().stripTrailing());
  }

  /** Prints a warning. */
  public void warn(String line) {
    say("warning: " + Shown.line(Secrets.hide(line)));
  }

  /** Shows a line that the next one replaces. Does nothing without a terminal. */
  synchronized void live(String line) {
    if (isTerminal()) {
      out.print(CLEAR_LINE + Secrets.hide(line));
      out.flush();
      lineOpen = true;
    }
  }

  /** Removes the live line, if there is one. */
  synchronized void clearLive() {
    endLiveLine();
    out.flush();
  }

  private void endLiveLine() {
    if (lineOpen) {
      out.print(CLEAR_LINE);
      lineOpen = false;
    }
  }
}
