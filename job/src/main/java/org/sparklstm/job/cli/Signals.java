package org.sparklstm.job.cli;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.service.launcher.IrqHandler;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.Stop;

/**
 * Handles SIGTERM (sent by a scheduler, or before a spot instance ends) and Ctrl-C. The first
 * signal saves and stops a training; the second ends the process at once. This uses Hadoop's
 * handler, because using the JDK's class causes compiler warnings.
 */
final class Signals {
  /** The conventional exit codes: 128 plus the signal's number. */
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

  /** Installs the handlers. From here on a signal stops a training, or ends another command. */
  static void install(Stop stop, Console console) {
    Signals signals = new Signals(stop, console);
    for (String name : new String[] {IrqHandler.SIGTERM, IrqHandler.CONTROL_C}) {
      try {
        new IrqHandler(name, data -> signals.receive(name)).bind();
      } catch (IllegalArgumentException e) {
        // with -Xrs the JVM leaves the signal to the system: it ends the process, which is safe
      }
    }
  }

  private void receive(String name) {
    if (received.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(EXIT_CODES.get(name));
    } else if (stop.request()) {
      console.say(
          "SIG%s: saving after this step, then stopping; a second signal ends the process at once"
              .formatted(name));
    } else {
      console.say("SIG%s: ending; nothing to save".formatted(name));
      ending = EXIT_CODES.get(name);
      // in a new thread: exit waits for shutdown hooks, which may wait for this thread
      new Thread(() -> System.exit(ending), "ending").start();
    }
  }

  /** The exit code if the process is ending because of a signal, else 0. */
  static int ending() {
    return ending;
  }
}
