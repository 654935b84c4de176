package org.sparklstm.job.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;

/**
 * Forecasts of what follows the last row of each series, as a table: series id columns, time,
 * {@code step} from 1, and a column per target in its own units.
 */
public final class Forecasts {
  private static final String STEP = "step";

  private final Dataset<Row> table;
  private final long series;
  private final int horizon;

  private Forecasts(Dataset<Row> table, long series, int horizon) {
    this.table = table;
    this.series = series;
    this.horizon = horizon;
  }

  /**
   * Prepares forecasts; they are computed when the table is written.
   *
   * @param name what messages call the table
   * @param warnings receives what is odd but no error
   */
  public static Forecasts of(
      Dataset<Row> rows,
      DataConfig data,
      ModelSpec model,
      float[] weights,
      Statistics statistics,
      String name,
      Consumer<String> warnings) {
    SeriesTable table = SeriesTable.of(rows, data, name, warnings);
    int needed = model.reader().spec().history();
    long whole =
        table.series().stream()
            .filter(series -> series.wholeTail(table.missing()) >= needed)
            .count();
    if (whole == 0) {
      long longest =
          table.series().stream()
              .mapToLong(series -> series.wholeTail(table.missing()))
              .max()
              .orElse(0);
      throw new UserException(
          "no series of %s is long enough to forecast from: %,d rows of history without a gap are needed, the longest has %,d at its end"
              .formatted(name, needed, longest));
    }
    if (whole < table.series().size()) {
      warnings.accept(
          "%,d of %,d series do not end with the %,d rows without a gap that are needed, and get no forecast"
              .formatted(table.series().size() - whole, table.series().size(), needed));
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(table.rows().context());
    Broadcast<float[]> shared = spark.broadcast(weights);
    TableColumns columns = table.columns();
    Missing missing = table.missing();
    JavaRDD<Row> forecasts =
        table
            .rows()
            .mapPartitions(
                part ->
                    new ForecastIterator(
                        new SeriesCursor(part, columns, missing),
                        columns,
                        model,
                        shared.value(),
                        statistics));
    Dataset<Row> result =
        rows.sparkSession().createDataFrame(forecasts, schema(columns, data.targets()));
    return new Forecasts(result, whole, model.reader().spec().horizon());
  }

  private static StructType schema(TableColumns columns, List<String> targets) {
    List<StructField> fields = new ArrayList<>(List.of(columns.seriesId()));
    StructField time = columns.time();
    fields.add(
        columns.axis() == TimeAxis.NUMBER
            ? DataTypes.createStructField(time.name(), DataTypes.LongType, false)
            : time);
    fields.add(DataTypes.createStructField(STEP, DataTypes.IntegerType, false));
    targets.forEach(
        target -> fields.add(DataTypes.createStructField(target, DataTypes.DoubleType, false)));
    return DataTypes.createStructType(fields);
  }

  /** The forecasts, not yet computed. */
  public Dataset<Row> table() {
    return table;
  }

  /** Number of series that get a forecast. */
  public long series() {
    return series;
  }

  /** Number of rows they give. */
  public long rows() {
    return series * horizon;
  }
}
