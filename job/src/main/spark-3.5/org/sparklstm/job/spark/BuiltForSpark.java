package org.sparklstm.job.spark;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.encoders.RowEncoder;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/** Spark 3.5, with Scala 2.12 or 2.13; 2.12 has no other converters than these. */
@SuppressWarnings("deprecation")
final class BuiltForSpark implements SparkVersion {
  @Override
  public LogicalPlan plan(Dataset<?> table) {
    return table.logicalPlan();
  }

  @Override
  public JavaRDD<InternalRow> rows(Dataset<?> table) {
    return table.queryExecution().toRdd().toJavaRDD();
  }

  @Override
  public Dataset<Row> table(Dataset<?> other, LogicalPlan plan) {
    return Dataset.ofRows(other.sparkSession(), plan);
  }

  /** Texts of this Spark are equal where their bytes are. */
  @Override
  public String comparable(String value, DataType type) {
    return value;
  }

  @Override
  public Encoder<Row> encoder(StructType schema) {
    return ExpressionEncoder.apply(RowEncoder.encoderFor(schema, true));
  }

  @Override
  public Configuration hadoopConfiguration(SparkSession session) {
    return session.sessionState().newHadoopConf();
  }

  @Override
  public void saveMetadata(Params stage, String path, SparkSession session) {
    DefaultParamsWriter.saveMetadata(
        stage, path, session.sparkContext(), Option.empty(), Option.empty());
  }

  @Override
  public StageMetadata loadMetadata(String path, SparkSession session, String className) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, session.sparkContext(), className);
    return new StageMetadata() {
      @Override
      public String uid() {
        return metadata.uid();
      }

      @Override
      public void setParams(Params stage) {
        metadata.getAndSetParams(stage, Option.empty());
      }
    };
  }

  @Override
  public String condition(Throwable error) {
    return error instanceof SparkThrowable known ? known.getErrorClass() : null;
  }

  @Override
  public <T> List<T> toJava(scala.collection.Seq<T> list) {
    return JavaConverters.seqAsJavaList(list);
  }

  @Override
  public <K, V> Map<K, V> toJava(scala.collection.Map<K, V> map) {
    return JavaConverters.mapAsJavaMap(map);
  }

  @Override
  public <T> scala.collection.immutable.Seq<T> toScala(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }
}
