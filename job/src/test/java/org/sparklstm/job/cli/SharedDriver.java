package org.sparklstm.job.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * One driver for all tests whose claim is not the process: {@link Commands} in a JVM of its own,
 * started by spark-submit with the shaded jar. It ends with this JVM.
 */
final class SharedDriver {
  private static SharedDriver running;

  private final Path directory;
  private final Submit.Running driver;

  private SharedDriver() throws IOException {
    directory = Files.createTempDirectory("driver");
    Path output = Files.createFile(directory.resolve("output.txt"));
    Path errors = Files.createFile(directory.resolve("errors.txt"));
    Path launcher = directory.resolve("launcher.jar");
    String name = Commands.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(launcher);
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry(name));
      try (var bytes = Commands.class.getClassLoader().getResourceAsStream(name)) {
        bytes.transferTo(jar);
      }
    }
    List<String> options = new ArrayList<>(Submit.options("local[2]"));
    options.addAll(List.of("--class", Commands.class.getName(), "--jars", Submit.JAR.toString()));
    List<String> command =
        Submit.command(
            options, launcher, directory.toString(), output.toString(), errors.toString());
    driver = Submit.start(directory, command, output, errors);
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of the shared driver"));
  }

  private void end() {
    try {
      driver.process().getOutputStream().close();
      driver.process().waitFor();
    } catch (IOException e) {
      driver.process().destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The one that is running; it is started where there is none. */
  static synchronized SharedDriver get() throws IOException {
    if (running == null) {
      running = new SharedDriver();
    }
    return running;
  }

  /** Where command lines are put, for clients other than this one. */
  Path directory() {
    return directory;
  }

  /** Its process. */
  long pid() {
    return driver.process().pid();
  }

  /**
   * Runs a command as spark-submit would; paths in it are absolute.
   *
   * @param into where the files with what it says go
   */
  Submit.Result run(Path into, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    String name = UUID.randomUUID().toString();
    List<String> words = new ArrayList<>(options);
    words.add(Submit.JAR.toString());
    words.addAll(List.of(arguments));
    Path unfinished = Files.writeString(directory.resolve(name), String.join("\0", words) + "\0");
    Files.move(
        unfinished, directory.resolve(name + Commands.WORDS), StandardCopyOption.ATOMIC_MOVE);
    Path code = directory.resolve(name + Commands.CODE);
    if (!driver.waitFor(() -> Files.exists(code))) {
      throw new IllegalStateException("the driver has ended: " + driver.end());
    }
    Path output = Files.move(directory.resolve(name + ".out"), into.resolve(name + ".out"));
    Path errors = Files.move(directory.resolve(name + ".err"), into.resolve(name + ".err"));
    return new Submit.Result(
        Integer.parseInt(Files.readString(code).strip()),
        Files.readString(output),
        Files.readString(errors));
  }
}
