package org.sparklstm.job.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.CreateStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.KnownNotNull;
import org.apache.spark.sql.catalyst.expressions.KnownNullable;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.DeserializeToObject;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MapPartitions;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SerializeFromObject;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple2;
import scala.runtime.AbstractFunction1;

/**
 * Rows in Spark's internal representation. Public rows would turn arrays of numbers into lists of
 * boxed numbers and back, which costs more than an LSTM over them.
 */
public final class InternalRows {
  private final JavaRDD<InternalRow> rows;

  private InternalRows(JavaRDD<InternalRow> rows) {
    this.rows = rows;
  }

  /** The rows of a table. */
  public static InternalRows of(Dataset<?> table) {
    return new InternalRows(SparkVersion.CURRENT.rows(table));
  }

  /** Work on the rows of a partition. */
  @FunctionalInterface
  public interface Work<R> extends Serializable {
    /**
     * Turns rows into results.
     *
     * @param rows rows; each is valid until the next is read
     */
    Iterator<R> on(Iterator<SparkRow> rows);
  }

  /** The results of all partitions. */
  public <R> JavaRDD<R> mapPartitions(Work<R> work) {
    return rows.mapPartitions(partition -> work.on(views(partition)));
  }

  /** The results of all partitions, as pairs. */
  public <K, V> JavaPairRDD<K, V> mapPartitionsToPair(Work<Tuple2<K, V>> work) {
    return rows.mapPartitionsToPair(partition -> work.on(views(partition)));
  }

  private static Iterator<SparkRow> views(Iterator<InternalRow> rows) {
    SparkRow view = new SparkRow();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public SparkRow next() {
        return view.at(rows.next());
      }
    };
  }

  /**
   * A table whose rows are computed lazily from those of another, partition by partition. The plan
   * is that of {@code Dataset.mapPartitions} without its conversions.
   *
   * @param schema schema of the resulting rows
   */
  public static Dataset<Row> map(Dataset<?> table, StructType schema, Work<SparkRow> work) {
    LogicalPlan plan = SparkVersion.CURRENT.plan(table);
    List<Expression> cells = new ArrayList<>(ScalaCollections.toJava(plan.output()));
    Attribute in = object("in", table.schema());
    Attribute out = object("out", schema);
    LogicalPlan mapped =
        new MapPartitions(
            new OnPartition(work),
            out,
            new DeserializeToObject(CreateStruct.apply(seq(cells)), in, plan));
    List<NamedExpression> columns = new ArrayList<>();
    // not the attribute: if Spark generates no code for a stage, nothing binds it
    Expression row = new BoundReference(0, schema, false);
    for (int i = 0; i < schema.length(); i++) {
      StructField field = schema.apply(i);
      columns.add(
          new Alias(
              new GetStructField(row, i, Option.empty()),
              field.name(),
              NamedExpression.newExprId(),
              seq(List.of()),
              Option.apply(field.metadata()),
              seq(List.of())));
    }
    LogicalPlan results = new SerializeFromObject(seq(columns), mapped);
    return SparkVersion.CURRENT.table(table, withOpaqueStructs(results, schema));
  }

  /**
   * Hides the fields of structs from the optimizer. Where a query wants some of them only, it takes
   * them for columns of a serializer that creates the structs ({@code ObjectSerializerPruning});
   * ours passes them on, and fields were read in each other's place.
   */
  private static LogicalPlan withOpaqueStructs(LogicalPlan results, StructType schema) {
    if (Arrays.stream(schema.fields()).noneMatch(field -> hasStruct(field.dataType()))) {
      return results;
    }
    List<NamedExpression> columns = new ArrayList<>();
    for (Attribute column : ScalaCollections.toJava(results.output())) {
      if (hasStruct(column.dataType())) {
        columns.add(
            new Alias(
                column.nullable() ? new KnownNullable(column) : new KnownNotNull(column),
                column.name(),
                NamedExpression.newExprId(),
                seq(List.of()),
                Option.apply(column.metadata()),
                seq(List.of())));
      } else {
        columns.add(column);
      }
    }
    return new Project(seq(columns), results);
  }

  private static boolean hasStruct(DataType type) {
    return type instanceof StructType
        || (type instanceof ArrayType array && hasStruct(array.elementType()))
        || (type instanceof MapType map
            && (hasStruct(map.keyType()) || hasStruct(map.valueType())));
  }

  private static Attribute object(String name, StructType type) {
    return new AttributeReference(
        name, type, false, Metadata.empty(), NamedExpression.newExprId(), seq(List.of()));
  }

  private static <T> scala.collection.immutable.Seq<T> seq(List<T> list) {
    return SparkVersion.CURRENT.toScala(list);
  }

  /** The function that a task runs. */
  private static final class OnPartition
      extends AbstractFunction1<
          scala.collection.Iterator<Object>, scala.collection.Iterator<Object>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Work<SparkRow> work;

    OnPartition(Work<SparkRow> work) {
      this.work = work;
    }

    @Override
    public scala.collection.Iterator<Object> apply(scala.collection.Iterator<Object> rows) {
      return new Results(work.on(new Views(rows)));
    }
  }

  /** Rows of Scala's iterator. */
  private static final class Views implements Iterator<SparkRow> {
    private final scala.collection.Iterator<Object> rows;
    private final SparkRow view = new SparkRow();

    Views(scala.collection.Iterator<Object> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public SparkRow next() {
      return view.at((InternalRow) rows.next());
    }
  }

  /** Results as Scala's iterator. */
  private static final class Results extends scala.collection.AbstractIterator<Object> {
    private final Iterator<SparkRow> results;

    Results(Iterator<SparkRow> results) {
      this.results = results;
    }

    @Override
    public boolean hasNext() {
      return results.hasNext();
    }

    @Override
    public Object next() {
      return results.next().internal();
    }
  }
}
