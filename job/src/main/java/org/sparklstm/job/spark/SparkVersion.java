package org.sparklstm.job.spark;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Everything that differs between the Spark versions that this project is built for. Each of them
 * has its own {@code BuiltForSpark} in {@code src/main/spark-*}; a Maven profile chooses one.
 */
interface SparkVersion {
  /** The version that this build is for. */
  SparkVersion CURRENT = new BuiltForSpark();

  /** The plan of a table. */
  LogicalPlan plan(Dataset<?> table);

  /** The rows of a table, each valid until the next is read. */
  JavaRDD<InternalRow> rows(Dataset<?> table);

  /** The table of a plan, in the session of another table. */
  Dataset<Row> table(Dataset<?> other, LogicalPlan plan);

  /**
   * A text by which Spark compares values of a type of text: equal for all that are equal to Spark.
   */
  String comparable(String value, DataType type);

  /** An encoder that accepts both Java types of dates and times, however Spark is configured. */
  Encoder<Row> encoder(StructType schema);

  /** The Hadoop configuration with the session's own settings. */
  Configuration hadoopConfiguration(SparkSession session);

  /** Writes the class, uid and params of a stage. */
  void saveMetadata(Params stage, String path, SparkSession session);

  /** Reads the metadata of a stage of that class. */
  StageMetadata loadMetadata(String path, SparkSession session, String className);

  /** Name of the error condition that Spark reports with an error, or null. */
  String condition(Throwable error);

  /** A Scala list as a Java list. */
  <T> List<T> toJava(scala.collection.Seq<T> list);

  /** A Scala map as a Java map. */
  <K, V> Map<K, V> toJava(scala.collection.Map<K, V> map);

  /** A Java list as a Scala list. */
  <T> scala.collection.immutable.Seq<T> toScala(List<T> list);
}
