package org.sparklstm.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A standalone cluster on loopback, of deploy/local/cluster, whose executors may be killed. */
final class KilledExecutors implements AutoCloseable {
  private static final int START_SECONDS = 180;

  private final Path directory;
  private final String master;
  private long frozen;
  private final Random random = new Random(4);

  /** Starts a cluster of two workers with a core each. */
  KilledExecutors(Path directory) throws IOException {
    this.directory = directory.resolve("cluster");
    master = cluster("start").strip();
  }

  private String cluster(String command) throws IOException {
    Path output = Files.createTempFile("cluster", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(Submit.ROOT.resolve("deploy/local/cluster").toString(), command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLUSTER_DIR", directory.toString());
    builder.environment().remove("SPARK_HOME");
    Process process = builder.start();
    boolean ended =
        process.onExit().completeOnTimeout(null, START_SECONDS, TimeUnit.SECONDS).join() != null;
    if (!ended || process.exitValue() != 0) {
      throw new IllegalStateException("cluster %s has failed".formatted(command));
    }
    return Files.readString(output);
  }

  /** What spark-submit's --master takes. */
  String master() {
    return master;
  }

  private List<ProcessHandle> executors() throws IOException {
    List<ProcessHandle> executors = new ArrayList<>();
    for (String pid : Files.readAllLines(directory.resolve("pids"))) {
      ProcessHandle.of(Long.parseLong(pid)).stream()
          .flatMap(ProcessHandle::descendants)
          .filter(
              process ->
                  process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
          .forEach(executors::add);
    }
    return executors;
  }

  /**
   * Kills executors, one of those there are at a time, at random moments while a driver works.
   *
   * @return how many were killed
   */
  int kill(int wanted, Submit.Running driver) throws IOException, InterruptedException {
    int killed = 0;
    while (killed < wanted && driver.process().isAlive()) {
      Thread.sleep(300 + random.nextInt(2_000));
      List<ProcessHandle> executors = executors();
      if (!executors.isEmpty()
          && executors.get(random.nextInt(executors.size())).destroyForcibly()) {
        killed++;
      }
    }
    return killed;
  }

  /** Stops one of them where it is: a machine that swaps, or a network that is gone. */
  void freezeOne() throws IOException, InterruptedException {
    frozen = executors().get(0).pid();
    signal("STOP");
  }

  /** Lets it go on. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String[] command = {"sh", "-c", "kill -%s %d".formatted(name, frozen)};
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Override
  public void close() throws IOException {
    cluster("stop");
  }
}
