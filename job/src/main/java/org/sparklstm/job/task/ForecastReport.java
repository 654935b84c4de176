package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparklstm.core.train.ErrorHistogram;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.HorizonErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.PromoteConfig.Metric;
import org.sparklstm.job.config.WindowConfig;
import org.sparklstm.job.data.table.Statistics;

/** Errors of forecasts beside those of the naive forecast. */
final class ForecastReport implements Report {
  /** Largest number of columns whose error is among the figures. */
  private static final int SHOWN = 2;

  private final ForecastErrors errors;

  private final Optional<PanelErrors> panel;
  private final Statistics statistics;
  private final WindowConfig window;
  private final Metric metric;
  private final Optional<QuantileReport> quantiles;
  private final Optional<TotalReport> totals;

  /**
   * @param panel errors by series; present for a test span
   * @param metric what the verdict goes by
   */
  ForecastReport(
      ForecastErrors errors,
      Optional<PanelErrors> panel,
      Statistics statistics,
      WindowConfig window,
      Metric metric) {
    this.metric = metric;
    this.errors = errors;
    this.panel = panel;
    this.statistics = statistics;
    this.window = window;
    quantiles = QuantileReport.of(errors, panel, statistics);
    totals =
        errors
            .totals()
            .map(all -> new TotalReport(all, statistics.columns().subList(0, errors.targets())));
  }

  private interface Column {
    double error(int column);
  }

  private double mean(Column error) {
    double sum = 0;
    for (int column = 0; column < errors.targets(); column++) {
      sum += error.error(column);
    }
    return sum / errors.targets();
  }

  private double scale(int column) {
    return statistics.unit(column);
  }

  private double squaredScale(int column) {
    return scale(column) * scale(column);
  }

  /** The errors by series, if there are several. */
  private Optional<PanelErrors> several() {
    return panel.filter(all -> all.series() > 1 && Double.isFinite(all.mase()));
  }

  /** In standardised units, averaged over all columns; WAPE and MASE have no unit. */
  @Override
  public Json standardised() {
    Json json =
        new Json()
            .put("mse", mean(errors::squaredError))
            .put("mae", mean(errors::absoluteError))
            .put("baseline_mse", mean(errors::naiveSquaredError))
            .put("baseline_mae", mean(errors::naiveAbsoluteError))
            .put("baseline", naiveName())
            .put("windows", errors.examples());
    panel.ifPresent(
        all ->
            json.put("wape", all.wape())
                .put("baseline_wape", all.naiveWape())
                .put("mase", all.mase())
                .put("baseline_mase", all.naiveMase())
                .put("series", all.series())
                .put("series_better", all.shareBetter()));
    quantiles.ifPresent(all -> all.addTo(json));
    return json;
  }

  /** In the units of the table: averaged over all columns, and for each. */
  @Override
  public Json originalUnits() {
    Json columns = new Json();
    List<String> names = statistics.columns();
    for (int column = 0; column < errors.targets(); column++) {
      Json own =
          new Json()
              .put("mse", errors.squaredError(column) * squaredScale(column))
              .put("mae", errors.absoluteError(column) * scale(column))
              .put("baseline_mse", errors.naiveSquaredError(column) * squaredScale(column))
              .put("baseline_mae", errors.naiveAbsoluteError(column) * scale(column));
      int target = column;
      quantiles.ifPresent(all -> all.addTo(own, target));
      totals.ifPresent(all -> all.addTo(own, target));
      columns.put(names.get(column), own);
    }
    return new Json()
        .put("mse", mean(column -> errors.squaredError(column) * squaredScale(column)))
        .put("mae", mean(column -> errors.absoluteError(column) * scale(column)))
        .put(
            "baseline_mse", mean(column -> errors.naiveSquaredError(column) * squaredScale(column)))
        .put("baseline_mae", mean(column -> errors.naiveAbsoluteError(column) * scale(column)))
        .put("columns", columns);
  }

  private String naiveName() {
    if (window.period() == 0) {
      return "the last value";
    }
    return (window.horizon() > window.period()
            ? "the last known value that is a multiple of %d rows earlier"
            : "the value %d rows earlier")
        .formatted(window.period());
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    double mse = mean(errors::squaredError);
    double naive = mean(errors::naiveSquaredError);
    lines.add("");
    lines.add(
        "test span, %,d windows     MSE         MAE     (standardised)"
            .formatted(errors.examples()));
    lines.add(row("this model", mse, mean(errors::absoluteError)));
    lines.add(row(naiveName(), naive, mean(errors::naiveAbsoluteError)));
    panel.ifPresent(all -> addScaled(all, lines));
    lines.add(verdict());
    for (int column = 0; column < errors.targets(); column++) {
      lines.add(
          "%s, in its own units: off by %.4g on average, the naive forecast by %.4g"
              .formatted(
                  statistics.columns().get(column),
                  errors.absoluteError(column) * scale(column),
                  errors.naiveAbsoluteError(column) * scale(column)));
    }
    quantiles.ifPresent(all -> lines.addAll(all.lines()));
    totals.ifPresent(all -> lines.addAll(all.lines()));
    return lines;
  }

  private void addScaled(PanelErrors all, List<String> lines) {
    lines.add("                             WAPE        MASE");
    lines.add(row("this model", all.wape(), all.mase()));
    lines.add(row(naiveName(), all.naiveWape(), all.naiveMase()));
    several()
        .flatMap(PanelErrors::worst)
        .ifPresent(
            worst -> lines.add("worst series: %s; all are in %s".formatted(worst, BY_SERIES)));
  }

  @Override
  public Map<String, String> tables() {
    return panel.map(all -> Map.of(BY_SERIES, all.csv())).orElse(Map.of());
  }

  /** What the verdict goes by: of several series MASE, unless another is asked for. */
  private Metric metric() {
    return metric == Metric.AUTO ? (several().isPresent() ? Metric.MASE : Metric.MSE) : metric;
  }

  @Override
  public boolean isUseful() {
    boolean inEnoughSeries =
        metric != Metric.AUTO || several().map(PanelVerdict::isBetterInEnough).orElse(true);
    return criterion(own()).isBetter() && inEnoughSeries;
  }

  /** The model's own scales. */
  private Map<String, Double> own() {
    Map<String, Double> scales = new LinkedHashMap<>();
    for (int column = 0; column < errors.targets(); column++) {
      scales.put(statistics.columns().get(column), scale(column));
    }
    return scales;
  }

  @Override
  public Criterion criterion(Map<String, Double> scales) {
    Column ratio = column -> scale(column) / scales.get(statistics.columns().get(column));
    return switch (metric()) {
      case MAE ->
          new Criterion(
              "mean absolute error",
              mean(column -> errors.absoluteError(column) * ratio.error(column)),
              mean(column -> errors.naiveAbsoluteError(column) * ratio.error(column)));
      case MASE -> new Criterion("mean absolute scaled error", panel().mase(), panel().naiveMase());
      case WAPE -> new Criterion("weighted absolute error", panel().wape(), panel().naiveWape());
      default ->
          new Criterion(
              "mean squared error",
              mean(column -> errors.squaredError(column) * squared(ratio.error(column))),
              mean(column -> errors.naiveSquaredError(column) * squared(ratio.error(column))));
    };
  }

  private PanelErrors panel() {
    return panel.orElseThrow(() -> new IllegalStateException("no errors by series"));
  }

  private static double squared(double number) {
    return number * number;
  }

  @Override
  public long examples() {
    return errors.examples();
  }

  @Override
  public String verdict() {
    if (metric != Metric.AUTO && metric != Metric.MSE) {
      return criterion(own()).verdict("the naive forecast");
    } else if (metric() == Metric.MASE) {
      return PanelVerdict.sentence(several().orElseThrow(), isUseful());
    }
    double mse = mean(errors::squaredError);
    double naive = mean(errors::naiveSquaredError);
    return isUseful()
        ? "The model's squared error is %.0f %% below the naive forecast's."
            .formatted(100 * (1 - mse / naive))
        : "The naive forecast is better (squared error %.4g, the model's %.4g): do not use this model."
            .formatted(naive, mse);
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    several()
        .ifPresent(
            all ->
                figures.add(
                    new Figure(
                        "better than naive in",
                        "%.0f %%".formatted(100 * all.shareBetter()),
                        "of %s; MASE %.3f, naive %.3f"
                            .formatted(all.counted(), all.mase(), all.naiveMase()))));
    figures.add(
        new Figure(
            "mean squared error",
            "%.4g".formatted(mean(errors::squaredError)),
            "naive: %.4g (standardised)".formatted(mean(errors::naiveSquaredError))));
    for (int column = 0; column < Math.min(SHOWN, errors.targets()); column++) {
      figures.add(
          new Figure(
              statistics.columns().get(column) + " is off by",
              "%.4g".formatted(errors.absoluteError(column) * scale(column)),
              "on average; naive: %.4g"
                  .formatted(errors.naiveAbsoluteError(column) * scale(column))));
    }
    quantiles.flatMap(QuantileReport::figure).ifPresent(figures::add);
    totals.flatMap(TotalReport::figure).ifPresent(figures::add);
    return figures;
  }

  /** In the units of the column if there is only one, else standardised. */
  @Override
  public Json detail() {
    HorizonErrors steps = errors.byStep().orElseThrow();
    boolean single = errors.targets() == 1;
    double scale = single ? scale(0) : 1;
    List<Double> model = new ArrayList<>();
    List<Double> naive = new ArrayList<>();
    for (int step = 0; step < steps.horizon(); step++) {
      model.add(scale * steps.absoluteError(step));
      naive.add(scale * steps.naiveAbsoluteError(step));
    }
    Map<String, ErrorHistogram> histograms = new LinkedHashMap<>();
    histograms.put("model", steps.histogram());
    histograms.put("naive", steps.naiveHistogram());
    Json detail = new Json();
    several()
        .ifPresent(
            all ->
                detail
                    .put("levels", all.levels())
                    .put("extremes", all.extremes())
                    .put("by_series", BY_SERIES));
    return detail
        .put("unit", single ? statistics.columns().get(0) : "standard deviations")
        .put("naive", naiveName())
        .put("horizon", new Json().put("model", model).put("naive", naive))
        .put("distribution", Distribution.of(histograms, scale));
  }

  private static String row(String name, double mse, double mae) {
    return "  %-26s %.5f     %.5f".formatted(name, mse, mae);
  }
}
