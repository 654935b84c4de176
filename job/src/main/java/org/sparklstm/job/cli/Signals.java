package org.sparklstm.job.cli;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.service.launcher.IrqHandler;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.Stop;

/**
 * What becomes of SIGTERM (a scheduler's cancel, the notice of a machine that goes away) and
 * Ctrl-C: the first one stops a training where it is, the second one ends the process at once. The
 * handler is Hadoop's, since the JDK's own class makes compilers warn.
 */
final class Signals {
  /** What a process is known by that a signal has ended: 128 and the signal's number. */
  private static final Map<String, Integer> EXIT_CODES =
      Map.of(IrqHandler.SIGTERM, 143, IrqHandler.CONTROL_C, 130);

  private static volatile int ending;

  private final AtomicInteger received = new AtomicInteger();
  private final Stop stop;
  private final Console console;

  private Signals(Stop stop, Console console) {
    this.stop = stop;
    this.console = console;
  }

  /** From here on a signal stops the training. */
  static void heed(Stop stop, Console console) {
    Signals signals = new Signals(stop, console);
    for (String name : new String[] {IrqHandler.SIGTERM, IrqHandler.CONTROL_C}) {
      try {
        new IrqHandler(name, data -> signals.receive(name)).bind();
      } catch (IllegalArgumentException e) {
        // the JVM was told to leave it alone (-Xrs): then it ends the process, which loses nothing
      }
    }
  }

  private void receive(String name) {
    if (received.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(EXIT_CODES.get(name));
    } else if (stop.request()) {
      console.say(
          "SIG%s: saving after this step, then stopping; a second one ends at once"
              .formatted(name));
    } else {
      console.say("SIG%s: ending; there is nothing to save".formatted(name));
      ending = EXIT_CODES.get(name);
      // not here: who waits for this thread would wait for itself
      new Thread(() -> System.exit(ending), "ending").start();
    }
  }

  /** The exit code of a process that is going down, whatever errors that causes; else 0. */
  static int ending() {
    return ending;
  }
}
