package org.sparklstm.job.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.SeriesDataset;
import org.sparklstm.job.distributed.PlacedShards;

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
    SeriesDataset dataset = context.dataset();
    Checkpoints checkpoints =
        new Checkpoints(
            directory.below("checkpoints"),
            model.network().layout(),
            ConfigFile.render(config),
            config.checkpoint().keep());
    try (PlacedShards shards = PlacedShards.place(dataset, config.data(), context.sparkContext());
        Fitting fitting = new Fitting(context, model, shards, directory, checkpoints)) {
      double dataSeconds = JobContext.secondsSince(started);
      refuseSpansWithoutWindows(shards);
      startAfresh(checkpoints);
      introduce(dataset, shards);
      TrainingState state = fitting.train();

      long evaluationStarted = System.nanoTime();
      TestReport test = test(dataset, shards, fitting, state);
      Json seconds =
          new Json()
              .put("total", JobContext.secondsSince(started))
              .put("data", dataSeconds)
              .put("train", fitting.seconds())
              .put("evaluate", JobContext.secondsSince(evaluationStarted));

      Storage modelDirectory = directory.below("model");
      new ForecastModel(model, state.best(), dataset.statistics())
          .save(modelDirectory, config, provenance(dataset));
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
                  count(shards, Split.VALIDATION) > 0 ? state.bestLoss() : Double.NaN)
              .put("test", test == null ? null : test.standardised())
              .put("test_original_units", test == null ? null : test.originalUnits())
              .put("parameters", state.best().length)
              .put("weights_sha256", Fingerprint.sha256(state.best()))
              .put("model", modelDirectory.path().toString())
              .put("seconds", seconds)
              .put(
                  "windows_per_second",
                  state.epoch() * count(shards, Split.TRAIN) / fitting.seconds())
              .put("execution", fitting.execution())
              .put("decision", fitting.decision())
              .put("phases", fitting.phases().json())
              .put("phases_by_epoch", fitting.phases().epochs())
              .put("advice", fitting.advice())
              .put("data", data(dataset, shards));
      directory.writeText(SUMMARY, summary.pretty());
      console.say("");
      console.say(fitting.advice());
      console.say("everything of this run: " + directory.path());
      return summary.line();
    }
  }

  /** Null without a test span. */
  private TestReport test(
      SeriesDataset dataset, PlacedShards shards, Fitting fitting, TrainingState state) {
    if (count(shards, Split.TEST) == 0) {
      console.say("no test span (data.split.test = 0): nothing has been evaluated");
      return null;
    }
    TestReport test =
        new TestReport(
            fitting.evaluate(state.best(), Split.TEST), dataset.statistics(), config.window());
    test.show(console);
    return test;
  }

  private static Json data(SeriesDataset dataset, PlacedShards shards) {
    return new Json()
        .put("rows", dataset.rows())
        .put("series", dataset.series())
        .put("shards", dataset.shards())
        .put("cached_bytes", shards.bytes())
        .put("train_windows", count(shards, Split.TRAIN))
        .put("validation_windows", count(shards, Split.VALIDATION))
        .put("test_windows", count(shards, Split.TEST));
  }

  /** Lengths have been checked before; what is left is that missing values are everywhere. */
  private void refuseSpansWithoutWindows(PlacedShards shards) {
    Map<Split, Double> wanted =
        Map.of(
            Split.TRAIN, config.data().split().train(),
            Split.VALIDATION, config.data().split().validation(),
            Split.TEST, config.data().split().test());
    for (Split split : Split.values()) {
      if (wanted.get(split) > 0 && count(shards, split) == 0) {
        throw new UserException(
            "every %s window of %s touches a missing value; fill the gaps (data.missing = forward-fill) or look back less far"
                .formatted(split.name().toLowerCase(Locale.ROOT), context.tableName()));
      }
    }
  }

  /** From here on this run replaces an earlier one of its name; its model stays until the end. */
  private void startAfresh(Checkpoints checkpoints) {
    List.of(SUMMARY, MetricsLog.FILE, EvaluateRun.FILE).forEach(directory::delete);
    checkpoints.clear();
    directory.writeText("config.conf", ConfigFile.render(config));
  }

  private void introduce(SeriesDataset dataset, PlacedShards shards) {
    console.say(
        "%s: %,d rows, %,d series; windows: %,d train, %,d validation, %,d test"
            .formatted(
                context.tableName(),
                dataset.rows(),
                dataset.series(),
                count(shards, Split.TRAIN),
                count(shards, Split.VALIDATION),
                count(shards, Split.TEST)));
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

  private static long count(PlacedShards shards, Split split) {
    return Arrays.stream(shards.windows(split)).sum();
  }
}
