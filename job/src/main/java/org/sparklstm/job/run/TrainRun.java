package org.sparklstm.job.run;

import java.util.Optional;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.checkpoint.RunLock;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.InitialWeights;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.RunReport;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Fitting;
import org.sparklstm.job.task.Report;

/** {@code train}: from a table to a model, with everything of the run under its directory. */
public final class TrainRun {
  /** The directory of the model below that of its run. */
  static final String MODEL = "model";

  private final JobContext context;
  private final JobConfig config;
  private final Console console;
  private final Storage directory;

  public TrainRun(JobContext context) {
    this.context = context;
    config = context.config();
    console = context.console();
    directory = context.storage(config.run().directory());
  }

  /**
   * Trains, evaluates and saves; goes on where an earlier run of this name has left off. Returns
   * the summary as one line of JSON.
   *
   * @throws StoppedException where it has been stopped, and has saved where it is
   */
  public String run() {
    Resumption resumption = new Resumption(context, directory);
    // before anything is written: there may be no right to
    Optional<String> complete = resumption.complete();
    if (complete.isPresent()) {
      console.say(
          "the run in %s is complete: nothing to do (whether its table has changed has not been looked at). To train on other data give it a run.id of its own, to train again set run.resume = never"
              .formatted(directory.path()));
      return complete.get();
    }
    try (RunLock lock = lock()) {
      return train(resumption, lock);
    }
  }

  private RunLock lock() {
    try {
      return RunLock.take(directory, RunLock.LEASE, console::say);
    } catch (StorageException e) {
      throw new UserException(
          "run.output: nothing can be written in %s (%s); set run.output to where there is room and permission"
              .formatted(directory.path(), e.getMessage()),
          e);
    }
  }

  private String train(Resumption resumption, RunLock lock) {
    long started = System.nanoTime();
    Checkpoints checkpoints = new Checkpoints(directory.below("checkpoints"), console::warn);
    // before the data is read: what does not fit is told at once
    resumption.find(checkpoints);
    Examples examples = Examples.of(context);
    ParameterLayout layout = examples.model().network().layout();
    Origin origin = origin(examples);
    TrainingState state =
        resumption.state(origin.data(), layout).orElseGet(() -> beginning(examples));
    long firstStep = state.step();
    try (PlacedShards shards =
            PlacedShards.place(examples.source(), config.data(), context.sparkContext());
        RunFiles files =
            new RunFiles(
                context,
                directory,
                checkpoints,
                lock,
                origin,
                examples,
                shards,
                resumption.takeMetrics());
        Fitting fitting =
            new Fitting(
                config,
                examples.model(),
                state,
                shards,
                files.listeners(),
                context.sparkContext(),
                console::say,
                files.gradientsEvery())) {
      double dataSeconds = JobContext.secondsSince(started);
      examples.refuseEmptySpans(shards);
      if (firstStep > 0) {
        files.goOn();
      } else {
        resumption.warnOfStartingOver();
        files.startAfresh();
      }
      if (!config.checkpoint().isOn()) {
        console.say(
            "no checkpoints are written (checkpoint.every-steps, every-epochs and every-seconds are 0): a run that is interrupted begins again");
      }
      introduce(examples, shards);
      files.refreshReport();
      train(fitting, state, files);

      long evaluationStarted = System.nanoTime();
      Report test = test(examples, shards, fitting, state);
      Json seconds =
          new Json()
              .put("total", JobContext.secondsSince(started))
              .put("data", dataSeconds)
              .put("train", fitting.seconds())
              .put("evaluate", JobContext.secondsSince(evaluationStarted));
      lock.requireHeldNow();
      new TrainedModel(examples.model(), state.best(), examples.statistics(), examples.classes())
          .save(directory.below(MODEL), config, Provenance.of(context, examples, shards));
      Json summary =
          summary(examples, shards, fitting, state, test)
              .put("resumed_after_step", firstStep > 0 ? firstStep : null)
              .put("seconds", seconds);
      try {
        if (firstStep > 0) {
          files.report().put("resumed_after_step", firstStep);
        }
        showInReport(files.report(), examples, fitting, state, test);
      } catch (RuntimeException e) {
        // a picture that cannot be drawn is no reason to lose a training
        console.warn("the report lacks what came out: " + e);
      }
      files.complete(summary.pretty());
      console.say("");
      console.say(fitting.advice());
      console.say("everything of this run: " + directory.path());
      console.say("to look at: " + directory.file(RunReport.FILE));
      return summary.line();
    }
  }

  private static void showInReport(
      RunReport report, Examples examples, Fitting fitting, TrainingState state, Report test) {
    report.put("parameters", state.best().length);
    report.put("weights_sha256", Fingerprint.sha256(state.best()));
    report.put("phases", fitting.phases().json());
    report.put("phases_by_epoch", fitting.phases().epochs());
    report.put("advice", fitting.advice());
    report.put("execution", fitting.execution());
    if (test != null) {
      report.show(test, examples.samples(state.best()));
    }
  }

  private Json summary(
      Examples examples, PlacedShards shards, Fitting fitting, TrainingState state, Report test) {
    return new Json()
        .put("run_id", config.run().id())
        .put("status", "complete")
        .put("epochs", state.epoch())
        .put("best_epoch", state.bestEpoch() + 1)
        .put("steps", state.step())
        .put("train_loss", state.bestTrainLoss())
        .put("validation_loss", shards.count(Split.VALIDATION) > 0 ? state.bestLoss() : Double.NaN)
        .put("test", test == null ? null : test.standardised())
        .put("test_original_units", test == null ? null : test.originalUnits())
        .put("parameters", state.best().length)
        .put("weights_sha256", Fingerprint.sha256(state.best()))
        .put("model", directory.below(MODEL).path().toString())
        .put("windows_per_second", fitting.windows() / fitting.seconds())
        .put("execution", fitting.execution())
        .put("decision", fitting.decision())
        .put("phases", fitting.phases().json())
        .put("phases_by_epoch", fitting.phases().epochs())
        .put("advice", fitting.advice())
        .put("data", examples.json(shards));
  }

  private Origin origin(Examples examples) {
    Statistics statistics = examples.statistics();
    return new Origin(
        ConfigFile.lastingValues(config),
        new Origin.Data(
            examples.rows(),
            examples.content(),
            statistics.columns(),
            statistics.means(),
            statistics.scales()));
  }

  private TrainingState beginning(Examples examples) {
    return Fitting.beginning(
        config, InitialWeights.of(config, examples.model().network(), context.hadoop()));
  }

  private void train(Fitting fitting, TrainingState state, RunFiles files) {
    context.stop().heed(true);
    try {
      fitting.train();
      files.finish(state);
      if (context.stop().isRequested()) {
        throw stopped(state, files);
      }
    } catch (Stop.Requested e) {
      throw stopped(state, files);
    } catch (DivergedException e) {
      throw files.explained(e);
    } finally {
      context.stop().heed(false);
    }
  }

  private StoppedException stopped(TrainingState state, RunFiles files) {
    files.save(state);
    return new StoppedException(
        new Json()
            .put("run_id", config.run().id())
            .put("status", "stopped")
            .put("epochs", state.epoch())
            .put("steps", state.step())
            .put("checkpoint", Checkpoints.name(state.position()))
            .line());
  }

  /** Null without a test span. */
  private Report test(
      Examples examples, PlacedShards shards, Fitting fitting, TrainingState state) {
    if (shards.count(Split.TEST) == 0) {
      console.say("no test span (data.split.test = 0): nothing has been evaluated");
      return null;
    }
    Report test = examples.report(fitting.evaluate(state.best(), Split.TEST));
    test.show(console);
    return test;
  }

  private void introduce(Examples examples, PlacedShards shards) {
    console.say(examples.describe(shards));
    console.say(
        "%s, %d x %d hidden, %,d parameters; batches of %,d on %d cores"
            .formatted(
                config.model().cell().name(),
                config.model().layers(),
                config.model().hidden(),
                examples.model().network().layout().size(),
                config.train().batch(),
                ClusterSize.of(context.sparkContext()).cores()));
  }
}
