package org.sparklstm.job.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.SeriesDataset;
import org.sparklstm.job.distributed.ClusterSize;
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
      context.refuseSpansWithoutWindows(shards);
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
    if (shards.count(Split.TEST) == 0) {
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
        .put("train_windows", shards.count(Split.TRAIN))
        .put("validation_windows", shards.count(Split.VALIDATION))
        .put("test_windows", shards.count(Split.TEST));
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
                shards.count(Split.TRAIN),
                shards.count(Split.VALIDATION),
                shards.count(Split.TEST)));
    console.say(
        "%s, %d x %d hidden, %,d parameters; batches of %,d on %d cores"
            .formatted(
                config.model().cell().name(),
                config.model().layers(),
                config.model().hidden(),
                model.network().layout().size(),
                config.train().batch(),
                ClusterSize.of(context.sparkContext()).cores()));
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
}
