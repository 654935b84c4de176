package org.sparklstm.core.train;

import java.util.List;
import java.util.Optional;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;

/**
 * Errors of forecasts and of naive forecasts, per target column, in standardised units. Sums are
 * exact, so parts can be merged in any order.
 */
public final class ForecastErrors implements Errors {
  private final int horizon;
  private final ExactSum loss = new ExactSum();
  private final ExactSum weight = new ExactSum();
  private final ExactSum[] squares;
  private final ExactSum[] absolutes;
  private final ExactSum[] naiveSquares;
  private final ExactSum[] naiveAbsolutes;
  private final HorizonErrors byStep;
  private final SeriesErrors bySeries;
  private final QuantileErrors quantiles;
  private final QuantileErrors naiveQuantiles;
  private final TotalErrors totals;

  /** Only where errors are added, not where they are merged. */
  private final transient NaiveQuantiles naive;

  /** Number of observed targets, per column. */
  private final long[] observed;

  private long windows;

  /** Creates empty errors, by column only. */
  public ForecastErrors(int horizon, int targets) {
    this(horizon, targets, null, null, Answers.POINT, NaiveQuantiles.NONE);
  }

  private ForecastErrors(
      int horizon,
      int targets,
      HorizonErrors byStep,
      SeriesErrors bySeries,
      Answers answers,
      NaiveQuantiles naive) {
    List<Double> levels = answers.levels();
    totals = answers.totals().isEmpty() ? null : new TotalErrors(targets, answers.totals());
    quantiles = levels.isEmpty() ? null : new QuantileErrors(targets, levels);
    naiveQuantiles = levels.isEmpty() ? null : new QuantileErrors(targets, levels);
    this.naive = naive;
    this.horizon = horizon;
    this.byStep = byStep;
    this.bySeries = bySeries;
    squares = sums(targets);
    absolutes = sums(targets);
    naiveSquares = sums(targets);
    naiveAbsolutes = sums(targets);
    observed = new long[targets];
  }

  /**
   * Creates empty errors, by column, by step of the horizon and by series, and those of quantiles
   * and sums.
   *
   * @param answers what is forecast
   * @param naive quantiles around the naive forecasts
   */
  static ForecastErrors inDetail(int horizon, int targets, Answers answers, NaiveQuantiles naive) {
    return new ForecastErrors(
        horizon, targets, new HorizonErrors(horizon), new SeriesErrors(targets), answers, naive);
  }

  private static ExactSum[] sums(int count) {
    ExactSum[] sums = new ExactSum[count];
    java.util.Arrays.setAll(sums, i -> new ExactSum());
    return sums;
  }

  void add(
      WindowReader reader,
      Window window,
      Matrix prediction,
      int b,
      double rowLoss,
      double rowWeight) {
    int targets = squares.length;
    float[] forecast = new float[reader.layout().values()];
    reader.forecast(window, prediction, b, forecast, 0);
    for (int column = 0; column < targets; column++) {
      double square = 0;
      double absolute = 0;
      double naiveSquare = 0;
      double naiveAbsolute = 0;
      for (int step = 0; step < horizon; step++) {
        if (!reader.isObserved(window, step, column)) {
          continue;
        }
        observed[column]++;
        float actual = reader.reported(reader.actual(window, step, column), column);
        double error =
            (double) reader.reported(forecast[reader.layout().point(step, column)], column)
                - actual;
        double naiveError =
            (double) reader.reported(reader.naive(window, step, column), column) - actual;
        square += error * error;
        absolute += Math.abs(error);
        naiveSquare += naiveError * naiveError;
        naiveAbsolute += Math.abs(naiveError);
      }
      squares[column].add(square);
      absolutes[column].add(absolute);
      naiveSquares[column].add(naiveSquare);
      naiveAbsolutes[column].add(naiveAbsolute);
    }
    if (byStep != null) {
      addInDetail(reader, window, forecast);
    }
    if (quantiles != null) {
      addQuantiles(reader, window, forecast);
    }
    if (totals != null) {
      totals.add(reader, window, forecast);
    }
    loss.add(rowLoss);
    weight.add(rowWeight);
    windows++;
  }

  private void addInDetail(WindowReader reader, Window window, float[] forecast) {
    for (int step = 0; step < horizon; step++) {
      for (int column = 0; column < squares.length; column++) {
        if (reader.isObserved(window, step, column)) {
          float actual = reader.reported(reader.actual(window, step, column), column);
          double error =
              (double) reader.reported(forecast[reader.layout().point(step, column)], column)
                  - actual;
          double naiveError =
              (double) reader.reported(reader.naive(window, step, column), column) - actual;
          byStep.add(error, naiveError);
          bySeries.add(
              window.series(), column, error, naiveError, (double) actual - reader.zero(column));
        }
      }
      byStep.endStep(step);
    }
    bySeries.addWindow(window.series());
  }

  private void addQuantiles(WindowReader reader, Window window, float[] forecast) {
    int levels = reader.answers().levels().size();
    for (int step = 0; step < horizon; step++) {
      for (int column = 0; column < squares.length; column++) {
        if (!reader.isObserved(window, step, column)) {
          continue;
        }
        float actual = reader.reported(reader.actual(window, step, column), column);
        float naivePoint = reader.reported(reader.naive(window, step, column), column);
        double loss = 0;
        double naiveLoss = 0;
        boolean isNaiveKnown = true;
        for (int level = 0; level < levels; level++) {
          float quantile =
              reader.reported(forecast[reader.layout().quantile(step, column, level)], column);
          loss += quantiles.add(column, level, quantile, actual);
          double naiveQuantile = naive.of(window.series(), step, column, level, naivePoint);
          isNaiveKnown &= !Double.isNaN(naiveQuantile);
          if (isNaiveKnown) {
            naiveLoss += naiveQuantiles.add(column, level, naiveQuantile, actual);
          }
        }
        bySeries.addQuantiles(
            window.series(),
            column,
            2 * loss / levels,
            isNaiveKnown ? 2 * naiveLoss / levels : Double.NaN);
      }
    }
    quantiles.endWindow();
    naiveQuantiles.endWindow();
  }

  @Override
  public ForecastErrors merge(Errors other) {
    ForecastErrors part = (ForecastErrors) other;
    for (int column = 0; column < squares.length; column++) {
      squares[column].add(part.squares[column]);
      absolutes[column].add(part.absolutes[column]);
      naiveSquares[column].add(part.naiveSquares[column]);
      naiveAbsolutes[column].add(part.naiveAbsolutes[column]);
      observed[column] += part.observed[column];
    }
    if (byStep != null) {
      byStep.merge(part.byStep);
      bySeries.merge(part.bySeries);
    }
    if (quantiles != null) {
      quantiles.merge(part.quantiles);
      naiveQuantiles.merge(part.naiveQuantiles);
    }
    if (totals != null) {
      totals.merge(part.totals);
    }
    loss.add(part.loss);
    weight.add(part.weight);
    windows += part.windows;
    return this;
  }

  @Override
  public long examples() {
    return windows;
  }

  @Override
  public double meanLoss() {
    return loss.value() / weight.value();
  }

  /** The mean squared error of a column's forecasts. */
  public double squaredError(int column) {
    return squares[column].value() / observed[column];
  }

  /** The mean absolute error of a column's forecasts. */
  public double absoluteError(int column) {
    return absolutes[column].value() / observed[column];
  }

  /** The mean squared error of a column's naive forecasts. */
  public double naiveSquaredError(int column) {
    return naiveSquares[column].value() / observed[column];
  }

  /** The mean absolute error of a column's naive forecasts. */
  public double naiveAbsoluteError(int column) {
    return naiveAbsolutes[column].value() / observed[column];
  }

  /** Whether steps, series, quantiles and sums are counted. */
  boolean isInDetail() {
    return byStep != null;
  }

  /** The errors by step of the horizon; present for a test span. */
  public Optional<HorizonErrors> byStep() {
    return Optional.ofNullable(byStep);
  }

  /** The errors by series; present for a test span. */
  public Optional<SeriesErrors> bySeries() {
    return Optional.ofNullable(bySeries);
  }

  /** The errors of quantiles; present for a test span, if there are quantiles. */
  public Optional<QuantileErrors> quantiles() {
    return Optional.ofNullable(quantiles);
  }

  /** The errors of quantiles around the naive forecasts, where those are known. */
  public Optional<QuantileErrors> naiveQuantiles() {
    return Optional.ofNullable(naiveQuantiles);
  }

  /** The errors of sums over the horizon; present for a test span, if sums are forecast. */
  public Optional<TotalErrors> totals() {
    return Optional.ofNullable(totals);
  }

  /** The number of target columns. */
  public int targets() {
    return squares.length;
  }
}
