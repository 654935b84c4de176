package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/local says before it starts anything. */
class LaunchersTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path directory;

  private String errors(String launcher, String... arguments) throws Exception {
    String[] command = new String[1 + arguments.length];
    command[0] = ROOT.resolve("deploy/local").resolve(launcher).toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", directory.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isNotZero();
    return said;
  }

  @Test
  void aJavaOnWhichHadoopFailsIsRefused() throws Exception {
    Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"25.0.1\" 2025-10-21' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    assertThat(errors("spark-submit", "any.jar"))
        .isEqualTo(
            "error: Spark and Hadoop of this version run on Java 17 or 21, this is Java 25: set JAVA_HOME\n");
  }

  @Test
  void aJavaProgramNeedsItsFile() throws Exception {
    assertThat(errors("spark-java", "--master", "local[2]"))
        .startsWith("usage: deploy/local/spark-java [options of spark-submit] FILE.java");
  }
}
