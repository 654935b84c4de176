package org.sparklstm.job.ml;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.KeyInfo;
import scala.runtime.AbstractFunction1;

/**
 * The parameters of a stage. Most stand for a key of the configuration, which is the home of their
 * meaning, range and default.
 */
public final class StageParams {
  private final Params stage;
  private final Map<String, Param<?>> params = new LinkedHashMap<>();

  private final Wording wording = new Wording();

  /** Keys by the names of the parameters that stand for them. */
  private final Map<String, String> keys = new LinkedHashMap<>();

  /**
   * A parameter and its key.
   *
   * @param name as Spark's users know it
   */
  private record Definition(String name, String key) {}

  private static final List<Definition> COMMON =
      List.of(
          new Definition("cell", "model.cell"),
          new Definition("hiddenSize", "model.hidden"),
          new Definition("numLayers", "model.layers"),
          new Definition("bidirectional", "model.bidirectional"),
          new Definition("dropout", "model.dropout"),
          new Definition("pooling", "model.pooling"),
          new Definition("headDropout", "model.head-dropout"),
          new Definition("epochs", "train.epochs"),
          new Definition("batchSize", "train.batch"),
          new Definition("blockSize", "train.block"),
          new Definition("optimizer", "train.optimizer"),
          new Definition("momentum", "train.momentum"),
          new Definition("nesterov", "train.nesterov"),
          new Definition("learningRate", "train.learning-rate"),
          new Definition("schedule", "train.schedule.kind"),
          new Definition("scheduleEpochs", "train.schedule.epochs"),
          new Definition("scheduleFactor", "train.schedule.factor"),
          new Definition("warmUpEpochs", "train.schedule.warm-up"),
          new Definition("lowestLearningRate", "train.schedule.lowest"),
          new Definition("weightDecay", "train.weight-decay"),
          new Definition("clipNorm", "train.clip-norm"),
          new Definition("clipValue", "train.clip-value"),
          new Definition("loss", "train.loss"),
          new Definition("patience", "train.patience"),
          new Definition("initialWeightsPath", "train.initial-weights"),
          new Definition("seed", "run.seed"),
          new Definition("standardization", "data.standardize"),
          new Definition("execution", "train.execution"),
          new Definition("aggregationDepth", "train.aggregation-depth"),
          new Definition("compressGradients", "train.compress-gradients"),
          new Definition("numPartitions", "data.partitions"),
          new Definition("placement", "data.placement"),
          new Definition("storage", "data.storage"),
          new Definition("shardBytes", "data.shard-bytes"));

  private static final List<Definition> FORECAST =
      List.of(
          new Definition("seriesIdCols", "data.series-id"),
          new Definition("timeCol", "data.time"),
          new Definition("targetCols", "data.targets"),
          new Definition("featureCols", "data.features"),
          new Definition("lookback", "window.lookback"),
          new Definition("horizon", "window.horizon"),
          new Definition("stride", "window.stride"),
          new Definition("baseline", "window.baseline"),
          new Definition("period", "window.period"),
          new Definition("trainSplit", "data.split.train"),
          new Definition("validationSplit", "data.split.validation"),
          new Definition("testSplit", "data.split.test"),
          new Definition("missing", "data.missing"));

  private static final List<Definition> CLASSIFY =
      List.of(
          new Definition("labelSmoothing", "train.label-smoothing"),
          new Definition("classWeights", "train.class-weights"));

  /**
   * None yet.
   *
   * @param stage whose they are; it must have its uid
   */
  StageParams(Params stage) {
    this.stage = stage;
  }

  /** Adds what tells of the network and its training. */
  StageParams training() {
    define(COMMON);
    return this;
  }

  /** Adds what tells a forecaster of series and windows. */
  StageParams forecast() {
    define(FORECAST);
    return invalid("a series does not end with the rows that a forecast needs", "its forecasts");
  }

  /** Adds what tells of a table of labelled sequences. */
  StageParams sequences() {
    column("featuresCol", "column with the sequences", "features");
    column("labelCol", "column with the class or the number of each sequence", "label");
    column("weightCol", "column with what each sequence counts for; all count the same", null);
    column(
        "validationIndicatorCol",
        "boolean column that is true where a sequence is for validation; none is",
        null);
    params.put(
        "featureSize",
        new IntParam(
            stage.uid(),
            "featureSize",
            "values a time step, where the sequences are vectors (at least 1)",
            new Valid<>("featureSize", value -> atLeastOne((Integer) value))));
    column("predictionCol", "column for the prediction; empty for none", "prediction");
    String skip = "set handleInvalid to skip to leave them out";
    speak("set data.missing to skip-window to leave them out, or to forward-fill", skip);
    speak("set data.missing to skip-window to leave them out", skip);
    speak("data.features", "featuresCol").speak("data.label", "labelCol");
    speak("data.weight", "weightCol").speak("validation indicator", "validationIndicatorCol");
    return invalid("a sequence is null, empty or has values that are missing", "its predictions");
  }

  private static Optional<String> atLeastOne(int value) {
    return value >= 1
        ? Optional.empty()
        : Optional.of("is %d, expected at least 1".formatted(value));
  }

  /** Adds what tells of classes. */
  StageParams classes() {
    define(CLASSIFY);
    column("rawPredictionCol", "column for the logits; empty for none", "rawPrediction");
    column("probabilityCol", "column for the probabilities; empty for none", "probability");
    return this;
  }

  private StageParams invalid(String when, String what) {
    words(
        "handleInvalid",
        "what to do where %s: error, skip (leave it out) or keep (null in %s)"
            .formatted(when, what),
        List.of("error", "skip", "keep"),
        "error");
    return this;
  }

  /** Adds a parameter that names a column. {@code or} may be null. */
  StageParams column(String name, String doc, String or) {
    Param<String> param = new Param<>(stage.uid(), name, doc);
    params.put(name, param);
    if (or != null) {
      stage.setDefault(param, or);
    }
    return this;
  }

  /** Adds a parameter that names columns. */
  StageParams columns(String name, String doc) {
    StringArrayParam param = new StringArrayParam(stage, name, doc);
    params.put(name, param);
    stage.setDefault(param, new String[0]);
    return this;
  }

  /** Adds a parameter that is one of some words. */
  StageParams words(String name, String doc, List<String> allowed, String or) {
    Param<String> param =
        new Param<>(
            stage.uid(),
            name,
            doc,
            new Valid<>(
                name,
                value ->
                    allowed.contains(value)
                        ? Optional.empty()
                        : Optional.of(
                            "is %s, expected one of %s"
                                .formatted(value, String.join(", ", allowed)))));
    params.put(name, param);
    stage.setDefault(param, or);
    return this;
  }

  private void define(List<Definition> definitions) {
    for (Definition definition : definitions) {
      keys.put(definition.name(), definition.key());
      wording.add(definition.key(), definition.name());
      define(definition.name(), KeyInfo.of(definition.key()));
    }
  }

  private void define(String name, KeyInfo key) {
    String doc = key.description();
    String or = key.defaultText();
    Class<?> type = key.type();
    if (type == int.class) {
      add(new IntParam(stage.uid(), name, doc, valid(name, key)), Integer.valueOf(or));
    } else if (type == OptionalInt.class) {
      params.put(name, new IntParam(stage.uid(), name, doc, valid(name, key)));
    } else if (type == long.class) {
      add(new LongParam(stage.uid(), name, doc, valid(name, key)), Long.valueOf(or));
    } else if (type == double.class) {
      add(new DoubleParam(stage.uid(), name, doc, valid(name, key)), Double.valueOf(or));
    } else if (type == boolean.class) {
      add(new BooleanParam(stage.uid(), name, doc), Boolean.valueOf(or));
    } else if (type == List.class) {
      add(new StringArrayParam(stage, name, doc), new String[0]);
    } else {
      Param<String> param = new Param<>(stage.uid(), name, doc, valid(name, key));
      params.put(name, param);
      if (!or.isEmpty()) {
        stage.setDefault(param, or);
      }
    }
  }

  private <T> void add(Param<T> param, T or) {
    params.put(param.name(), param);
    stage.setDefault(param, or);
  }

  private static <T> Valid<T> valid(String name, KeyInfo key) {
    String path = key.key();
    return new Valid<>(name, value -> KeyInfo.of(path).complaint(value));
  }

  /** Lets messages say something else. */
  StageParams speak(String words, String instead) {
    wording.add(words, instead);
    return this;
  }

  /** What is wrong with a value, if anything. */
  private interface Complaint extends Serializable {
    Optional<String> about(Object value);
  }

  /** Lets good values pass, and says of others what was expected. */
  private static final class Valid<T> extends AbstractFunction1<T, Object> implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final Complaint complaint;

    Valid(String name, Complaint complaint) {
      this.name = name;
      this.complaint = complaint;
    }

    @Override
    public Object apply(T value) {
      complaint
          .about(value)
          .ifPresent(
              text -> {
                throw new IllegalArgumentException(name + " " + text);
              });
      return true;
    }
  }

  IntParam whole(String name) {
    return (IntParam) params.get(name);
  }

  LongParam wholeLong(String name) {
    return (LongParam) params.get(name);
  }

  DoubleParam number(String name) {
    return (DoubleParam) params.get(name);
  }

  BooleanParam truth(String name) {
    return (BooleanParam) params.get(name);
  }

  StringArrayParam texts(String name) {
    return (StringArrayParam) params.get(name);
  }

  @SuppressWarnings("unchecked")
  Param<String> text(String name) {
    return (Param<String>) params.get(name);
  }

  /** The value of a column's parameter, if it is set and not empty. */
  Optional<String> given(String name) {
    Param<String> param = text(name);
    return stage.isDefined(param)
        ? Optional.of(stage.getOrDefault(param)).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  /**
   * The configuration that the parameters describe.
   *
   * @param further values by key
   */
  JobConfig config(Map<String, Object> further) {
    Map<String, Object> values = new LinkedHashMap<>();
    keys.forEach(
        (name, key) -> {
          Param<?> param = params.get(name);
          if (stage.isDefined(param)) {
            Object value = stage.getOrDefault(param);
            values.put(key, value instanceof String[] texts ? Arrays.asList(texts) : value);
          }
        });
    values.putAll(further);
    return speaking(() -> ConfigFile.of(values));
  }

  /** Does work whose complaints name keys, and lets them name parameters instead. */
  <R> R speaking(Supplier<R> work) {
    try {
      return work.get();
    } catch (UserException e) {
      if (e.getMessage().startsWith(stage.uid() + ": ")) {
        throw e;
      }
      throw new UserException(stage.uid() + ": " + wording.inParams(e.getMessage()), e);
    }
  }

  /** Warns, with the names of parameters instead of keys. */
  void warn(String sentence) {
    Log.warn(stage.uid() + ": " + wording.inParams(sentence));
  }

  /** Tells, with the names of parameters instead of keys. */
  void info(String sentence) {
    Log.info(stage.uid() + ": " + wording.inParams(sentence));
  }

  /** A word of a parameter as the constant of an enum. */
  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
