package org.sparklstm.job.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a standard stream of this process is a terminal. */
public final class Terminals {
  private static final int OUTPUT = 1;
  private static final int ERROR = 2;
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Terminals() {}

  /** Whether standard output is a terminal. */
  public static boolean isOutput() {
    return isTerminal(OUTPUT, DESCRIPTORS);
  }

  /** Whether standard error is a terminal. */
  static boolean isError() {
    return isTerminal(ERROR, DESCRIPTORS);
  }

  /**
   * Whether a stream is a terminal. The JVM itself knows only whether all are.
   *
   * @param descriptors directory of links to what streams are, on systems that have it
   */
  static boolean isTerminal(int descriptor, Path descriptors) {
    if (System.getenv("TERM") == null) {
      return false;
    }
    Path link = descriptors.resolve(Integer.toString(descriptor));
    try {
      if (Files.isSymbolicLink(link)) {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
      return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
