package org.sparklstm.job.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.distributed.EpochSize;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.EventFiles;
import org.sparklstm.job.report.Gauges;
import org.sparklstm.job.report.MetricsLines;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.report.ProgressLine;
import org.sparklstm.job.report.RunReport;
import org.sparklstm.job.report.TensorBoardLog;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Task;
import org.sparklstm.job.task.TrainingSession;

/** The files that a training writes while it runs: metrics, checkpoints, report, event files. */
final class RunFiles implements AutoCloseable {
  static final String SUMMARY = "summary.json";
  static final String CONFIGURATION = "config.conf";
  static final int LARGEST_CONFIGURATION = 1 << 24;

  private final JobConfig config;
  private final Console console;
  private final RunDirectory run;
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

  /** Whether the report shows a running training. */
  private boolean running;

  /**
   * Prepares the files; leaves those of an earlier run unchanged.
   *
   * @param before metrics of the steps already taken, as lines
   */
  RunFiles(
      JobContext context,
      RunDirectory run,
      Checkpoints checkpoints,
      Origin origin,
      Task task,
      Examples examples,
      TrainingSession session,
      String before) {
    config = context.config();
    console = context.console();
    this.run = run;
    directory = run.files();
    this.checkpoints = checkpoints;
    EpochSize size = session.epochSize();
    long steps = size.steps();
    report =
        new RunReport(
            config,
            task.lossName(),
            examples,
            Provenance.of(context, examples, session.shards()),
            before);
    metrics = new MetricsLog(before);
    background =
        new BackgroundWriter(
            directory,
            metrics,
            checkpoints,
            examples.model().network().layout(),
            origin,
            config.checkpoint().keep(),
            run.lock(),
            console);
    tensorBoard =
        new TensorBoardLog(
            config.tensorboard(),
            examples.model().network().layout(),
            steps,
            file -> background.write(file.name(), file::content),
            System::nanoTime);
    past = new MetricsLines(before);
    writer =
        new CheckpointWriter(
            background, config.checkpoint(), steps, context.stop(), System::nanoTime);
    progress =
        new ProgressLine(
            console, config.train().epochs(), steps, size.examples(), examples.countedAs());
  }

  /** Interval, in steps, at which gradients are recorded; 0 for never. */
  long gradientsEvery() {
    return tensorBoard.gradientsEvery();
  }

  /** The report of the run. */
  RunReport report() {
    return report;
  }

  /**
   * The listeners of the training. The check of the lock comes first; the writer, which ends a
   * training on request, comes last.
   */
  List<TrainingListener> listeners() {
    TrainingListener lockCheck =
        new TrainingListener() {
          @Override
          public void onStep(TrainingState state, StepReport report) {
            run.lock().requireHeld();
          }
        };
    TrainingListener refresher =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingState state, EpochReport report) {
            background.write(MetricsLog.FILE, () -> utf8(metricsText()));
            refreshReportIfDue();
          }
        };
    return List.of(
        lockCheck, metrics, report, tensorBoard, new Gauges(), refresher, progress, writer);
  }

  /** Removes the files of an earlier run with the same id, except its model. */
  void startOver() {
    begin();
    checkpoints.clear();
    directory.delete(MetricsLog.FILE);
    directory.delete(RunReport.FILE);
    clear();
  }

  /** Removes partial files and the summary: the run is no longer complete. */
  void resume() {
    begin();
    clear();
  }

  /** From here on the directory is that of this training. */
  private void begin() {
    directory.delete(SUMMARY);
    directory.deleteRemains();
    directory.writeText(CONFIGURATION, ConfigFile.render(config));
    running = true;
  }

  private void clear() {
    directory.delete(EvaluateRun.FILE);
    RunDirectory.model(directory).deleteRemains();
    checkpoints.deleteRemains();
    past.tellAfter(EventFiles.keep(directory, past.epochs()), tensorBoard);
  }

  /** Writes the remaining files at the end of training. */
  void finish(TrainingState state) {
    // before the first step there is nothing to resume from
    if (config.checkpoint().isOn() && state.step() > 0) {
      writer.save(state);
    }
    tensorBoard.finish();
    background.await();
    writeMetrics();
  }

  /** Writes all that is needed to resume a stopped training. */
  void save(TrainingState state) {
    writer.save(state);
    tensorBoard.finish();
    background.await();
    run.lock().requireHeldNow();
    requireSaved(state);
    writeMetrics();
    finishReport("stopped");
    running = false;
  }

  private void requireSaved(TrainingState state) {
    if (!checkpoints.isGood(Checkpoints.name(state.position()))) {
      throw new UserException(
          "stopped at step %,d, but its state could not be saved: the same command resumes from an earlier checkpoint, or starts over"
              .formatted(state.step()));
    }
  }

  private String metricsText() {
    return metrics.upTo(metrics.length());
  }

  /** Refreshes the report at the interval at which the page reloads; epochs may be shorter. */
  private void refreshReportIfDue() {
    if (System.nanoTime() - refreshedNanos > RunReport.REFRESH_SECONDS * 1_000_000_000L) {
      refreshReport();
    }
  }

  /** Refreshes report.html. */
  void refreshReport() {
    refreshedNanos = System.nanoTime();
    background.write(RunReport.FILE, () -> utf8(report.html()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Marks the run as complete. A restart skips it if this summary is that of the newest model.
   *
   * @param summary text of the summary
   */
  void complete(String summary) {
    finishReport("complete");
    directory.writeText(SUMMARY, summary);
    running = false;
    try {
      RunDirectory.model(directory).deleteOlder(run.lock().number());
    } catch (StorageException e) {
      console.warn("older versions of the model stay: " + e.getMessage());
    }
  }

  /** Writes the final report. */
  private void finishReport(String status) {
    report.put(ResultKeys.STATUS, status);
    String page;
    try {
      page = report.html();
    } catch (RuntimeException e) {
      // a chart that cannot be drawn is no reason to lose a training
      console.warn("%s could not be drawn: %s".formatted(RunReport.FILE, e));
      return;
    }
    directory.writeText(RunReport.FILE, page);
  }

  private void writeMetrics() {
    directory.writeText(MetricsLog.FILE, metricsText());
  }

  /** The error for a training that has diverged. */
  UserException explained(DivergedException e) {
    return TrainingSession.explained(e, config, saved(e));
  }

  /**
   * Saves the files and names the last checkpoint; never fails, to keep the first error visible.
   */
  private String saved(DivergedException e) {
    try {
      tensorBoard.finish();
      background.await();
      run.lock().requireHeldNow();
      writeMetrics();
      finishReport("diverged");
      running = false;
      List<String> saved = checkpoints.names();
      return saved.isEmpty()
          ? "no checkpoint was written"
          : "the last good checkpoint is " + saved.get(saved.size() - 1);
    } catch (RuntimeException another) {
      e.addSuppressed(another);
      return "the files of the run could not be written: " + another.getMessage();
    }
  }

  @Override
  public void close() {
    boolean failed = running && isMine();
    if (failed) {
      quietly("event files lack the last epochs", tensorBoard::finish);
    }
    background.close();
    if (failed && background.hasEnded()) {
      quietly(
          RunReport.FILE + " may still show the training as running", () -> finishReport("failed"));
    }
  }

  /** Whether this driver still holds the run's lock. */
  private boolean isMine() {
    try {
      run.lock().requireHeldNow();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * Turns a failure into a warning, because the error that ended training is more important.
   *
   * @param consequence consequence of a failure, for the warning
   */
  private void quietly(String consequence, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      console.warn("%s: %s".formatted(consequence, e.getMessage()));
    }
  }
}
