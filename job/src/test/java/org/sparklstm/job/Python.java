package org.sparklstm.job;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Python with the modules that a test needs: {@code python3}, or the program that {@code
 * SPARK_LSTM_PYTHON} names.
 */
public final class Python {
  private static final String NAME =
      Optional.ofNullable(System.getenv("SPARK_LSTM_PYTHON")).orElse("python3");
  private static final int MINUTES = 15;

  private Python() {}

  /** The program. */
  public static String name() {
    return NAME;
  }

  /** Skips the test, with a message, if a module is missing. */
  public static void require(String module) throws IOException, InterruptedException {
    int code;
    try {
      Process process =
          new ProcessBuilder(NAME, "-c", "import " + module).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      code = process.waitFor();
    } catch (IOException e) {
      code = -1;
    }
    if (code != 0) {
      String told =
          "skipped: %s has no module %s; install it, or have SPARK_LSTM_PYTHON name one that has"
              .formatted(NAME, module);
      System.err.println(told);
      abort(told);
    }
  }

  /** Runs a script and returns its output. */
  public static String run(Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(NAME, script.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("%s has failed: %s".formatted(script, printed));
    }
    return printed;
  }
}
