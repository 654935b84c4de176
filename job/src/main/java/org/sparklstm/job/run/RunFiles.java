package org.sparklstm.job.run;

import java.util.List;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.distributed.PlacedShards;

/** What a training leaves behind while it runs: metrics, checkpoints, and lines for people. */
final class RunFiles {
  static final String SUMMARY = "summary.json";

  private final JobConfig config;
  private final Console console;
  private final Storage directory;
  private final Checkpoints checkpoints;
  private final MetricsLog metrics;
  private final CheckpointWriter writer;

  /** Prepares them; nothing of an earlier run is touched. */
  RunFiles(JobContext context, Storage directory, Checkpoints checkpoints) {
    config = context.config();
    console = context.console();
    this.directory = directory;
    this.checkpoints = checkpoints;
    metrics = new MetricsLog(directory);
    writer = new CheckpointWriter(checkpoints, config.checkpoint());
  }

  /** Who is to be told of steps and epochs. {@code unit} is what examples are called. */
  List<TrainingListener> listeners(PlacedShards shards, String unit) {
    long examples = shards.count(Split.TRAIN);
    long steps = EpochPlan.steps(examples, config.train().batch());
    return List.of(
        metrics, writer, new ProgressLine(console, config.train().epochs(), steps, examples, unit));
  }

  /** From here on this run replaces an earlier one of its name; its model stays until the end. */
  void startAfresh() {
    List.of(SUMMARY, MetricsLog.FILE, EvaluateRun.FILE).forEach(directory::delete);
    checkpoints.clear();
    directory.writeText("config.conf", ConfigFile.render(config));
  }

  /** Writes what is left when training has come to its end. */
  void finish() {
    writer.finish();
  }

  /** What the user should hear of a training that has diverged. */
  UserException explained(DivergedException e) {
    metrics.write();
    List<String> saved = checkpoints.names();
    return Fitting.explained(
        e,
        config,
        saved.isEmpty()
            ? "no checkpoint had been written"
            : "the last good checkpoint is " + saved.get(saved.size() - 1));
  }
}
