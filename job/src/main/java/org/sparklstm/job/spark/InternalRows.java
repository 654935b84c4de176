package org.sparklstm.job.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.DeserializeToObject;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MapPartitions;
import org.apache.spark.sql.catalyst.plans.logical.SerializeFromObject;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * Rows as Spark itself holds them. As the rows of the public interface, arrays of numbers become
 * lists of boxed numbers and back, which costs more than an LSTM over them.
 */
public final class InternalRows {
  private InternalRows() {}

  /** What is done with the rows of a partition. */
  @FunctionalInterface
  public interface Work extends Serializable {
    /**
     * Turns rows into others.
     *
     * @param rows each is only good until the next one is asked for
     */
    Iterator<InternalRow> on(Iterator<InternalRow> rows);
  }

  /** The rows of a table; each is only good until the next one is asked for. */
  public static JavaRDD<InternalRow> of(Dataset<?> table) {
    return classic(table).queryExecution().toRdd().toJavaRDD();
  }

  /**
   * A table whose rows are made of those of another, partition by partition, when it is computed:
   * what {@code Dataset.mapPartitions} plans, without its conversions.
   *
   * @param schema of the rows that come out
   */
  public static Dataset<Row> map(Dataset<?> table, StructType schema, Work work) {
    LogicalPlan plan = classic(table).logicalPlan();
    List<Expression> cells = new ArrayList<>();
    CollectionConverters.asJava(plan.output()).forEach(cells::add);
    Attribute in = object("in", table.schema());
    Attribute out = object("out", schema);
    LogicalPlan mapped =
        new MapPartitions(
            new OnPartition(work),
            out,
            new DeserializeToObject(CreateStruct.apply(seq(cells)), in, plan));
    List<NamedExpression> columns = new ArrayList<>();
    // not the attribute: where Spark generates no code for a stage, nobody binds it
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
    return org.apache.spark.sql.classic.Dataset.ofRows(
        (SparkSession) table.sparkSession(), new SerializeFromObject(seq(columns), mapped));
  }

  private static Attribute object(String name, StructType type) {
    return new AttributeReference(
        name, type, false, Metadata.empty(), NamedExpression.newExprId(), seq(List.of()));
  }

  private static <T> scala.collection.immutable.Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  private static org.apache.spark.sql.classic.Dataset<?> classic(Dataset<?> table) {
    return (org.apache.spark.sql.classic.Dataset<?>) table;
  }

  /** What a task runs. */
  private static final class OnPartition
      extends AbstractFunction1<
          scala.collection.Iterator<Object>, scala.collection.Iterator<Object>>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Work work;

    OnPartition(Work work) {
      this.work = work;
    }

    @Override
    public scala.collection.Iterator<Object> apply(scala.collection.Iterator<Object> rows) {
      Iterator<Object> objects = CollectionConverters.asJava(rows);
      Iterator<InternalRow> results =
          work.on(
              new Iterator<>() {
                @Override
                public boolean hasNext() {
                  return objects.hasNext();
                }

                @Override
                public InternalRow next() {
                  return (InternalRow) objects.next();
                }
              });
      return CollectionConverters.asScala(
          new Iterator<Object>() {
            @Override
            public boolean hasNext() {
              return results.hasNext();
            }

            @Override
            public Object next() {
              return results.next();
            }
          });
    }
  }
}
