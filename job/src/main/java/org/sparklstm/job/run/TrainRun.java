package org.sparklstm.job.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.GradientEngine;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Trainer;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.SeriesDataset;
import org.sparklstm.job.distributed.Engines;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.TimedEngine;

/** {@code train}: from a table to a model, with everything of the run under its directory. */
public final class TrainRun {
  private static final String SUMMARY = "summary.json";

  private final JobContext context;
  private final JobConfig config;
  private final Console console;
  private final Storage directory;
  private final ModelSpec model;

  public TrainRun(JobContext context) {
    this.context = context;
    config = context.config();
    console = context.console();
    directory = context.storage(config.run().directory());
    model = ForecastModel.spec(config);
  }

  /** Trains, evaluates and saves. Returns the summary as one line of JSON. */
  public String run() {
    long started = System.nanoTime();
    directory.requireWritable();
    SeriesDataset dataset =
        SeriesDataset.of(
            context.table(),
            config.data(),
            config.window().spec(),
            context.tableName(),
            console::warn);
    try (PlacedShards shards = PlacedShards.place(dataset, config.data(), context.sparkContext());
        TimedEngine engine = engine(shards)) {
      double dataSeconds = JobContext.secondsSince(started);
      refuseSpansWithoutWindows(engine);
      Checkpoints checkpoints = startAfresh();
      introduce(dataset, shards);
      long trainingStarted = System.nanoTime();
      Phases phases = new Phases(engine);
      TrainingState state = train(phases, checkpoints);
      double trainSeconds = JobContext.secondsSince(trainingStarted);

      long evaluationStarted = System.nanoTime();
      TestReport test = null;
      if (count(engine, Split.TEST) > 0) {
        test =
            new TestReport(
                engine.evaluate(state.best(), Split.TEST), dataset.statistics(), config.window());
        test.show(console);
      }
      if (test == null) {
        console.say("no test span (data.split.test = 0): nothing has been evaluated");
      }
      double evaluationSeconds = JobContext.secondsSince(evaluationStarted);

      Storage modelDirectory = directory.below("model");
      new ForecastModel(model, state.best(), dataset.statistics())
          .save(modelDirectory, config, provenance(dataset));
      long windows = state.epoch() * count(engine, Split.TRAIN);
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
                  count(engine, Split.VALIDATION) > 0 ? state.bestLoss() : Double.NaN)
              .put("test", test == null ? null : test.standardised())
              .put("test_original_units", test == null ? null : test.originalUnits())
              .put("parameters", state.best().length)
              .put("weights_sha256", Fingerprint.sha256(state.best()))
              .put("model", modelDirectory.path().toString())
              .put(
                  "seconds",
                  new Json()
                      .put("total", JobContext.secondsSince(started))
                      .put("data", dataSeconds)
                      .put("train", trainSeconds)
                      .put("evaluate", evaluationSeconds))
              .put("windows_per_second", windows / trainSeconds)
              .put("execution", engine.name())
              .put("phases", phases.json())
              .put("advice", phases.advice())
              .put(
                  "data",
                  new Json()
                      .put("rows", dataset.rows())
                      .put("series", dataset.series())
                      .put("shards", dataset.shards())
                      .put("cached_bytes", shards.bytes())
                      .put("train_windows", count(engine, Split.TRAIN))
                      .put("validation_windows", count(engine, Split.VALIDATION))
                      .put("test_windows", count(engine, Split.TEST)));
      directory.writeText(SUMMARY, summary.pretty());
      console.say("");
      console.say(phases.advice());
      console.say("everything of this run: " + directory.path());
      return summary.line();
    }
  }

  /** Lengths have been checked before; what is left is that missing values are everywhere. */
  private void refuseSpansWithoutWindows(GradientEngine engine) {
    Map<Split, Double> wanted =
        Map.of(
            Split.TRAIN, config.data().split().train(),
            Split.VALIDATION, config.data().split().validation(),
            Split.TEST, config.data().split().test());
    for (Split split : Split.values()) {
      if (wanted.get(split) > 0 && count(engine, split) == 0) {
        throw new UserException(
            "every %s window of %s touches a missing value; fill the gaps (data.missing = forward-fill) or look back less far"
                .formatted(split.name().toLowerCase(Locale.ROOT), context.tableName()));
      }
    }
  }

  private TimedEngine engine(PlacedShards shards) {
    return Engines.of(
        config.train().execution(), model, shards, context.sparkContext(), console::say);
  }

  /** From here on this run replaces an earlier one of its name; its model stays until the end. */
  private Checkpoints startAfresh() {
    String configuration = ConfigFile.render(config);
    Checkpoints checkpoints =
        new Checkpoints(
            directory.below("checkpoints"),
            model.network().layout(),
            configuration,
            config.checkpoint().keep());
    List.of(SUMMARY, MetricsLog.FILE, EvaluateRun.FILE).forEach(directory::delete);
    checkpoints.clear();
    directory.writeText("config.conf", configuration);
    return checkpoints;
  }

  private TrainingState train(Phases engine, Checkpoints checkpoints) {
    float[] parameters = InitialValues.of(model.network(), config.run().seed());
    long windows = count(engine, Split.TRAIN);
    MetricsLog metrics = new MetricsLog(directory);
    CheckpointWriter writer = new CheckpointWriter(checkpoints, config.checkpoint());
    Trainer trainer =
        new Trainer(
            config.train().spec(config.run().seed()),
            parameters,
            config.train().newOptimizer(parameters.length),
            engine,
            List.of(
                engine,
                metrics,
                writer,
                new ProgressLine(
                    console,
                    config.train().epochs(),
                    EpochPlan.steps(windows, config.train().batch()),
                    windows)));
    try {
      TrainingState state = trainer.train();
      writer.finish();
      sayWhyItEnded(state);
      return state;
    } catch (DivergedException e) {
      metrics.write();
      List<String> saved = checkpoints.names();
      throw new UserException(
          "training diverged: loss or gradient is not a finite number at step %,d (epoch %d); %s. Lower train.learning-rate (%s) or set train.clip-norm (%s)"
              .formatted(
                  e.step() + 1,
                  e.epoch() + 1,
                  saved.isEmpty()
                      ? "no checkpoint had been written"
                      : "the last good checkpoint is " + saved.get(saved.size() - 1),
                  config.train().learningRate(),
                  config.train().clipNorm()),
          e);
    }
  }

  private void sayWhyItEnded(TrainingState state) {
    if (state.epoch() < config.train().epochs()) {
      console.say(
          "stopped: no better validation loss for %d epochs (train.patience)"
              .formatted(config.train().patience()));
    }
    console.say("kept: the weights of epoch %d, the best".formatted(state.bestEpoch() + 1));
  }

  private void introduce(SeriesDataset dataset, PlacedShards shards) {
    console.say(
        "%s: %,d rows, %,d series; windows: %,d train, %,d validation, %,d test"
            .formatted(
                context.tableName(),
                dataset.rows(),
                dataset.series(),
                Arrays.stream(shards.windows(Split.TRAIN)).sum(),
                Arrays.stream(shards.windows(Split.VALIDATION)).sum(),
                Arrays.stream(shards.windows(Split.TEST)).sum()));
    console.say(
        "%s, %d x %d hidden, %,d parameters; batches of %,d on %d cores"
            .formatted(
                config.model().cell().name(),
                config.model().layers(),
                config.model().hidden(),
                model.network().layout().size(),
                config.train().batch(),
                context.sparkContext().defaultParallelism()));
  }

  private Map<String, String> provenance(SeriesDataset dataset) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("run_id", config.run().id());
    provenance.put("seed", Long.toString(config.run().seed()));
    provenance.put("table", context.tableName());
    provenance.put("rows", Long.toString(dataset.rows()));
    provenance.put("series", Integer.toString(dataset.series()));
    provenance.put("spark", context.spark().version());
    provenance.put("java", Runtime.version().toString());
    return provenance;
  }

  private static long count(GradientEngine engine, Split split) {
    return Arrays.stream(engine.windows(split)).sum();
  }
}
