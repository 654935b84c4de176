package org.sparklstm.job.run;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.Stopwatch;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TrainConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.model.InitialWeights;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.RunReport;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Report;
import org.sparklstm.job.task.Task;
import org.sparklstm.job.task.TrainingSession;

/** {@code train}: from a table to a model, with all files of the run under its directory. */
public final class TrainRun {
  private final JobContext context;
  private final JobConfig config;
  private final Task task;
  private final Console console;
  private final Storage place;

  /**
   * Prepares a run.
   *
   * @throws UserException if the configuration does not suit its task
   */
  public TrainRun(JobContext context) {
    this.context = context;
    config = context.config();
    task = context.task();
    console = context.console();
    place = context.storage(config.run().directory());
  }

  /**
   * Trains, evaluates and saves; resumes an earlier run of this name. Returns the summary as one
   * line of JSON.
   *
   * @throws StoppedException if it was stopped and has saved its state
   */
  public String run() {
    InitialWeights.requirePath(config);
    Resumption resumption = new Resumption(context, task, place);
    // before taking the lock, which needs permission to write
    Optional<String> complete = resumption.complete();
    if (complete.isPresent()) {
      console.say(
          "the run in %s is complete: nothing to do (its table was not checked for changes). To train on other data, set another run.id; to train again, set run.resume = never"
              .formatted(place.path()));
      return complete.get();
    }
    try (RunDirectory directory = RunDirectory.lock(place, console::say)) {
      try {
        return train(resumption, directory);
      } catch (StorageException e) {
        // the driver that has taken over deletes what this one had not finished writing
        directory.lock().requireHeldNow();
        throw e;
      }
    }
  }

  private Examples read() {
    return context.waiting("reading " + context.tableName(), () -> task.examples(context.table()));
  }

  private TrainingSession place(Examples examples, TrainingState state) {
    return context.waiting(
        "placing the " + examples.unit(),
        () -> TrainingSession.open(config, examples, state, context.sparkContext(), context::say));
  }

  private String train(Resumption resumption, RunDirectory directory) {
    Stopwatch watch = new Stopwatch();
    if (!directory.files().createsExclusively()) {
      console.warn(
          "%s cannot create a file only if there is none: two drivers that take each other for dead may both write this run"
              .formatted(place.path()));
    }
    Checkpoints checkpoints =
        new Checkpoints(directory.files().below(RunDirectory.CHECKPOINTS), console::warn);
    // before the data is read, to report a checkpoint that does not fit immediately
    resumption.find(checkpoints);
    Examples examples = read();
    ParameterLayout layout = examples.model().network().layout();
    Origin origin = origin(examples);
    TrainingState state =
        resumption.state(origin.data(), layout).orElseGet(() -> beginning(examples));
    long firstStep = state.step();
    try (TrainingSession session = place(examples, state);
        RunFiles files =
            new RunFiles(
                context,
                directory,
                checkpoints,
                origin,
                task,
                examples,
                session,
                resumption.takeMetrics())) {
      session.chooseLoop(files.listeners(), files.gradientsEvery());
      double dataSeconds = watch.seconds();
      if (firstStep > 0) {
        files.resume();
      } else {
        resumption.warnOfStartingOver();
        files.startOver();
      }
      if (!config.checkpoint().isOn()) {
        console.say(
            "no checkpoints are written (checkpoint.every-steps, every-epochs and every-seconds are 0): an interrupted run starts over");
      }
      introduce(examples, session);
      files.refreshReport();
      TrainedModel model = train(session, state, files);

      Stopwatch evaluation = new Stopwatch();
      Report test = test(session, directory.files());
      Optional<Json> importance =
          test == null ? Optional.empty() : importance(session.examples(), session, state);
      Json seconds =
          new Json()
              .put(ResultKeys.TOTAL, watch.seconds())
              .put("data", dataSeconds)
              .put("train", session.seconds())
              .put("evaluate", evaluation.seconds());
      Optional<TrainedModel> again = refit(state, model);
      TrainedModel used = again.orElse(model);
      TrainResult result =
          new TrainResult(config.run().id(), session.examples(), session, state, test, importance);
      Json summary =
          result
              .summary(place.below(ModelPath.MODEL).path())
              .put(ResultKeys.WEIGHTS_SHA256, Fingerprint.sha256(used.weights()))
              .put("weights_file", SavedModel.weights(directory.version()).toString())
              .put(ResultKeys.RESUMED_AFTER_STEP, firstStep > 0 ? firstStep : null)
              .put(ResultKeys.SECONDS, seconds);
      again.ifPresent(
          refitted -> summary.put("judged_weights_sha256", Fingerprint.sha256(model.weights())));
      directory.publish(
          used,
          again.map(refitted -> model),
          config,
          Provenance.of(context, examples, session.shards()),
          summary.redactedPretty());
      try {
        if (firstStep > 0) {
          files.report().put(ResultKeys.RESUMED_AFTER_STEP, firstStep);
        }
        result.showIn(files.report());
      } catch (RuntimeException e) {
        // a chart that cannot be drawn is no reason to lose a training
        console.warn("the report lacks the results: " + e);
      }
      files.complete(summary.redactedPretty());
      console.say("");
      console.say(session.advice());
      console.say("all files of this run: " + place.path());
      console.say("report: " + place.file(RunReport.FILE));
      return summary.redactedLine();
    }
  }

  /**
   * The model trained again on all rows for as many epochs as the best one took, if that is to be.
   * A driver that is killed meanwhile begins this part again.
   */
  private Optional<TrainedModel> refit(TrainingState first, TrainedModel judged) {
    if (config.train().refit() == TrainConfig.Refit.NONE || first.bestEpoch() < 0) {
      return Optional.empty();
    }
    JobConfig all = config.refitting(first.bestEpoch() + 1);
    Examples examples =
        context.waiting(
            "reading " + context.tableName(), () -> Task.of(all).examples(context.table()));
    TrainingState state =
        TrainingSession.beginning(
            all, InitialWeights.of(all, examples.model().network(), context.hadoop()));
    console.say("");
    console.say(
        "training again on all rows for %,d epochs (train.refit = all); the errors are those of the first training"
            .formatted(all.train().epochs()));
    if (config.forecast().needsErrors()) {
      console.say("intervals and sums go by the errors of the first training");
    }
    try (TrainingSession session =
        TrainingSession.open(all, examples, state, context.sparkContext(), context::say)) {
      session.chooseLoop(List.of(), 0);
      return Optional.of(task.again(session.train(), judged));
    }
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
            statistics.scales(),
            examples.zone().map(ZoneId::getId).orElse(null)));
  }

  private TrainingState beginning(Examples examples) {
    return TrainingSession.beginning(
        config, InitialWeights.of(config, examples.model().network(), context.hadoop()));
  }

  private TrainedModel train(TrainingSession session, TrainingState state, RunFiles files) {
    context.stop().trainingBegins();
    try {
      TrainedModel model = session.train();
      files.finish(state);
      if (context.stop().isRequested()) {
        throw stopped(state, files);
      }
      return model;
    } catch (Stop.Requested e) {
      throw stopped(state, files);
    } catch (DivergedException e) {
      throw files.explained(e);
    } finally {
      context.stop().trainingEnds();
    }
  }

  private StoppedException stopped(TrainingState state, RunFiles files) {
    files.save(state);
    return new StoppedException(
        new Json()
            .put(ResultKeys.RUN_ID, config.run().id())
            .put(ResultKeys.STATUS, "stopped")
            .put(ResultKeys.EPOCHS, state.epoch())
            .put(ResultKeys.STEPS, state.step())
            .put("checkpoint", Checkpoints.name(state.position()))
            .redactedLine());
  }

  /** Errors on the test span, or null if there is none. */
  private Report test(TrainingSession session, Storage directory) {
    if (session.shards().count(Split.TEST) == 0) {
      console.say("no test span (data.split.test = 0): the model was not evaluated");
      return null;
    }
    Report test = session.report(Split.TEST);
    test.tables().forEach(directory::writeText);
    test.lines().forEach(console::say);
    return test;
  }

  /** A figure for the report is no reason to lose a training. */
  private Optional<Json> importance(
      Examples examples, TrainingSession session, TrainingState state) {
    try {
      return context.waiting(
          "measuring what each input is worth",
          () -> examples.importance(session.shards(), state.best()));
    } catch (RuntimeException e) {
      console.warn(
          "the report does not say which inputs matter (report.importance = 0 leaves that out): "
              + e);
      return Optional.empty();
    }
  }

  private void introduce(Examples examples, TrainingSession session) {
    console.say(examples.describe(session.shards()));
    console.say(
        "%s, %d x %d hidden, %,d parameters; batches of %,d on %s"
            .formatted(
                config.model().cell().name(),
                config.model().layers(),
                config.model().hidden(),
                examples.model().network().layout().size(),
                config.train().batch(),
                cores(ClusterSize.of(context.sparkContext()).cores())));
  }

  private static String cores(int number) {
    return number == 1 ? "1 core" : "%,d cores".formatted(number);
  }
}
