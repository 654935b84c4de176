package org.sparklstm.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which streams are terminals, in a process that has one. */
class TerminalsTest {
  @TempDir Path directory;

  /** Says in a file which streams are terminals. */
  public static final class Probe {
    public static void main(String[] arguments) throws Exception {
      Files.writeString(
          Path.of(arguments[0]),
          "output %s, error %s; output %s, error %s"
              .formatted(
                  Terminals.isOutput(),
                  Terminals.isError(),
                  // as on systems that do not say what streams are
                  Terminals.isTerminal(1, Path.of("/no/such/directory")),
                  Terminals.isTerminal(2, Path.of("/no/such/directory"))));
    }
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import pty").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'output true, error true'",
    "> DIR/out, 'output false, error true'",
    "2> DIR/err, 'output true, error false'",
    "< /dev/null, 'output true, error true'",
    "> DIR/out 2> DIR/err, 'output false, error false'"
  })
  void eachStreamIsToldByItself(String redirection, String expected) throws Exception {
    assumeTrue(hasPython(), "needs python3, which makes the terminal");
    Path said = directory.resolve("said");
    String java =
        "%s -cp '%s' '%s' %s %s"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                said,
                redirection.replace("DIR", directory.toString()));
    Path script = Files.writeString(directory.resolve("probe.sh"), "exec " + java + "\n");
    ProcessBuilder python =
        new ProcessBuilder(
            List.of("python3", "-c", "import pty; pty.spawn(['sh', '" + script + "'])"));
    python.environment().put("TERM", "xterm");
    Process process =
        python
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("terminal").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(said).hasContent(expected + "; " + expected);
  }
}
