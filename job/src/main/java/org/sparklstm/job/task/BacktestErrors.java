package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.scoring.Backtest;

/**
 * Errors of the forecasts of a back-test, in units of the table: of all, and by step of the
 * horizon.
 *
 * @param targets names of the targets
 * @param byStep errors of each target, by step; step 0 stands for all
 */
public record BacktestErrors(List<String> targets, Map<String, Map<Integer, Row>> byStep) {
  private static final String STEP = "step";

  /** Names of the errors, in the order in which they are computed. */
  private static final List<String> NAMES =
      List.of("mse", "mae", "wape", "smape", "bias", "naive_mae", "naive_wape", "rows");

  /** Computes the errors of a back-test's rows. */
  public static BacktestErrors of(Dataset<Row> rows, List<String> targets) {
    Map<String, Map<Integer, Row>> all = new LinkedHashMap<>();
    for (String target : targets) {
      Map<Integer, Row> steps = new LinkedHashMap<>();
      rows.filter(Fields.column(target).isNotNull())
          .rollup(functions.col(STEP))
          .agg(functions.lit(0).alias("unused"), errors(target))
          .orderBy(functions.col(STEP).asc_nulls_first())
          .collectAsList()
          .forEach(row -> steps.put(row.isNullAt(0) ? 0 : row.getInt(0), row));
      all.put(target, steps);
    }
    return new BacktestErrors(targets, all);
  }

  private static Column[] errors(String target) {
    Column actual = Fields.column(target);
    Column forecast = Fields.column(target + Backtest.FORECAST);
    Column naive = Fields.column(target + Backtest.NAIVE);
    Column error = forecast.minus(actual);
    Column size = functions.abs(forecast).plus(functions.abs(actual));
    Column relative =
        functions
            .when(size.equalTo(0), 0)
            .otherwise(functions.abs(error).multiply(200).divide(size));
    Column sum = functions.sum(functions.abs(actual));
    List<Column> columns =
        List.of(
            functions.avg(error.multiply(error)),
            functions.avg(functions.abs(error)),
            functions.sum(functions.abs(error)).divide(sum),
            functions.avg(relative),
            functions.avg(error),
            functions.avg(functions.abs(naive.minus(actual))),
            functions.sum(functions.abs(naive.minus(actual))).divide(sum),
            functions.count(functions.lit(1)));
    List<Column> named = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      named.add(columns.get(i).alias(NAMES.get(i)));
    }
    return named.toArray(Column[]::new);
  }

  /** The errors in words. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String target : targets) {
      Row all = byStep.get(target).get(0);
      lines.add(
          "%s: off by %.4g on average (the naive forecast by %.4g); WAPE %.4f (%.4f), bias %+.4g, sMAPE %.1f %%"
              .formatted(
                  target,
                  all.<Double>getAs("mae"),
                  all.<Double>getAs("naive_mae"),
                  all.<Double>getAs("wape"),
                  all.<Double>getAs("naive_wape"),
                  all.<Double>getAs("bias"),
                  all.<Double>getAs("smape")));
    }
    return lines;
  }

  /** The same for programs. */
  public Json json() {
    Json json = new Json();
    byStep.forEach(
        (target, steps) -> {
          List<Json> rows = new ArrayList<>();
          steps.forEach(
              (step, row) -> {
                if (step > 0) {
                  rows.add(json(row).put(STEP, step));
                }
              });
          json.put(target, json(steps.get(0)).put("by_step", rows));
        });
    return json;
  }

  private static Json json(Row row) {
    Json json = new Json();
    NAMES.forEach(name -> json.put(name, row.<Object>getAs(name)));
    return json;
  }
}
