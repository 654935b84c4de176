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
  private static final int PATIENCE_MINUTES = 15;

  private final Path directory;
  private final String master;
  private ProcessHandle frozen;
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
    builder.environment().putAll(ClassArchive.environment());
    Process process = builder.start();
    boolean ended =
        process.onExit().completeOnTimeout(null, PATIENCE_MINUTES, TimeUnit.MINUTES).join() != null;
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
      ProcessHandle.of(Long.parseLong(pid))
          .map(Submit.Running::executors)
          .ifPresent(executors::addAll);
    }
    return executors;
  }

  /**
   * Kills executors, one at a time, each when training has come some checkpoints further, and waits
   * until it goes on after the last.
   *
   * @param mostSteps between two kills
   * @return how many were killed while training went on
   */
  int kill(int wanted, int mostSteps, Submit.Running driver, Progress progress)
      throws IOException, InterruptedException {
    int killed = 0;
    long saved = 0;
    while (killed < wanted) {
      long next = saved + 1 + random.nextInt(mostSteps);
      if (!driver.waitFor(() -> progress.savedSteps() >= next && !executors().isEmpty())) {
        return killed;
      }
      List<ProcessHandle> executors = executors();
      if (!executors.isEmpty()
          && executors.get(random.nextInt(executors.size())).destroyForcibly()) {
        killed++;
      }
      saved = progress.savedSteps();
    }
    long before = saved;
    driver.waitFor(() -> progress.savedSteps() > before);
    return progress.savedSteps() > before ? killed : killed - 1;
  }

  /** Stops one of them where it is: a machine that swaps, or a network that is gone. */
  void freezeOne() throws IOException, InterruptedException {
    frozen = executors().get(0);
    Submit.signal(frozen, "STOP");
  }

  /** Lets it go on, unless Spark has missed it for so long that it has ended it. */
  void thaw() throws IOException, InterruptedException {
    try {
      Submit.signal(frozen, "CONT");
    } catch (IllegalStateException e) {
      if (frozen.isAlive()) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    cluster("stop");
  }
}
