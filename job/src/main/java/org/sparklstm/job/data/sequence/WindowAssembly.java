package org.sparklstm.job.data.sequence;

import static org.sparklstm.job.data.sequence.SequenceAssembly.FURTHER;
import static org.sparklstm.job.data.sequence.SequenceAssembly.TIME;
import static org.sparklstm.job.data.sequence.SequenceAssembly.VALUES;
import static org.sparklstm.job.data.sequence.SequenceAssembly.columns;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.data.table.Fields;

/**
 * Cuts windows from a table with one row per time step.
 *
 * @param steps the columns of the rows; those that are kept have a value of their own in each row
 */
public record WindowAssembly(SequenceAssembly steps, WindowCut cut) {
  /** Windows that are made together: what a row holds of a series stays small. */
  private static final int TOGETHER = 1024;

  /** Windows that are wanted. */
  public enum Which {
    /** One every {@code stride} rows. */
    ALL,
    /** The last of each series. */
    LAST
  }

  /**
   * A table with one row per series: its steps, and an array of numbers for each column that is
   * kept.
   *
   * @param table name of the table in messages
   */
  public Dataset<Row> series(Dataset<?> rows, String table) {
    steps.schema(rows.schema(), table);
    Column all = steps.steps(steps.kept(), table);
    List<Column> arrays = new ArrayList<>(List.of(columns(steps.groups())));
    Column held = Fields.column(steps.output());
    arrays.add(values(held).alias(steps.output()));
    for (int i = 0; i < steps.kept().size(); i++) {
      String part = FURTHER + i;
      arrays.add(
          functions
              .transform(held, step -> step.getField(part).cast(DataTypes.DoubleType))
              .alias(steps.kept().get(i)));
    }
    return steps
        .used(rows)
        .groupBy(columns(steps.groups()))
        .agg(steps.once(all, all, table).alias(steps.output()))
        .select(arrays.toArray(Column[]::new));
  }

  /**
   * The columns of {@link #windows}.
   *
   * @param table name of the table in messages
   */
  public StructType schema(StructType from, String table) {
    StructType whole = steps.schema(from, table);
    List<StructField> fields = new ArrayList<>(List.of(whole.fields()));
    StructField time = Fields.require(from, steps.time(), "data.time", table);
    fields.add(
        steps.groups().size(),
        new StructField(time.name(), time.dataType(), true, time.metadata()));
    return Fields.distinct(fields);
  }

  /**
   * A table with one row per window: the columns that identify its series, the time and the kept
   * columns of its last row, and its steps.
   *
   * @param keepsShort whether a series that is shorter than a window gives one that is null
   * @param table name of the table in messages
   */
  public Dataset<Row> windows(Dataset<?> rows, Which which, boolean keepsShort, String table) {
    StructType schema = schema(rows.schema(), table);
    Column all = steps.steps(steps.kept(), table);
    Column held = Fields.column(steps.output());
    Dataset<Row> series =
        steps
            .used(rows)
            .groupBy(columns(steps.groups()))
            .agg(steps.once(all, all, table).alias(steps.output()));
    if (!keepsShort) {
      series = series.filter(functions.size(held).geq(cut.lookback()));
    }
    Dataset<Row> windows =
        which == Which.LAST
            ? with(series, lastOf(held))
            : with(with(series, functions.explode(parts(held))), functions.explode(cut(held)));
    List<Column> result = new ArrayList<>(List.of(columns(steps.groups())));
    Column last = functions.element_at(held, -1);
    result.add(last.getField(TIME).as(steps.time(), schema.apply(steps.time()).metadata()));
    for (int i = 0; i < steps.kept().size(); i++) {
      String name = steps.kept().get(i);
      result.add(last.getField(FURTHER + i).as(name, schema.apply(name).metadata()));
    }
    result.add(
        functions
            .when(functions.size(held).equalTo(cut.lookback()), values(held))
            .otherwise(functions.lit(null))
            .alias(steps.output()));
    return windows.select(result.toArray(Column[]::new));
  }

  private Dataset<Row> with(Dataset<Row> series, Column steps) {
    List<Column> all = new ArrayList<>(List.of(columns(this.steps.groups())));
    all.add(steps.alias(this.steps.output()));
    return series.select(all.toArray(Column[]::new));
  }

  private Column lastOf(Column held) {
    Column first =
        functions.greatest(functions.size(held).minus(cut.lookback() - 1), functions.lit(1));
    return functions.slice(held, first, functions.lit(cut.lookback()));
  }

  /** Parts of a series, of some windows each. */
  private Column parts(Column held) {
    int rows = Math.addExact(Math.multiplyExact(TOGETHER - 1, cut.stride()), cut.lookback());
    return pieces(held, Math.multiplyExact(TOGETHER, cut.stride()), rows);
  }

  /** The windows of a part. */
  private Column cut(Column held) {
    return pieces(held, cut.stride(), cut.lookback());
  }

  /** Pieces of steps from every {@code every}-th on in which a window fits; at least one. */
  private Column pieces(Column held, int every, int rows) {
    Column last = functions.greatest(functions.size(held).minus(cut.lookback()), functions.lit(0));
    Column starts =
        functions.sequence(
            functions.lit(0), functions.floor(last.divide(every)).cast(DataTypes.IntegerType));
    return functions.transform(
        starts, at -> functions.slice(held, at.multiply(every).plus(1), functions.lit(rows)));
  }

  private static Column values(Column held) {
    return functions.transform(held, step -> step.getField(VALUES));
  }

  /**
   * Rows whose missing values are those of the row before in the same series, where there is one.
   */
  public Dataset<Row> filled(Dataset<Row> rows) {
    var before =
        Window.partitionBy(columns(steps.groups()))
            .orderBy(Fields.column(steps.time()))
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Dataset<Row> filled = rows;
    for (String name : steps.features()) {
      Column value = Fields.column(name).cast(DataTypes.DoubleType);
      Column infinite = functions.abs(value).equalTo(functions.lit(Double.POSITIVE_INFINITY));
      Column present = functions.when(functions.not(functions.isnan(value).or(infinite)), value);
      filled = filled.withColumn(name, functions.last(present, true).over(before));
    }
    return filled;
  }
}
