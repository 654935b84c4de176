package org.sparklstm.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.Setting.InModel;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.PanelTime;

/** {@code data}: the rows, and the meaning of their columns. */
public record DataConfig(
    @Setting(value = "where the rows come from") SourceConfig source,
    @Setting(
            value = "columns that identify a series or a sequence; none for a single series",
            or = "[]",
            inModel = InModel.DEFINING,
            param = "seriesIdCols",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG})
        List<String> seriesId,
    @Setting(
            value =
                "column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence",
            or = "",
            inModel = InModel.DEFINING,
            param = "timeCol",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG},
            requiredBy = TaskKind.FORECAST)
        String time,
    @Setting(
            value =
                "columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences",
            or = "[]",
            inModel = InModel.DEFINING,
            param = "featureCols",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG},
            requiredBy = {TaskKind.CLASSIFY, TaskKind.REGRESS})
        List<String> features,
    @Setting(
            value =
                "columns to forecast; the network sees their past (tasks next and tag: the one column of tokens)",
            or = "[]",
            inModel = InModel.DEFINING,
            param = "targetCols",
            paramOf = TaskKind.FORECAST,
            tasks = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG},
            requiredBy = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG})
        List<String> targets,
    @Setting(
            value =
                "regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token",
            or = "",
            inModel = InModel.DEFINING,
            param = "tokenPattern",
            tasks = {TaskKind.NEXT, TaskKind.TAG})
        String tokenPattern,
    @Setting(
            value =
                "columns whose values are known for the rows to forecast too, such as a price, a promotion or forecast weather",
            or = "[]",
            inModel = InModel.DEFINING,
            param = "futureCols",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        List<String> future,
    @Setting(
            value = "columns with one value per series, such as a size or a region",
            or = "[]",
            inModel = InModel.DEFINING,
            param = "staticCols",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        List<String> statics,
    @Setting(
            value =
                "columns of data.future, data.static, data.features or data.series-id that hold classes (text, whole numbers, …), not numbers; each gets an embedding",
            or = "[]",
            inModel = InModel.DEFINING,
            param = "categoricalCols",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG},
            tasks = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG})
        List<String> categorical,
    @Setting(
            value =
                "what the network sees of the calendar: auto (chosen by the frequency of the rows), or some of minute-of-hour, hour-of-day, day-of-week, day-of-month, day-of-year, week-of-year, month-of-year, in the time zone of the session",
            or = "[]",
            inModel = InModel.DEFINING,
            param = "calendarFeatures",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        List<String> calendar,
    @Setting(
            value =
                "path of a second table, in the format of data.source, with series id, time, future, static and categorical columns, for rows to forecast and for any other; where both tables have a value, that of the first one counts",
            or = "",
            tasks = TaskKind.FORECAST)
        Optional<String> futureSource,
    @Setting(
            value =
                "column with the class or the number of a sequence; for task tag with the class of each token, null where it is not known",
            or = "",
            inModel = InModel.DEFINING,
            tasks = {TaskKind.CLASSIFY, TaskKind.REGRESS, TaskKind.TAG},
            requiredBy = {TaskKind.CLASSIFY, TaskKind.REGRESS, TaskKind.TAG})
        String label,
    @Setting(
            value = "column with the weight of a sequence",
            or = "",
            tasks = {TaskKind.CLASSIFY, TaskKind.REGRESS})
        String weight,
    @Setting(
            value =
                "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
            or = "true",
            inModel = InModel.DEFINING,
            param = "standardization")
        boolean standardize,
    @Setting(
            value =
                "function applied to targets before they are scaled: none, log1p or asinh; forecasts are turned back",
            or = "none",
            inModel = InModel.DEFINING,
            param = "targetTransform",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Transform transform,
    @Setting(
            value =
                "what targets are scaled by: global (mean and deviation over all series); series (those of each series' train span, for a new series those of its history); window (the level of the rows that the network sees: divided by it, or with data.transform less it); window-standard (global, then mean and deviation of the rows that the network sees, for model.kind = segment); or none",
            or = "global",
            inModel = InModel.DEFINING,
            param = "scalerType",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Scale scale,
    @Setting(
            value =
                "what past and future numbers are measured by: global (mean and deviation over all series), series (those of each series) or none",
            or = "global",
            inModel = InModel.DEFINING,
            param = "featureScalerType",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        FeatureScale featureScale,
    @Setting(
            value =
                "the step from one time to the next: auto (that of most rows of the training table); a duration such as PT30M, which goes by elapsed time; P1D, P7D, P1M, P3M or P1Y, which go by the calendar; business-day; or a whole number",
            or = Frequency.AUTO,
            inModel = InModel.RECORDED,
            param = "frequency",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        String frequency,
    @Setting(
            value =
                "treatment of times without a row: keep (each row is one step) or fill (insert rows without values). With fill and data.missing = error, inserted rows and missing values count as not observed, series may be shorter than the lookback, and all are forecast from the last time of the panel",
            or = "keep",
            inModel = InModel.RECORDED,
            param = "gaps",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Gaps gaps,
    @Setting(value = "spans of each series") SplitConfig split,
    @Setting(
            value =
                "treatment of null, NaN and infinity: error, forward-fill, or skip-window (leave out the windows or sequences that contain them)",
            or = "error",
            inModel = InModel.RECORDED,
            param = "missing",
            paramOf = TaskKind.FORECAST)
        Missing missing,
    @Setting(
            value =
                "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results",
            or = "auto",
            min = 1,
            mayChange = true,
            param = "numPartitions")
        OptionalInt partitions,
    @Setting(
            value =
                "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
            or = "auto",
            mayChange = true,
            param = "placement")
        Placement placement,
    @Setting(
            value =
                "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
            or = "auto",
            mayChange = true,
            param = "storage")
        Storage storage,
    @Setting(
            value = "size of the pieces that large data is cut into",
            or = "8388608",
            min = 1,
            max = 1073741824,
            param = "shardBytes")
        long shardBytes) {

  public DataConfig {
    Ranges.check(
        DataConfig.class,
        "data",
        source,
        seriesId,
        time,
        features,
        targets,
        tokenPattern,
        future,
        statics,
        categorical,
        calendar,
        futureSource,
        label,
        weight,
        standardize,
        transform,
        scale,
        featureScale,
        frequency,
        gaps,
        split,
        missing,
        partitions,
        placement,
        storage,
        shardBytes);
    Frequency.parse(frequency);
    List<String> all = new ArrayList<>(seriesId);
    if (!time.isEmpty()) {
      all.add(time);
    }
    all.addAll(targets);
    for (int i = 0; i < all.size(); i++) {
      if (all.indexOf(all.get(i)) < i) {
        throw UserException.of(
            "column '%s' is named twice in {data.series-id}, {data.time} and {data.targets}; name it once",
            all.get(i));
      }
    }
  }

  /** Treatment of missing values. */
  public enum Missing {
    ERROR,
    @ForTasks({TaskKind.FORECAST, TaskKind.CLASSIFY, TaskKind.REGRESS})
    FORWARD_FILL,
    SKIP_WINDOW
  }

  /** What targets are measured by. */
  public enum Scale {
    GLOBAL,
    SERIES,
    WINDOW,
    WINDOW_STANDARD,
    NONE;

    /** Whether the values that the network reads have one scale for all series. */
    boolean isCommon() {
      return this == GLOBAL || this == WINDOW_STANDARD || this == NONE;
    }
  }

  /** What features are measured by. */
  public enum FeatureScale {
    GLOBAL,
    SERIES,
    NONE
  }

  /** Treatment of times without a row. */
  public enum Gaps {
    KEEP,
    FILL
  }

  /** Where data lies during training. */
  public enum Placement {
    AUTO,
    REPLICATED,
    PARTITIONED
  }

  /** Where partitioned data lies during training. */
  public enum Storage {
    AUTO,
    MEMORY,
    DISK
  }

  /** The frequency, empty for {@link Frequency#AUTO}. */
  public Optional<Frequency> givenFrequency() {
    return Frequency.parse(frequency);
  }

  /**
   * The frequency of the model; empty if it has none or the configuration gives another.
   *
   * @param model the times that the model was trained on, if it has recorded them
   */
  public Optional<Frequency> keptFrequency(Optional<PanelTime> model) {
    return model
        .map(PanelTime::frequency)
        .filter(
            kept -> givenFrequency().map(Frequency::text).orElse(kept.text()).equals(kept.text()));
  }

  /** The same rows with other spans. */
  public DataConfig with(SplitConfig other) {
    return new DataConfig(
        source,
        seriesId,
        time,
        features,
        targets,
        tokenPattern,
        future,
        statics,
        categorical,
        calendar,
        futureSource,
        label,
        weight,
        standardize,
        transform,
        scale,
        featureScale,
        frequency,
        gaps,
        other,
        missing,
        partitions,
        placement,
        storage,
        shardBytes);
  }

  /** Whether rows without values are read as not observed. */
  public boolean masks() {
    return gaps == Gaps.FILL && missing == Missing.ERROR;
  }

  /** Whether some input of the rows to forecast is known ahead. */
  public boolean knowsAhead() {
    return !future.isEmpty() || !calendar.isEmpty();
  }

  /** Whether the calendar's features are chosen by the frequency of the rows. */
  boolean hasAutoCalendar() {
    return calendar.equals(List.of(Frequency.AUTO));
  }

  /**
   * Whether the network's inputs are targets and features alone, standardised over all series or as
   * they are.
   */
  public boolean isPlain() {
    return !knowsAhead()
        && statics.isEmpty()
        && categorical.isEmpty()
        && transform == Transform.NONE
        && scale.isCommon()
        && featureScale != FeatureScale.SERIES
        && !masks();
  }

  /** The columns by what is known of them when. */
  public PanelColumns panel() {
    return PanelColumns.of(this);
  }

  /** Whether targets are standardised over all series. */
  public boolean scalesTargets() {
    return standardize && (scale == Scale.GLOBAL || scale == Scale.WINDOW_STANDARD);
  }

  /** Whether features are standardised over all series. */
  public boolean scalesFeatures() {
    return standardize && featureScale == FeatureScale.GLOBAL;
  }

  /** Whether a window's targets are divided by its level, not shifted by it. */
  public boolean hasRatios() {
    return scale == Scale.WINDOW && transform == Transform.NONE;
  }

  /** Whether the model keeps what is measured by mean and deviation of each series. */
  public boolean scalesBySeries() {
    return scale == Scale.SERIES || featureScale == FeatureScale.SERIES;
  }

  /** The names of the values of a row, targets first. */
  public List<String> columns() {
    return panel().names();
  }
}
