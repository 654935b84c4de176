package org.sparklstm.job.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.Params;
import org.sparklstm.job.config.TaskKind;

/** The params that each kind of stage has. */
final class ParamSets {
  private ParamSets() {}

  /** The params of a forecaster. */
  static StageParams forecast(Params stage) {
    return new StageParams(stage).of(TaskKind.FORECAST);
  }

  /** The params of a stage with one answer per sequence. */
  static StageParams sequences(Params stage, TaskKind task) {
    return new StageParams(stage)
        .of(task)
        .column("featuresCol", "column of sequences", "features")
        .column("labelCol", "column with the class or the number of each sequence", "label")
        .column(
            "weightCol", "column with the weight of each sequence; all are equal if unset", null)
        .column(
            "validationIndicatorCol",
            "boolean column that is true for validation sequences; there are none if unset",
            null)
        .count(
            "featureSize",
            "values per time step, if the sequences are vectors (at least 1)",
            1,
            null)
        .column("predictionCol", "column for the prediction; empty for none", "prediction")
        .speak("data.features", "featuresCol")
        .speak("data.label", "labelCol")
        .speak("data.weight", "weightCol")
        .speak("validation indicator", "validationIndicatorCol")
        .speakAssignment("data.missing", "handleInvalid = skip")
        .words(
            "handleInvalid",
            "treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)",
            List.of("error", "skip", "keep"),
            "error");
  }

  /** The params of a classifier. */
  static StageParams classes(Params stage) {
    return sequences(stage, TaskKind.CLASSIFY)
        .column("rawPredictionCol", "column for the logits; empty for none", "rawPrediction")
        .column("probabilityCol", "column for the probabilities; empty for none", "probability")
        .positives(
            "thresholds",
            "thresholds of the classes, above 0: the prediction is the class with the largest probability / threshold; the likeliest class if unset",
            "a number above 0 for each class");
  }

  /** The params of a stage that reads tokens. */
  static StageParams tokens(Params stage, TaskKind task) {
    return new StageParams(stage)
        .of(task)
        .column(
            "tokensCol",
            "column of tokens: text, arrays of values, or with timeCol a value per row",
            "tokens")
        .speak("data.targets", "tokensCol")
        .speakAssignment("data.missing", "handleInvalid = skip")
        .words(
            "handleInvalid",
            "treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)",
            List.of("error", "skip", "keep"),
            "error");
  }

  /** Adds the params of what a model of tokens recommends and generates. */
  static StageParams generation(StageParams params) {
    return params
        .count("numRecommendations", "number of tokens to recommend", 1, 10)
        .count("maxLength", "largest number of tokens to generate", 0, 100)
        .amount(
            "temperature",
            "below 1 for what is likelier, above 1 for more variety, 0 for the likeliest token each time",
            1)
        .count("topK", "number of likeliest tokens among which is drawn; 0 for all", 0, 0)
        .column("stopToken", "token that ends what is generated; none if unset", null);
  }

  /**
   * Adds the params by which a model says in {@code transform} what its methods return, for callers
   * that cannot call these: clients of Spark Connect.
   *
   * @param usual what transform answers with by default
   */
  static StageParams answers(StageParams params, String usual, String... others) {
    List<String> all = new ArrayList<>(List.of(usual));
    all.addAll(List.of(others));
    return params.words(
        "output", "what transform answers with: " + String.join(", ", all), all, usual);
  }

  /** Adds the params of a back-test that transform answers with. */
  static StageParams backtests(StageParams params) {
    return params
        .words(
            "backtestSpan",
            "span to back-test, if backtestWindows is 0",
            List.of("train", "validation", "test"),
            "test")
        .count("backtestWindows", "number of rolling origins; 0 for all of a span", 0, 0)
        .count("backtestStep", "rows from one origin to the next", 1, 1)
        .words(
            "backtestRefit",
            "whether to train further at each origin, and with which scales",
            List.of("none", "keep", "renew"),
            "none")
        .count("backtestEpochs", "passes over the rows up to each origin", 1, 1);
  }
}
