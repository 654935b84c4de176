package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Offsets;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;

/**
 * What is known of the values of a training table. Mean and scale of each column: a standardised
 * value is {@code (x - mean) / scale}.
 *
 * @param columns names of the columns, targets first
 * @param means means, one per column
 * @param scales population standard deviations, one per column; 1 for a constant column
 * @param units units of the targets of a panel; null where mean and scale say it all
 * @param vocabularies the values of the columns that are classes, in order; null if there are none
 * @param calibration what makes quantiles of a forecaster's outputs, by step, target and level;
 *     null for nothing
 * @param totals what makes forecasts of sums over the horizon, and quantiles, of sums of forecasts,
 *     by target; null for nothing
 */
public record Statistics(
    List<String> columns,
    List<Double> means,
    List<Double> scales,
    TargetUnits units,
    List<Vocabulary> vocabularies,
    List<Double> calibration,
    List<Double> totals)
    implements Serializable {

  public Statistics {
    columns = List.copyOf(columns);
    means = List.copyOf(means);
    scales = List.copyOf(scales);
    if (means.size() != columns.size() || scales.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d columns, %d means, %d scales: expected as many of each"
              .formatted(columns.size(), means.size(), scales.size()));
    }
    vocabularies = vocabularies == null ? null : List.copyOf(vocabularies);
    calibration = calibration == null ? null : List.copyOf(calibration);
    totals = totals == null ? null : List.copyOf(totals);
  }

  /**
   * Statistics of steps: a token, which is the first column, numbers and classes.
   *
   * @param vocabularies that of the tokens, and those of the columns of classes
   * @param numbers of the columns of numbers
   */
  public static Statistics ofTokens(List<Vocabulary> vocabularies, Statistics numbers) {
    return new Statistics(
        Stream.concat(Stream.of(vocabularies.get(0).column()), numbers.columns.stream()).toList(),
        Stream.concat(Stream.of(0.0), numbers.means.stream()).toList(),
        Stream.concat(Stream.of(1.0), numbers.scales.stream()).toList(),
        null,
        vocabularies,
        null,
        null);
  }

  /** Statistics of columns that are numbers. */
  public Statistics(List<String> columns, List<Double> means, List<Double> scales) {
    this(columns, means, scales, null, null, null, null);
  }

  private Statistics with(TargetUnits others) {
    return new Statistics(columns, means, scales, others, vocabularies, calibration, totals);
  }

  /** The same, with what makes quantiles of a forecaster's outputs. */
  public Statistics with(Offsets offsets) {
    return new Statistics(
        columns,
        means,
        scales,
        units,
        vocabularies,
        orNull(offsets.values()),
        orNull(offsets.totals()));
  }

  /** What makes quantiles of a forecaster's outputs. */
  public Offsets offsets() {
    return new Offsets(orNone(calibration), orNone(totals));
  }

  private static List<Double> orNull(List<Double> offsets) {
    return offsets.isEmpty() ? null : offsets;
  }

  private static List<Double> orNone(List<Double> offsets) {
    return offsets == null ? List.of() : offsets;
  }

  /** The values of the columns that are classes, in order. */
  public List<Vocabulary> classes() {
    return vocabularies == null ? List.of() : vocabularies;
  }

  /** What series are measured by, if that is their own mean and deviation. */
  public Optional<SeriesScales> seriesScales() {
    return units == null ? Optional.empty() : Optional.ofNullable(units.series());
  }

  /** The same with the scales of series that training has not seen, if series have such. */
  public Statistics withSeries(Map<String, SeriesScale> others) {
    return seriesScales()
        .map(known -> units.withSeries(known.and(others)))
        .map(this::with)
        .orElse(this);
  }

  /** The same with the levels of series; those that are known stay. */
  public Statistics withSeriesLevels(Map<String, List<Double>> others) {
    return others.isEmpty() ? this : with(units.withSeriesLevels(others));
  }

  /** The level of a target, as it is stored, where a window of a series has none. */
  public double level(SeriesKey key, int target) {
    return units == null ? 0 : units.level(key, target);
  }

  /**
   * The same, with a smallest value of forecasts; -Infinity for none.
   *
   * @param targets number of targets, which are the first columns
   */
  public Statistics withMinimum(double minimum, int targets) {
    if (minimum == Double.NEGATIVE_INFINITY) {
      return this;
    }
    TargetUnits known =
        units == null
            ? TargetUnits.of(means.subList(0, targets), scales.subList(0, targets))
            : units;
    return with(known.withMinimum(minimum));
  }

  /**
   * Statistics from the moments of each column.
   *
   * @param table table of the columns, for messages
   * @param data whether to standardise; if not, means are 0 and scales 1
   * @throws UserException if a column has no numbers, or numbers that cannot be scaled
   */
  public static Statistics of(
      List<String> columns, List<Moments> moments, Table table, DataConfig data) {
    return of(columns, moments, column -> data.standardize(), table);
  }

  /**
   * Statistics from the moments of each column.
   *
   * @param isScaled tells columns to standardise; the means of others are 0 and their scales 1
   * @throws UserException if a column has no numbers, or numbers that cannot be scaled
   */
  public static Statistics of(
      List<String> columns, List<Moments> moments, IntPredicate isScaled, Table table) {
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      Moments total = moments.get(column);
      if (total.count() == 0) {
        throw UserException.of(
            "column '%s' of %s has no number in any train span; fill it, or remove it from the configuration",
            columns.get(column), table.name());
      }
      double deviation = total.deviation();
      requireNumbers(columns.get(column), total, table, isScaled.test(column));
      if (deviation == 0) {
        table
            .warnings()
            .accept(
                Message.of(
                    "column '%s' is constant (%s) over the train span; it is not scaled, and the network learns nothing from it",
                    columns.get(column), total.mean()));
      }
      means.add(isScaled.test(column) ? total.mean() : 0);
      scales.add(isScaled.test(column) && deviation > 0 ? deviation : 1);
    }
    return new Statistics(columns, means, scales);
  }

  /** Refuses a column that varies, but not by what the network can see. */
  private static void requireNumbers(
      String column, Moments moments, Table table, boolean standardize) {
    boolean varies = moments.smallest() < moments.largest();
    boolean isTooLarge =
        standardize
            ? moments.isOverflow()
            : Math.max(Math.abs(moments.smallest()), Math.abs(moments.largest())) > Float.MAX_VALUE;
    boolean isTooSmall =
        varies
            && (standardize
                ? moments.deviation() == 0
                : (float) moments.smallest() == (float) moments.largest());
    if (isTooLarge || isTooSmall) {
      throw UserException.of(
          "column '%s' of %s ranges from %s to %s over the train span: these numbers are too %s to be %s; multiply the column by a constant in a query",
          column,
          table.name(),
          moments.smallest(),
          moments.largest(),
          isTooLarge ? "large" : "close to each other",
          standardize ? "scaled" : "told apart by 32-bit numbers");
    }
  }

  /**
   * Checks statistics that were read from a file.
   *
   * @param name name of the model in messages
   * @throws UserException if a mean or scale is invalid
   */
  public void check(String name) {
    for (int column = 0; column < columns.size(); column++) {
      if (!Double.isFinite(means.get(column))
          || !(scales.get(column) > 0 && Double.isFinite(scales.get(column)))) {
        throw UserException.of(
            "model %s: column '%s' has mean %s and scale %s, expected finite numbers and a scale above 0; the model's files are damaged, save it again",
            name, columns.get(column), means.get(column), scales.get(column));
      }
    }
    if (Stream.concat(orNone(calibration).stream(), orNone(totals).stream())
        .anyMatch(one -> one == null || !Float.isFinite(one.floatValue()))) {
      throw UserException.of(
          "model %s: its calibration has a number that is not finite; the model's files are damaged, save it again",
          name);
    }
  }

  /** The standardised value. */
  public float standardise(double value, int column) {
    return (float) ((stored(value, column) - means.get(column)) / scales.get(column));
  }

  /** A value after the transform, before it is standardised. */
  public double stored(double value, int column) {
    return isInUnits(column) ? units.transform().apply(value) : value;
  }

  private boolean isInUnits(int column) {
    return units != null && column < units.means().size();
  }

  /** The value in its own units. */
  public double restore(float value, int column) {
    double stored = value * scales.get(column) + means.get(column);
    return isInUnits(column) ? units.restore(stored) : stored;
  }

  /** A standardised value of a target, as errors are measured: in deviations of the table. */
  public float reported(float value, int target) {
    return units == null ? value : inDeviations(restore(value, target), target);
  }

  private float inDeviations(double value, int target) {
    return (float) ((value - units.means().get(target)) / units.scales().get(target));
  }

  /** The value of zero of a target, as errors are measured. */
  public float reportedZero(int target) {
    return units == null ? standardise(0, target) : inDeviations(0, target);
  }

  /** The size of 1 of the errors of a column, in users' units. */
  public double unit(int column) {
    return isInUnits(column) ? units.scales().get(column) : scales.get(column);
  }

  /** A reader of windows of a panel that knows this table. */
  public WindowReader complete(WindowReader reader) {
    float[] zeros = new float[reader.targets()];
    float[] levels = new float[zeros.length];
    float[] spreads = new float[zeros.length];
    for (int target = 0; target < zeros.length; target++) {
      zeros[target] = reportedZero(target);
      levels[target] = units == null ? 0 : units.levels().get(target).floatValue();
      spreads[target] = units == null ? 1 : units.spreads().get(target).floatValue();
    }
    return reader
        .ofTable(levels, spreads, this::reported)
        .in(new UsersUnits(this))
        .withZeros(zeros)
        .with(offsets());
  }

  /** Users' units without the smallest value of a forecast, which sums have only as a whole. */
  private record UsersUnits(Statistics statistics) implements WindowReader.Units {
    @Override
    public double of(float stored, int target) {
      double value = stored * statistics.scales.get(target) + statistics.means.get(target);
      return statistics.units == null ? value : statistics.units.transform().inverse(value);
    }

    @Override
    public double smallest() {
      Double minimum = statistics.units == null ? null : statistics.units.minimum();
      return minimum == null ? Double.NEGATIVE_INFINITY : minimum;
    }
  }
}
