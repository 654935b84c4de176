package org.sparklstm.job.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.checkpoint.RunLock;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.EventFiles;
import org.sparklstm.job.report.Gauges;
import org.sparklstm.job.report.MetricsLines;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.report.ProgressLine;
import org.sparklstm.job.report.RunReport;
import org.sparklstm.job.report.TensorBoardLog;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Task;
import org.sparklstm.job.task.TrainingSession;

/** What a training leaves behind while it runs: metrics, checkpoints, and lines for people. */
final class RunFiles implements AutoCloseable {
  static final String SUMMARY = "summary.json";
  static final String CONFIGURATION = "config.conf";

  private final JobConfig config;
  private final Console console;
  private final Storage directory;
  private final Checkpoints checkpoints;
  private final MetricsLog metrics;
  private final BackgroundWriter background;
  private final CheckpointWriter writer;
  private final RunReport report;
  private long refreshedNanos = System.nanoTime();
  private final TensorBoardLog tensorBoard;
  private final MetricsLines past;
  private final ProgressLine progress;
  private final RunLock lock;

  /** Whether people see a training that goes on. */
  private boolean underWay;

  /**
   * Prepares them; nothing of an earlier run is touched.
   *
   * @param before the lines of the metrics of steps that have been taken already
   */
  RunFiles(
      JobContext context,
      Storage directory,
      Checkpoints checkpoints,
      RunLock lock,
      Origin origin,
      Task task,
      Examples examples,
      PlacedShards shards,
      String before) {
    config = context.config();
    console = context.console();
    this.directory = directory;
    this.checkpoints = checkpoints;
    this.lock = lock;
    long count = shards.count(Split.TRAIN);
    long steps = EpochPlan.steps(count, config.train().batch());
    report =
        new RunReport(
            config, task.lossName(), examples, Provenance.of(context, examples, shards), before);
    metrics = new MetricsLog(before);
    background =
        new BackgroundWriter(
            directory,
            metrics,
            checkpoints,
            examples.model().network().layout(),
            origin,
            config.checkpoint().keep(),
            lock,
            console);
    tensorBoard =
        new TensorBoardLog(
            config.tensorboard(),
            examples.model().network().layout(),
            steps,
            file -> background.write(file.name(), file::content),
            System::nanoTime);
    past = new MetricsLines(before);
    writer = new CheckpointWriter(background, config.checkpoint(), steps, context.stop());
    progress = new ProgressLine(console, config.train().epochs(), steps, count, examples.unit());
  }

  /** Steps between two whose gradients are wanted, or 0 for none. */
  long gradientsEvery() {
    return tensorBoard.gradientsEvery();
  }

  /** What people see of the run. */
  RunReport report() {
    return report;
  }

  /** Who is to be told of steps and epochs; who may end training comes last. */
  List<TrainingListener> listeners() {
    TrainingListener held =
        new TrainingListener() {
          @Override
          public void onStep(TrainingState state, StepReport report) {
            lock.requireHeld();
          }
        };
    TrainingListener refreshed =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingState state, EpochReport report) {
            background.write(MetricsLog.FILE, () -> utf8(metricsText()));
            refreshReportInAWhile();
          }
        };
    return List.of(held, metrics, report, tensorBoard, new Gauges(), refreshed, progress, writer);
  }

  /** From here on this run replaces an earlier one of its name; its model stays until the end. */
  void startAfresh() {
    // first of all: it must not speak for what comes
    directory.delete(SUMMARY);
    checkpoints.clear();
    directory.delete(MetricsLog.FILE);
    directory.delete(RunReport.FILE);
    directory.deleteDirectory(TensorBoardLog.DIRECTORY);
    goOn();
  }

  /** From here on this run is no longer complete. */
  void goOn() {
    directory.delete(SUMMARY);
    directory.delete(EvaluateRun.FILE);
    directory.deleteRemains();
    directory.below(ModelPath.MODEL).deleteRemains();
    checkpoints.deleteRemains();
    past.tellAfter(EventFiles.keep(directory, past.epochs()), tensorBoard);
    underWay = true;
    directory.writeText(CONFIGURATION, ConfigFile.render(config));
  }

  /** Writes what is left when training has come to its end. */
  void finish(TrainingState state) {
    // there is nothing to go on with before the first step
    if (config.checkpoint().isOn() && state.step() > 0) {
      writer.save(state);
    }
    tensorBoard.finish();
    background.await();
    writeMetrics();
  }

  /** Writes what it takes to go on from here, where training has been stopped. */
  void save(TrainingState state) {
    writer.save(state);
    tensorBoard.finish();
    background.await();
    lock.requireHeldNow();
    requireSaved(state);
    writeMetrics();
    finishReport("stopped");
    underWay = false;
  }

  private void requireSaved(TrainingState state) {
    if (!checkpoints.isGood(Checkpoints.name(state.position()))) {
      throw new UserException(
          "stopped at step %,d, but that could not be saved: the same command goes on from an earlier checkpoint, or begins again"
              .formatted(state.step()));
    }
  }

  private String metricsText() {
    return metrics.upTo(metrics.length());
  }

  /** Pages are looked at every few seconds only, and epochs may be short. */
  private void refreshReportInAWhile() {
    if (System.nanoTime() - refreshedNanos > RunReport.REFRESH_SECONDS * 1_000_000_000L) {
      refreshReport();
    }
  }

  /** Has people see how things are now. */
  void refreshReport() {
    refreshedNanos = System.nanoTime();
    background.write(RunReport.FILE, () -> utf8(report.html()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Says that the run is complete: first to people, then to whoever starts it again.
   *
   * @param summary as it is written
   */
  void complete(String summary) {
    finishReport("complete");
    directory.writeText(SUMMARY, summary);
    underWay = false;
  }

  /** Writes the report as it stays. */
  private void finishReport(String status) {
    report.put(ResultKeys.STATUS, status);
    String page;
    try {
      page = report.html();
    } catch (RuntimeException e) {
      // a picture that cannot be drawn is no reason to lose a training
      console.warn("%s could not be drawn: %s".formatted(RunReport.FILE, e));
      return;
    }
    directory.writeText(RunReport.FILE, page);
  }

  private void writeMetrics() {
    directory.writeText(MetricsLog.FILE, metricsText());
  }

  /** What the user should hear of a training that has diverged. */
  UserException explained(DivergedException e) {
    return TrainingSession.explained(e, config, saved(e));
  }

  /** What is left; that storage fails as well must not hide why training ended. */
  private String saved(DivergedException e) {
    try {
      tensorBoard.finish();
      background.await();
      lock.requireHeldNow();
      writeMetrics();
      finishReport("diverged");
      underWay = false;
      List<String> saved = checkpoints.names();
      return saved.isEmpty()
          ? "no checkpoint had been written"
          : "the last good checkpoint is " + saved.get(saved.size() - 1);
    } catch (RuntimeException another) {
      e.addSuppressed(another);
      return "what there is could not be written: " + another.getMessage();
    }
  }

  @Override
  public void close() {
    boolean failed = underWay && isMine();
    if (failed) {
      quietly("event files lack the last epochs", tensorBoard::finish);
    }
    background.close();
    if (failed && background.hasEnded()) {
      quietly(
          RunReport.FILE + " may still say that training goes on", () -> finishReport("failed"));
    }
  }

  /** Whether no other driver has taken the run over. */
  private boolean isMine() {
    try {
      lock.requireHeldNow();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Why training has failed is told elsewhere, and more important than this. */
  private void quietly(String otherwise, Runnable last) {
    try {
      last.run();
    } catch (RuntimeException | Error e) {
      console.warn("%s: %s".formatted(otherwise, e.getMessage()));
    }
  }
}
