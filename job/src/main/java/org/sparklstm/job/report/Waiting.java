package org.sparklstm.job.report;

import java.time.Duration;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;

/**
 * Shows that something goes on while Spark works on a table: a live line on a terminal, or else a
 * line every ten seconds, with the tasks of the stages that run.
 */
public final class Waiting implements AutoCloseable {
  private static final long LIVE_MILLIS = 200;
  private static final long PLAIN_MILLIS = 10_000;

  private final Console console;
  private final String work;
  private final JavaSparkStatusTracker spark;
  private final long started = System.nanoTime();
  private final Thread thread = new Thread(this::show, "waiting");

  /**
   * Shows nothing yet.
   *
   * @param work what is done, in words
   */
  public Waiting(Console console, String work, JavaSparkContext spark) {
    this.console = console;
    this.work = work;
    this.spark = spark.statusTracker();
    thread.setDaemon(true);
  }

  /** Starts to show it. */
  public void start() {
    thread.start();
  }

  private void show() {
    long pause = console.isTerminal() ? LIVE_MILLIS : PLAIN_MILLIS;
    try {
      while (true) {
        Thread.sleep(pause);
        Duration time = Duration.ofNanos(System.nanoTime() - started);
        String line =
            "%s: %s%d:%02d:%02d"
                .formatted(
                    work, tasks(), time.toHours(), time.toMinutesPart(), time.toSecondsPart());
        if (console.isTerminal()) {
          console.live(line);
        } else {
          console.say(line);
        }
      }
    } catch (InterruptedException e) {
      // the work is done
    }
  }

  private String tasks() {
    int done = 0;
    int all = 0;
    for (int job : spark.getActiveJobIds()) {
      SparkJobInfo info = spark.getJobInfo(job);
      for (int stage : info == null ? new int[0] : info.stageIds()) {
        SparkStageInfo running = spark.getStageInfo(stage);
        if (running != null && running.numActiveTasks() > 0) {
          done += running.numCompletedTasks();
          all += running.numTasks();
        }
      }
    }
    return all == 0 ? "" : "%,d of %,d tasks, ".formatted(done, all);
  }

  /** Shows it no longer. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.clearLive();
  }
}
