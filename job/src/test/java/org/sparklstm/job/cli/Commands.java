package org.sparklstm.job.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import org.apache.spark.SparkUserAppException;

/**
 * A driver that runs one command after the other, for tests whose claim is not the process: each
 * command line starts and stops its own Spark session, with the settings of its own options.
 *
 * <p>A command line is a file {@code NAME.words} in the driver's directory, each word ended by a
 * NUL. The answers are {@code NAME.out}, {@code NAME.err} and, written last, {@code NAME.code}. The
 * driver ends with its standard input.
 */
public final class Commands {
  static final String WORDS = ".words";
  static final String CODE = ".code";
  private static final long POLL_MILLIS = 10;

  private Commands() {}

  /**
   * Answers until its standard input ends.
   *
   * @param arguments the directory, and the files that standard output and standard error go to
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    Path errors = Path.of(arguments[2]);
    Thread end = new Thread(Commands::endWithInput, "end");
    end.setDaemon(true);
    end.start();
    while (true) {
      List<Path> requests = new ArrayList<>();
      try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + WORDS)) {
        found.forEach(requests::add);
      }
      for (Path request : requests) {
        answer(request, output, errors);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // nothing is said there
      }
    } catch (IOException e) {
      // then it has ended, too
    }
    Runtime.getRuntime().halt(0);
  }

  private static void answer(Path request, Path output, Path errors) throws IOException {
    List<String> words = List.of(Files.readString(request).split("\0", -1));
    String name = request.getFileName().toString().replace(WORDS, "");
    Files.delete(request);
    long outputBefore = Files.size(output);
    long errorsBefore = Files.size(errors);
    // the last word is what follows the last NUL
    int code = run(new ArrayDeque<>(words.subList(0, words.size() - 1)));
    System.out.flush();
    System.err.flush();
    copyFrom(output, outputBefore, request.resolveSibling(name + ".out"));
    copyFrom(errors, errorsBefore, request.resolveSibling(name + ".err"));
    Path unfinished = Files.writeString(request.resolveSibling(name + ".tmp"), code + "\n");
    Files.move(unfinished, request.resolveSibling(name + CODE), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copyFrom(Path file, long position, Path target) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(position);
      Files.copy(in, target);
    }
  }

  /** Runs the arguments of spark-submit, and returns the exit code. */
  private static int run(Queue<String> words) {
    Properties before = (Properties) System.getProperties().clone();
    try {
      while (!words.element().endsWith(".jar")) {
        String option = words.remove();
        String value = words.remove();
        if (option.equals("--master")) {
          System.setProperty("spark.master", value);
        } else if (option.equals("--conf") && value.contains("=")) {
          int end = value.indexOf('=');
          System.setProperty(value.substring(0, end), value.substring(end + 1));
        } else if (!option.equals("--properties-file")) {
          // that is what this driver has been started with
          throw new IllegalArgumentException("a running driver has no option " + option);
        }
      }
      words.remove();
      Main.main(words.toArray(String[]::new));
      return 0;
    } catch (SparkUserAppException e) {
      return e.exitCode();
    } finally {
      System.setProperties(before);
    }
  }
}
