package org.sparklstm.job.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.distributed.PlacedShards;

/** {@code train}: from a table to a model, with everything of the run under its directory. */
public final class TrainRun {
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

  /** Trains, evaluates and saves. Returns the summary as one line of JSON. */
  public String run() {
    long started = System.nanoTime();
    directory.requireWritable();
    Examples examples = Examples.of(context);
    Checkpoints checkpoints =
        new Checkpoints(
            directory.below("checkpoints"),
            examples.model().network().layout(),
            ConfigFile.render(config),
            config.checkpoint().keep());
    RunFiles files = new RunFiles(context, directory, checkpoints);
    try (PlacedShards shards =
            PlacedShards.place(examples.source(), config.data(), context.sparkContext());
        Fitting fitting =
            new Fitting(
                config,
                examples.model(),
                InitialWeights.of(config, examples.model().network(), context.hadoop()),
                shards,
                files.listeners(shards, examples.unit()),
                context.sparkContext(),
                console::say)) {
      double dataSeconds = JobContext.secondsSince(started);
      examples.refuseEmptySpans(shards);
      files.startAfresh();
      introduce(examples, shards);
      TrainingState state = train(fitting, files);

      long evaluationStarted = System.nanoTime();
      Report test = test(examples, shards, fitting, state);
      Json seconds =
          new Json()
              .put("total", JobContext.secondsSince(started))
              .put("data", dataSeconds)
              .put("train", fitting.seconds())
              .put("evaluate", JobContext.secondsSince(evaluationStarted));

      Storage modelDirectory = directory.below("model");
      new TrainedModel(examples.model(), state.best(), examples.statistics(), examples.classes())
          .save(modelDirectory, config, provenance(examples, shards));
      Json summary =
          new Json()
              .put("run_id", config.run().id())
              .put("status", "complete")
              .put("epochs", state.epoch())
              .put("best_epoch", state.bestEpoch() + 1)
              .put("steps", state.step())
              .put("train_loss", state.bestTrainLoss())
              .put(
                  "validation_loss",
                  shards.count(Split.VALIDATION) > 0 ? state.bestLoss() : Double.NaN)
              .put("test", test == null ? null : test.standardised())
              .put("test_original_units", test == null ? null : test.originalUnits())
              .put("parameters", state.best().length)
              .put("weights_sha256", Fingerprint.sha256(state.best()))
              .put("model", modelDirectory.path().toString())
              .put("seconds", seconds)
              .put(
                  "windows_per_second",
                  state.epoch() * shards.count(Split.TRAIN) / fitting.seconds())
              .put("execution", fitting.execution())
              .put("decision", fitting.decision())
              .put("phases", fitting.phases().json())
              .put("phases_by_epoch", fitting.phases().epochs())
              .put("advice", fitting.advice())
              .put("data", examples.json(shards));
      directory.writeText(RunFiles.SUMMARY, summary.pretty());
      console.say("");
      console.say(fitting.advice());
      console.say("everything of this run: " + directory.path());
      return summary.line();
    }
  }

  private static TrainingState train(Fitting fitting, RunFiles files) {
    try {
      TrainingState state = fitting.train();
      files.finish();
      return state;
    } catch (DivergedException e) {
      throw files.explained(e);
    }
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

  private Map<String, String> provenance(Examples examples, PlacedShards shards) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("run_id", config.run().id());
    provenance.put("seed", Long.toString(config.run().seed()));
    provenance.put("table", context.tableName());
    provenance.put("examples", examples.describe(shards));
    provenance.put("spark", context.spark().version());
    provenance.put("java", Runtime.version().toString());
    return provenance;
  }
}
