package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.scoring.Backtest;

/**
 * Errors of the forecasts of a back-test, in units of the table: of all, by step of the horizon, by
 * level of the series (decades of their mean absolute value before the first cutoff) and by series.
 * Values in parentheses are those of the naive forecast.
 */
public final class BacktestErrors {
  /** Columns of {@link #csv} after those of the series id. */
  public static final String CSV_COLUMNS =
      "target,rows,level,mse,mae,wape,mase,smape,bias,naive_mae,naive_wape,naive_mase,wql";

  /** Steps that the console shows. */
  private static final int SHOWN = 4;

  /** Number of best and of worst series that the page shows. */
  private static final int EXTREMES = 5;

  private final StructField[] idColumns;
  private final Map<String, BacktestGroups> byTarget;

  private BacktestErrors(StructField[] idColumns, Map<String, BacktestGroups> byTarget) {
    this.idColumns = idColumns;
    this.byTarget = byTarget;
  }

  /**
   * Computes the errors of a back-test.
   *
   * @param rows rows of {@link Backtest#measured}
   * @param config of the model
   */
  public static BacktestErrors of(Dataset<Row> rows, JobConfig config) {
    StructField[] fields = Arrays.copyOf(rows.schema().fields(), config.data().seriesId().size());
    Answers answers = config.answers();
    int horizon = config.window().horizon();
    Map<String, BacktestGroups> all = new LinkedHashMap<>();
    for (String target : config.data().targets()) {
      BacktestGroups groups = new BacktestGroups(answers, horizon);
      rows.javaRDD()
          .mapPartitions(
              part -> List.of(BacktestGroups.of(part, fields, target, answers, horizon)).iterator())
          .collect()
          .forEach(groups::add);
      all.put(target, groups);
    }
    return new BacktestErrors(fields, all);
  }

  /** Names of the errors that {@link #mean} knows; smaller is better. */
  public static final List<String> METRICS = List.of("wape", "mae", "mse", "rmse", "mase", "smape");

  /**
   * An error of all forecasts, averaged over the targets; NaN if nothing could be judged.
   *
   * @param metric one of {@link #METRICS}
   */
  public double mean(String metric) {
    return byTarget.values().stream()
        .map(BacktestGroups::all)
        .mapToDouble(
            all ->
                switch (metric) {
                  case "wape" -> all.wape();
                  case "mae" -> all.mae();
                  case "mse" -> all.mse();
                  case "rmse" -> Math.sqrt(all.mse());
                  case "mase" -> all.mase();
                  case "smape" -> all.smape();
                  default -> throw new IllegalArgumentException("no error is called " + metric);
                })
        .average()
        .orElse(Double.NaN);
  }

  /** The errors in words. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    byTarget.forEach(
        (target, groups) -> {
          BacktestSums all = groups.all();
          lines.add(
              "%s: off by %.4g on average (the naive forecast by %.4g); WAPE %.4f (%.4f), MASE %.3f (%.3f), bias %+.4g, sMAPE %.1f %%"
                  .formatted(
                      target,
                      all.mae(),
                      all.naiveMae(),
                      all.wape(),
                      all.naiveWape(),
                      all.mase(),
                      all.naiveMase(),
                      all.bias(),
                      all.smape()));
          if (!all.quantiles().isEmpty()) {
            lines.add(
                "  quantiles: WQL %.4f; share of the actual values below them %s"
                    .formatted(all.wql(), all.quantiles().shares()));
          }
          if (groups.totals().areForecast()) {
            lines.add("  " + groups.totals().line());
          }
          long unobserved = groups.unobserved();
          if (unobserved > 0) {
            lines.add(
                "  %,d of %,d values to forecast were not observed and are in no error"
                    .formatted(unobserved, unobserved + all.count()));
          }
          List<Integer> steps = List.copyOf(groups.byStep().keySet());
          int distance = Math.max(1, (steps.size() - 1 + SHOWN - 2) / (SHOWN - 1));
          for (int i = 0; i < steps.size(); i += distance) {
            lines.add(line("step " + steps.get(i), groups.byStep().get(steps.get(i))));
          }
          if (!steps.isEmpty() && (steps.size() - 1) % distance != 0) {
            int last = steps.get(steps.size() - 1);
            lines.add(line("step " + last, groups.byStep().get(last)));
          }
          if (groups.bySeries().size() > 1) {
            lines.add(
                "  better than the naive forecast in %.1f %% of %,d series"
                    .formatted(100 * groups.better(), groups.bySeries().size()));
            groups
                .byLevel()
                .forEach((decade, sums) -> lines.add(line("level " + name(decade), sums)));
          }
        });
    return lines;
  }

  private static String line(String name, BacktestSums sums) {
    return "  %-18s WAPE %.4f (%.4f), MASE %.3f (%.3f), bias %+.4g"
        .formatted(name, sums.wape(), sums.naiveWape(), sums.mase(), sums.naiveMase(), sums.bias());
  }

  private static String name(int decade) {
    return power(decade) + "-" + power(decade + 1);
  }

  private static String power(int decade) {
    return java.math.BigDecimal.ONE.scaleByPowerOfTen(decade).toPlainString();
  }

  /** The errors for programs; those by series are in {@link #csv}. */
  public Json json() {
    Json json = new Json();
    byTarget.forEach(
        (target, groups) -> {
          List<Json> steps = new ArrayList<>();
          groups.byStep().forEach((step, sums) -> steps.add(sums.json().put("step", step)));
          List<Json> levels = new ArrayList<>();
          groups
              .byLevel()
              .forEach((decade, sums) -> levels.add(sums.json().put("level", name(decade))));
          Json all =
              groups
                  .all()
                  .json()
                  .put("unobserved", groups.unobserved())
                  .put("series", groups.bySeries().size())
                  .put("better", groups.better())
                  .put("by_step", steps)
                  .put("by_level", levels);
          if (groups.totals().areForecast()) {
            all.put("total", groups.totals().json());
          }
          json.put(target, all);
        });
    return json;
  }

  /**
   * What the page shows beside {@link #json}: the best and worst series, and forecasts of some.
   *
   * @param rows those of {@link #of}
   */
  public Json pictures(Dataset<Row> rows) {
    Json json = new Json();
    byTarget.forEach(
        (target, groups) -> {
          List<BacktestGroups.Series> best = groups.byRatio();
          List<BacktestGroups.Series> worst = new ArrayList<>(best);
          Collections.reverse(worst);
          int shown = Math.min(EXTREMES, best.size() / 2);
          json.put(
              target,
              new Json()
                  .put("best", best.stream().limit(shown).map(this::extreme).toList())
                  .put("worst", worst.stream().limit(shown).map(this::extreme).toList())
                  .put("samples", BacktestPictures.of(rows, idColumns, target, groups)));
        });
    return json;
  }

  /** A series as all pages show it; nothing for the only one of a table. */
  static String name(SeriesKey key, StructField[] idColumns) {
    return idColumns.length == 0 ? "" : key.show(idColumns);
  }

  private Json extreme(BacktestGroups.Series series) {
    return new Json()
        .put("series", name(series.key(), idColumns))
        .put("mae", series.sums().mae())
        .put("naive_mae", series.sums().naiveMae())
        .put("level", series.level());
  }

  /** The errors by series as CSV, one line per series and target. */
  public String csv() {
    StringBuilder csv = new StringBuilder();
    for (StructField column : idColumns) {
      csv.append(PanelErrors.quoted(column.name())).append(',');
    }
    csv.append(CSV_COLUMNS).append('\n');
    byTarget.forEach(
        (target, groups) -> {
          for (BacktestGroups.Series series : groups.bySeries()) {
            series
                .key()
                .ids(idColumns)
                .forEach(id -> csv.append(PanelErrors.quoted(id)).append(','));
            BacktestSums sums = series.sums();
            csv.append(PanelErrors.quoted(target)).append(',').append(sums.count());
            for (double number :
                new double[] {
                  series.level(),
                  sums.mse(),
                  sums.mae(),
                  sums.wape(),
                  sums.mase(),
                  sums.smape(),
                  sums.bias(),
                  sums.naiveMae(),
                  sums.naiveWape(),
                  sums.naiveMase(),
                  sums.wql()
                }) {
              csv.append(',').append(Double.isFinite(number) ? number : "");
            }
            csv.append('\n');
          }
        });
    return csv.toString();
  }
}
