package org.sparklstm.job.ml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.KeyInfo;
import org.sparklstm.job.config.Levels;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.spark.SparkBuild;

/**
 * The params of a stage. Most stand for a key of the configuration, which is the home of their
 * name, meaning, range and default.
 */
public final class StageParams {
  /** What may be the name of a key. */
  private static final Pattern WORDS = Pattern.compile("[\\w-]+(?:\\.[\\w-]+)*");

  private final Params stage;
  private final Map<String, Param<?>> params = new LinkedHashMap<>();
  private final StageWording wording = new StageWording();
  private final FitProgress progress = new FitProgress();

  /** Keys by the names of the params that stand for them. */
  private final Map<String, String> keys = new LinkedHashMap<>();

  /**
   * No params yet.
   *
   * @param stage that they belong to; it must have its uid
   * @throws UserException if this jar is for another Spark
   */
  StageParams(Params stage) {
    SparkBuild.require();
    this.stage = stage;
  }

  /** Adds the params that stand for keys of a task. */
  StageParams of(TaskKind task) {
    for (KeyInfo key : KeyInfo.all()) {
      key.param(task)
          .ifPresent(
              name -> {
                keys.put(name, key.key());
                wording.add(key.key(), name);
              });
    }
    keys.forEach((name, key) -> define(name, KeyInfo.of(key)));
    add(
        new BooleanParam(
            stage.uid(), "showProgress", "whether fit shows its progress on standard error"),
        false);
    return this;
  }

  /** How far a fit has come, as a line of JSON; empty before its first step. */
  public String progress() {
    return progress.text();
  }

  /** Receives how far a fit has come. */
  FitProgress listener() {
    return progress;
  }

  /**
   * Adds a param that is a whole number.
   *
   * @param least smallest value
   * @param or the default; null for none
   */
  StageParams count(String name, String doc, int least, Integer or) {
    IntParam param =
        new IntParam(
            stage.uid(),
            name,
            doc,
            new Valid<>(
                name,
                value ->
                    (Integer) value >= least
                        ? Optional.empty()
                        : Optional.of("is %s, expected at least %d".formatted(value, least))));
    params.put(name, param);
    if (or != null) {
      stage.setDefault(param, or);
    }
    return this;
  }

  /** Adds a param that is a number of at least 0. */
  StageParams amount(String name, String doc, double or) {
    DoubleParam param =
        new DoubleParam(
            stage.uid(),
            name,
            doc,
            new Valid<>(
                name,
                value ->
                    (Double) value >= 0 && Double.isFinite((Double) value)
                        ? Optional.empty()
                        : Optional.of("is %s, expected a number of at least 0".formatted(value))));
    params.put(name, param);
    stage.setDefault(param, or);
    return this;
  }

  /**
   * Adds a param of numbers above 0, without a default.
   *
   * @param expected what is expected, in words
   */
  StageParams positives(String name, String doc, String expected) {
    params.put(
        name,
        new DoubleArrayParam(
            stage, name, doc, new Valid<>(name, value -> complaint((double[]) value, expected))));
    return this;
  }

  private static Optional<String> complaint(double[] values, String expected) {
    return values.length > 0 && Arrays.stream(values).allMatch(value -> value > 0)
        ? Optional.empty()
        : Optional.of("is %s, expected %s".formatted(Arrays.toString(values), expected));
  }

  /** Adds a param that names a column. {@code or}, the default, may be null. */
  StageParams column(String name, String doc, String or) {
    Param<String> param = new Param<>(stage.uid(), name, doc);
    params.put(name, param);
    if (or != null) {
      stage.setDefault(param, or);
    }
    return this;
  }

  /** Adds a param that names columns. */
  StageParams columns(String name, String doc) {
    StringArrayParam param = new StringArrayParam(stage, name, doc);
    params.put(name, param);
    stage.setDefault(param, new String[0]);
    return this;
  }

  /** Adds a param that is one of some words. */
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

  /** A text about a key, with the names of params for those of other keys. */
  private String inParams(String text) {
    return WORDS
        .matcher(text)
        .replaceAll(word -> Matcher.quoteReplacement(wording.setting(word.group())));
  }

  private void define(String name, KeyInfo key) {
    String doc = inParams(key.description());
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
    } else if (type == Levels.class) {
      add(new DoubleArrayParam(stage, name, doc, valid(name, key)), key.defaultLevels());
    } else {
      Param<String> param = new Param<>(stage.uid(), name, doc, valid(name, key));
      params.put(name, param);
      if (!or.isEmpty()) {
        stage.setDefault(param, or);
      }
    }
  }

  /** Adds a param that stands for a key in name, meaning, range and default only. */
  StageParams like(String key, String name) {
    define(name, KeyInfo.of(key));
    return this;
  }

  private <T> void add(Param<T> param, T or) {
    params.put(param.name(), param);
    stage.setDefault(param, or);
  }

  private static <T> Valid<T> valid(String name, KeyInfo key) {
    String path = key.key();
    return new Valid<>(name, value -> KeyInfo.of(path).complaint(value));
  }

  /** Adds the param by which messages call a setting. */
  StageParams speak(String key, String param) {
    wording.add(key, param);
    return this;
  }

  /** Adds what messages call a setting with a value. */
  StageParams speakAssignment(String key, String assignment) {
    wording.addAssignment(key, assignment);
    return this;
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

  DoubleArrayParam numbers(String name) {
    return (DoubleArrayParam) params.get(name);
  }

  BooleanParam truth(String name) {
    return (BooleanParam) params.get(name);
  }

  boolean isTrue(String name) {
    return (boolean) stage.getOrDefault(truth(name));
  }

  StringArrayParam texts(String name) {
    return (StringArrayParam) params.get(name);
  }

  @SuppressWarnings("unchecked")
  Param<String> text(String name) {
    return (Param<String>) params.get(name);
  }

  /** The value of a param that names a column, if it is set and not empty. */
  Optional<String> given(String name) {
    Param<String> param = text(name);
    return stage.isDefined(param)
        ? Optional.of(stage.getOrDefault(param)).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  /**
   * The configuration that the params describe.
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
            values.put(key, plain(value));
          }
        });
    values.putAll(further);
    return speaking(() -> ConfigFile.of(values));
  }

  private static Object plain(Object value) {
    if (value instanceof double[] levels) {
      return Levels.of(levels).values();
    }
    return value instanceof String[] texts ? Arrays.asList(texts) : value;
  }

  /**
   * Takes the values of some keys of a configuration.
   *
   * @param wanted keys to take
   */
  @SuppressWarnings("unchecked")
  void take(JobConfig config, Set<String> wanted) {
    keys.forEach(
        (name, key) -> {
          if (wanted.contains(key)) {
            KeyInfo.of(key)
                .paramValue(config)
                .ifPresent(value -> stage.set((Param<Object>) params.get(name), value));
          }
        });
  }

  /** Does work whose errors name settings, and lets them name params. */
  <R> R speaking(Supplier<R> work) {
    try {
      return work.get();
    } catch (UserException e) {
      if (e.getMessage().startsWith(stage.uid() + ": ")) {
        throw e;
      }
      throw new UserException(stage.uid() + ": " + e.said().in(wording), e);
    }
  }

  /** Logs a warning, with the names of params. */
  void warn(Message message) {
    Log.warn(stage.uid() + ": " + message.in(wording));
  }

  /** Logs how training goes, with the names of params. */
  void info(Message message) {
    Log.info(stage.uid() + ": " + message.in(wording));
  }

  /** The constant of an enum that a word of a param stands for. */
  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
