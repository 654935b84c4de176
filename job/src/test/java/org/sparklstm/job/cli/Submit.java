package org.sparklstm.job.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the shaded jar through deploy/local/spark-submit, as users do. */
final class Submit {
  static final Path ROOT = Path.of(System.getProperty("project.root")).toAbsolutePath().normalize();
  private static final long PATIENCE_MINUTES = 15;

  private Submit() {}

  record Result(int exitCode, String output, String errors) {
    /** The last line on standard output. */
    JsonObject json() {
      List<String> lines = output.lines().toList();
      return JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    }
  }

  static Result run(Path directory, String master, String... arguments)
      throws IOException, InterruptedException {
    return run(directory, List.of("--master", master), arguments);
  }

  /**
   * Options for drivers that compute next to nothing: to compile their code well takes longer than
   * they do.
   */
  static List<String> quick(String master) {
    String compiler = "extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    return List.of(
        "--master",
        master,
        "--conf",
        "spark.driver." + compiler,
        "--conf",
        "spark.executor." + compiler);
  }

  /**
   * @param options of spark-submit itself
   */
  static Result run(Path directory, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return start(directory, options, arguments).end();
  }

  /** Starts a driver and does not wait for it. */
  static Running start(Path directory, List<String> options, String... arguments)
      throws IOException {
    return start(directory, command(options, arguments));
  }

  /** The command line of a driver. */
  static List<String> command(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("deploy/local/spark-submit").toString());
    command.addAll(options);
    command.add(ROOT.resolve("job/target/lstm-job.jar").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts a driver with a command line of its own. */
  static Running start(Path directory, List<String> command) throws IOException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    Path errors = Files.createTempFile(directory, "errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().remove("SPARK_HOME");
    return new Running(builder.start(), output, errors);
  }

  /** A driver at work: the shell script has become it. */
  record Running(Process process, Path output, Path errors) {

    /** Waits until it has said something; false where it has ended without that. */
    boolean hasSaid(String text) throws IOException, InterruptedException {
      while (process.isAlive()) {
        if (Files.readString(errors).contains(text)) {
          return true;
        }
        Thread.sleep(20);
      }
      return false;
    }

    /** Ends it like a machine that goes away. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** Waits for its end. */
    Result end() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running: " + Files.readString(errors));
      }
      return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
  }
}
