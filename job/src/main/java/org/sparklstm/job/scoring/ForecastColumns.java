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
import org.sparklstm.job.data.table.Statistics;

/**
 * The columns of forecasts, and how outputs of the network are turned into rows: series id columns,
 * time, {@code step} from 1, and one column per target in its own units.
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
    targets.forEach(
        target -> fields.add(DataTypes.createStructField(target, DataTypes.DoubleType, true)));
    return Fields.distinct(fields);
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
    Object[] cells = new Object[ids + 2 + targets.size()];
    for (int i = 0; i < ids; i++) {
      cells[i] = series.get(i);
    }
    cells[ids] = columns.axis().value(position);
    cells[ids + 1] = step + 1;
    for (int target = 0; target < targets.size(); target++) {
      cells[ids + 2 + target] =
          answers == null
              ? null
              : statistics.restore(answers.at(b, reader.output(step, target)), target);
    }
    return RowFactory.create(cells);
  }
}
