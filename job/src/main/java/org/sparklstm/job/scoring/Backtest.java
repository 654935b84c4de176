package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesCursor;
import org.sparklstm.job.data.series.SeriesTable;
import org.sparklstm.job.data.series.ShardLayout;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.spark.Sessions;

/**
 * Forecasts from every cutoff of a span beside the actual values. The columns are the series id
 * columns, {@code cutoff} (the last time that the network sees), the time, {@code step} from 1, and
 * for each target {@code t} the actual value {@code t}, {@code t_forecast} and {@code t_naive} in
 * its own units, and {@code t_error}, the error of the forecast in standardised units, and the
 * quantiles; see {@link org.sparklstm.job.data.table.QuantileName}. Where sums over the horizon are
 * forecast, the actual one {@code t_total}, {@code t_total_forecast} and its quantiles follow. What
 * was not observed but filled is null, with its error; a row without any actual value is left out.
 */
public final class Backtest {
  static final String CUTOFF = "cutoff";
  public static final String FORECAST = "_forecast";
  public static final String NAIVE = "_naive";
  public static final String TOTAL = "_total";
  static final String ERROR = "_error";

  /** Ends the name of a column with the mean absolute naive error before the first cutoff. */
  public static final String SCALE = "\u0001scale";

  /** Ends the name of a column with the mean absolute value before the first cutoff. */
  public static final String LEVEL = "\u0001level";

  private static final int PARTITIONS_PER_CORE = 4;

  private Backtest() {}

  /**
   * The forecasts, computed when the result is. The table is checked immediately, in one pass.
   *
   * @param span span of each series to forecast
   * @throws org.sparklstm.job.UserException if the table cannot be used
   */
  public static Dataset<Row> of(
      Forecasts model, Table given, Broadcast<float[]> weights, Split span) {
    return shown(measured(model, model.data(), given, weights, span, 1), model.data().targets());
  }

  /**
   * Forecasts from rolling origins: the last cutoff is a horizon before the end of each series.
   *
   * @throws org.sparklstm.job.UserException if the table cannot be used, or no series is long
   *     enough
   */
  public static Dataset<Row> of(
      Forecasts model, Table given, Broadcast<float[]> weights, Origins origins) {
    return shown(measured(model, given, weights, origins), model.data().targets());
  }

  /**
   * The same, with what the errors are measured by: for each target {@code t} the columns {@code t}
   * + {@link #SCALE} and {@code t} + {@link #LEVEL}. Rows without any actual value are there, too.
   */
  public static Dataset<Row> measured(
      Forecasts model, Table given, Broadcast<float[]> weights, Origins origins) {
    SplitConfig last = SplitConfig.lastRows(origins.rows(model.reader().spec().horizon()));
    return measured(model, model.data().with(last), given, weights, Split.TEST, origins.step());
  }

  /**
   * The rows of several back-tests, those of each series together and in the order of the cutoffs.
   *
   * @param parts at least one
   */
  public static Dataset<Row> together(List<Dataset<Row>> parts, DataConfig data) {
    Dataset<Row> all = parts.stream().reduce(Dataset::union).orElseThrow();
    Column[] ids = data.seriesId().stream().map(Fields::column).toArray(Column[]::new);
    Column[] order = Arrays.copyOf(ids, ids.length + 2);
    order[ids.length] = Fields.column(CUTOFF);
    order[ids.length + 1] = Fields.column(ForecastColumns.STEP);
    // Spark does not merge small partitions of what is persisted
    int partitions =
        Math.min(
            PARTITIONS_PER_CORE * all.sparkSession().sparkContext().defaultParallelism(),
            Integer.parseInt(all.sparkSession().conf().get("spark.sql.shuffle.partitions")));
    Dataset<Row> together = ids.length == 0 ? all.coalesce(1) : all.repartition(partitions, ids);
    return together.sortWithinPartitions(order);
  }

  /** The rows with an actual value, without what the errors are measured by. */
  public static Dataset<Row> shown(Dataset<Row> measured, List<String> targets) {
    Column observed =
        targets.stream()
            .map(target -> Fields.column(target).isNotNull())
            .reduce(Column::or)
            .orElseThrow();
    Dataset<Row> shown = measured.filter(observed);
    for (String target : targets) {
      shown = shown.drop(target + SCALE, target + LEVEL);
    }
    return shown;
  }

  /**
   * Rows to be written, with their counts.
   *
   * @param measured rows of {@link #measured}
   */
  public static Scores scores(Dataset<Row> measured, List<String> targets, Origins origins) {
    Observation written = new Observation();
    Dataset<Row> rows =
        shown(measured, targets)
            .observe(written, functions.count(functions.lit(1)).alias(Scores.ROWS));
    LongSupplier count = () -> Scores.rows(written);
    return new Scores(
        rows,
        "forecasts",
        count,
        count,
        () ->
            "%,d forecasts from up to %,d cutoffs of each series"
                .formatted(count.getAsLong(), origins.windows()));
  }

  private static Dataset<Row> measured(
      Forecasts model,
      DataConfig data,
      Table given,
      Broadcast<float[]> weights,
      Split span,
      int step) {
    SeriesTable table =
        SeriesTable.of(given, data, model.time(), Optional.of(model.statistics().classes()));
    WindowReader reader = table.reader(model.reader());
    ShardLayout layout =
        ShardLayout.of(table, data, reader, java.util.Set.of(span), given.warnings());
    SeriesColumns columns = table.columns();
    Broadcast<ShardLayout> shared =
        JavaSparkContext.fromSparkContext(table.rows().context()).broadcast(layout);
    Missing missing = data.missing();
    NetworkSpec network = model.network();
    Statistics statistics = model.statistics();
    JavaRDD<Row> rows =
        table
            .rows()
            .mapPartitions(
                partition ->
                    new BacktestIterator(
                        new SeriesCursor(partition, columns, missing),
                        columns,
                        shared.value(),
                        span,
                        network,
                        reader,
                        statistics,
                        weights.value(),
                        step));
    return given
        .rows()
        .sparkSession()
        .createDataset(
            rows.rdd(), Sessions.encoder(measuredSchema(columns, model.data().targets(), reader)));
  }

  private static StructType measuredSchema(
      SeriesColumns columns, List<String> targets, WindowReader reader) {
    StructType schema = schema(columns, targets, reader);
    for (String target : targets) {
      schema =
          schema
              .add(target + SCALE, DataTypes.DoubleType, false)
              .add(target + LEVEL, DataTypes.DoubleType, false);
    }
    return schema;
  }

  static StructType schema(SeriesColumns columns, List<String> targets, WindowReader reader) {
    List<StructField> fields = new ArrayList<>(List.of(columns.seriesId()));
    StructField time = columns.timeOut();
    fields.add(new StructField(CUTOFF, time.dataType(), time.nullable(), time.metadata()));
    fields.add(time);
    fields.add(DataTypes.createStructField(ForecastColumns.STEP, DataTypes.IntegerType, false));
    for (String target : targets) {
      for (String suffix : List.of("", FORECAST, NAIVE, ERROR)) {
        boolean isObserved = suffix.isEmpty() || suffix.equals(ERROR);
        fields.add(DataTypes.createStructField(target + suffix, DataTypes.DoubleType, isObserved));
      }
      fields.addAll(ForecastColumns.quantiles(target, reader.answers().levels()));
      if (reader.layout().hasTotals()) {
        String total = target + TOTAL;
        fields.add(DataTypes.createStructField(total, DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField(total + FORECAST, DataTypes.DoubleType, true));
        fields.addAll(ForecastColumns.quantiles(total, reader.answers().totals()));
      }
    }
    return Fields.distinct(fields);
  }
}
