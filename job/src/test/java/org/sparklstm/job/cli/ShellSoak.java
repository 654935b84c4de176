package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, in Spark's shell and as Java programs. Downloads the shell the first time. */
class ShellSoak {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  @TempDir Path directory;

  private String run(String... command) throws Exception {
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> said.toString()).isZero();
    return Files.readString(said);
  }

  @Test
  void theScalaExamplesRunInTheShell() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String name : List.of("Forecast", "Classify", "Regress", "Stream")) {
      lines.addAll(Files.readAllLines(ROOT.resolve("examples/" + name + ".scala")));
    }
    lines.add("sys.exit(0)");
    Path all = Files.write(directory.resolve("all.scala"), lines);
    assertThat(run("deploy/local/spark-shell", "-I", all.toString()))
        .doesNotContain("error:", "Exception")
        .contains("naive|", "|    1|       1.0|", "avg(abs((label - prediction)))", "Batch: 0");
  }

  @Test
  void aJavaFileIsCompiledAndRun() throws Exception {
    assertThat(run("deploy/local/spark-java", "--master", "local[2]", "examples/Forecast.java"))
        .contains("naive|");
  }
}
