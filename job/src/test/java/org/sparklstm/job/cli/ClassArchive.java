package org.sparklstm.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The classes of Spark and of its libraries as the JVM maps them (class data sharing): drivers and
 * executors that tests start need not read and verify them again, which is a third of what a small
 * run computes. Made once a build, by a small training that writes it as it ends.
 */
final class ClassArchive {
  private static final String NAME = "spark.jsa";

  /** To compile all code well takes longer than what small runs compute: only kernels are. */
  private static final String SMALL =
      "-XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput -XX:CompilerDirectivesFile="
          + Submit.ROOT.resolve("job/src/test/jvm/compiler-directives.json");

  private static final Path TARGET = Submit.ROOT.resolve("job/target");
  private static final Path FILE = TARGET.resolve(NAME);

  /** The JVM archives nothing where a directory with files comes first on the class path. */
  private static final Path NO_FILES = TARGET.resolve("no-files");

  private static boolean isMade;

  private ClassArchive() {}

  /** Options of JVMs for small runs. */
  static synchronized String options() throws IOException {
    if (!isMade) {
      isMade = true;
      make();
    }
    // a JVM that cannot use it says so, on standard output unless told otherwise
    return Files.exists(FILE)
        ? SMALL + " -XX:SharedArchiveFile=%s -Xlog:disable -Xlog:all=warning:stderr".formatted(FILE)
        : SMALL;
  }

  /** Whether a command line makes it or uses it. */
  static boolean isIn(List<String> command) {
    return command.stream().anyMatch(word -> word.contains(NAME));
  }

  /** Settings of spark-submit that go with them. */
  static List<String> settings() {
    return List.of("--properties-file", Submit.ROOT.resolve("conf/spark-defaults.conf").toString());
  }

  /** Has the configuration come last on the class path. */
  static Map<String, String> environment() {
    return Map.of(
        "SPARK_CONF_DIR",
        NO_FILES.toString(),
        "SPARK_DIST_CLASSPATH",
        Submit.ROOT.resolve("conf").toString());
  }

  private static void make() throws IOException {
    Files.createDirectories(NO_FILES);
    Path jars = Submit.ROOT.resolve("deploy/local/target/spark/jars");
    if (Files.exists(FILE)
        && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(jars)) > 0) {
      return;
    }
    Path directory = Files.createTempDirectory("archive");
    Path made = directory.resolve(NAME);
    List<String> options = new ArrayList<>(List.of("--master", "local[1]"));
    options.addAll(settings());
    options.addAll(
        List.of(
            "--conf",
            "spark.driver.extraJavaOptions=" + SMALL + " -XX:ArchiveClassesAtExit=" + made));
    try {
      Submit.run(
          directory,
          options,
          Electricity.train("train.epochs=1", "model.hidden=4", "window.stride=16"));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (Files.exists(made)) {
      Files.move(made, FILE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      System.err.println("no archive of classes has been made; the tests take longer");
    }
  }
}
