package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.QuantileName;
import org.sparklstm.job.data.table.Statistics;

/**
 * The columns of forecasts, and how outputs of the network are turned into rows: series id columns,
 * time, {@code step} from 1, and for each target a column in its own units and one for each
 * quantile of it; see {@link QuantileName}. A sum over the horizon and its quantiles are in all
 * rows of its forecast, in columns that begin with the name of the target and {@link
 * Backtest#TOTAL}.
 *
 * @param columns columns of the table
 * @param targets names of the targets
 * @param reader reader of the windows, which knows the layout of the outputs
 * @param statistics statistics of the training data; null if only the schema is needed
 */
record ForecastColumns(
    SeriesColumns columns, List<String> targets, WindowReader reader, Statistics statistics)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String STEP = "step";

  StructType schema() {
    List<StructField> fields = new ArrayList<>(List.of(columns.seriesId()));
    fields.add(columns.timeOut());
    fields.add(DataTypes.createStructField(STEP, DataTypes.IntegerType, false));
    for (String target : targets) {
      fields.add(DataTypes.createStructField(target, DataTypes.DoubleType, true));
      fields.addAll(quantiles(target, reader.answers().levels()));
      if (reader.layout().hasTotals()) {
        String total = target + Backtest.TOTAL;
        fields.add(DataTypes.createStructField(total, DataTypes.DoubleType, true));
        fields.addAll(quantiles(total, reader.answers().totals()));
      }
    }
    return Fields.distinct(fields);
  }

  /** The columns of the quantiles of a target. */
  static List<StructField> quantiles(String target, List<Double> levels) {
    return levels.stream()
        .map(
            level ->
                DataTypes.createStructField(
                    QuantileName.of(target, level), DataTypes.DoubleType, true))
        .toList();
  }

  /**
   * A row of the forecasts.
   *
   * @param series an arranged row of the series
   * @param position time of the row; see {@link org.sparklstm.job.time.TimeAxis}
   * @param step from 0
   * @param answers outputs of the network (B, outputs), or null for a row without values. Not
   *     modified.
   * @param b index of the series in {@code answers}
   */
  Row row(Row series, long position, int step, Matrix answers, int b) {
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < columns.seriesId().length; i++) {
      cells.add(series.get(i));
    }
    cells.add(columns.axis().value(position));
    cells.add(step + 1);
    for (int target = 0; target < targets.size(); target++) {
      if (answers == null) {
        cells.addAll(Collections.nCopies(reader.layout().valuesOfStep(), null));
        continue;
      }
      AnswerCells told = new AnswerCells(reader, statistics, answers, b);
      cells.add(told.point(step, target));
      cells.addAll(told.quantiles(step, target));
      cells.addAll(told.totals(target));
    }
    return RowFactory.create(cells.toArray());
  }
}
