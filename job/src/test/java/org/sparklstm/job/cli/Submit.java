package org.sparklstm.job.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the shaded jar through deploy/local/spark-submit, as users do. */
final class Submit {
  static final Path ROOT = Path.of(System.getProperty("project.root")).toAbsolutePath().normalize();
  static final Path JAR = ROOT.resolve("job/target/lstm-job.jar");
  private static final long PATIENCE_MINUTES = 15;

  private Submit() {}

  record Result(int exitCode, String output, String errors) {
    /** The last line on standard output. */
    JsonObject json() {
      List<String> lines = output.lines().toList();
      return JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    }

    /** The same of a command that must have succeeded. */
    JsonObject success() {
      if (exitCode != 0) {
        throw new AssertionError("exit code %d: %s".formatted(exitCode, errors));
      }
      return json();
    }
  }

  static Result run(Path directory, String master, String... arguments)
      throws IOException, InterruptedException {
    return run(directory, List.of("--master", master), arguments);
  }

  /** Options for small runs, whose classes come from an archive. */
  static List<String> options(String master) throws IOException {
    String java = ClassArchive.options();
    List<String> options = new ArrayList<>(List.of("--master", master));
    options.addAll(ClassArchive.settings());
    for (String who : new String[] {"driver", "executor"}) {
      options.addAll(List.of("--conf", "spark." + who + ".extraJavaOptions=" + java));
    }
    return options;
  }

  /**
   * @param options of spark-submit itself
   */
  static Result run(Path directory, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return start(directory, options, arguments).end();
  }

  /**
   * Runs a command in the driver that tests share, where the claim is not the process; paths are
   * absolute.
   */
  static Result shared(Path directory, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return SharedDriver.get().run(directory, options, arguments);
  }

  /** Starts a driver and does not wait for it. */
  static Running start(Path directory, List<String> options, String... arguments)
      throws IOException {
    return start(directory, command(options, arguments));
  }

  /** The command line of a driver. */
  static List<String> command(List<String> options, String... arguments) {
    return command(options, JAR, arguments);
  }

  /** The command line of a driver with another jar. */
  static List<String> command(List<String> options, Path jar, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("deploy/local/spark-submit").toString());
    command.addAll(options);
    command.add(jar.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts a driver with a command line of its own. */
  static Running start(Path directory, List<String> command) throws IOException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    Path errors = Files.createTempFile(directory, "errors", ".txt");
    return start(directory, command, output, errors);
  }

  /** Starts a driver with a command line of its own, whose output goes to these files. */
  static Running start(Path directory, List<String> command, Path output, Path errors)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    Map<String, String> environment = builder.environment();
    environment.remove("SPARK_HOME");
    if (ClassArchive.isIn(command)) {
      environment.putAll(ClassArchive.environment());
    }
    return new Running(builder.start(), output, errors);
  }

  /** A driver at work: the shell script has become it. */
  record Running(Process process, Path output, Path errors) {

    /** Waits until it has said something; false where it has ended without that. */
    boolean hasSaid(String text) throws IOException, InterruptedException {
      return waitFor(() -> Files.readString(errors).contains(text));
    }

    /** Waits for a state that others see; false where it has ended without getting there. */
    boolean waitFor(State state) throws IOException, InterruptedException {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
      while (process.isAlive()) {
        if (state.isReached()) {
          return true;
        } else if (System.nanoTime() > end) {
          process.destroyForcibly();
          throw new IllegalStateException("it hangs: " + Files.readString(errors));
        }
        Thread.sleep(5);
      }
      return false;
    }

    /** Ends it like a machine that goes away. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** Stops it where it is: it neither moves nor ends. */
    void freeze() throws IOException, InterruptedException {
      signal(process.toHandle(), "STOP");
    }

    /** Lets it go on. */
    void thaw() throws IOException, InterruptedException {
      signal(process.toHandle(), "CONT");
    }

    /** Its executors, where it has started them itself. */
    List<ProcessHandle> executors() {
      return executors(process.toHandle());
    }

    /** The executors below a process. */
    static List<ProcessHandle> executors(ProcessHandle process) {
      return process
          .descendants()
          .filter(
              child ->
                  child.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
          .toList();
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

  /** Something that a process has written or said. */
  interface State {
    boolean isReached() throws IOException;
  }

  /** Sends a signal to a process. */
  static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
    String[] command = {"sh", "-c", "kill -%s %d".formatted(name, process.pid())};
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("SIG%s has not reached %d".formatted(name, process.pid()));
    }
  }
}
