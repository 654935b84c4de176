package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.ArrayList;
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
 * quantile of it; see {@link QuantileName}.
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
      fields.addAll(quantiles(target, reader));
    }
    return Fields.distinct(fields);
  }

  /** The columns of the quantiles of a target. */
  static List<StructField> quantiles(String target, WindowReader reader) {
    return reader.answers().levels().stream()
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
    int ids = columns.seriesId().length;
    int levels = reader.answers().levels().size();
    Object[] cells = new Object[ids + 2 + targets.size() * (1 + levels)];
    for (int i = 0; i < ids; i++) {
      cells[i] = series.get(i);
    }
    cells[ids] = columns.axis().value(position);
    cells[ids + 1] = step + 1;
    int at = ids + 2;
    for (int target = 0; answers != null && target < targets.size(); target++) {
      cells[at++] = statistics.restore(answers.at(b, reader.point(step, target)), target);
      for (int level = 0; level < levels; level++) {
        float quantile = answers.at(b, reader.quantile(step, target, level));
        cells[at++] = statistics.restore(quantile, target);
      }
    }
    return RowFactory.create(cells);
  }
}
