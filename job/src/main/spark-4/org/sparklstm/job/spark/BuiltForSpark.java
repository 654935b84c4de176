package org.sparklstm.job.spark;

import java.nio.charset.StandardCharsets;
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
import org.apache.spark.sql.catalyst.encoders.RowEncoder;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.util.CollationFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Spark 4, with Scala 2.13. */
final class BuiltForSpark implements SparkVersion {
  private static org.apache.spark.sql.classic.Dataset<?> classic(Dataset<?> table) {
    return (org.apache.spark.sql.classic.Dataset<?>) table;
  }

  private static org.apache.spark.sql.classic.SparkSession classic(SparkSession session) {
    return (org.apache.spark.sql.classic.SparkSession) session;
  }

  @Override
  public LogicalPlan plan(Dataset<?> table) {
    return classic(table).logicalPlan();
  }

  @Override
  public JavaRDD<InternalRow> rows(Dataset<?> table) {
    return classic(table).queryExecution().toRdd().toJavaRDD();
  }

  @Override
  public Dataset<Row> table(Dataset<?> other, LogicalPlan plan) {
    return org.apache.spark.sql.classic.Dataset.ofRows(classic(other.sparkSession()), plan);
  }

  @Override
  public String comparable(String value, DataType type) {
    if (!(type instanceof StringType text)
        || text.collationId() == CollationFactory.UTF8_BINARY_COLLATION_ID) {
      return value;
    }
    UTF8String bytes = UTF8String.fromString(value);
    // any bytes are a text in this character set
    return new String(
        CollationFactory.getCollationKeyBytes(bytes, text.collationId()),
        StandardCharsets.ISO_8859_1);
  }

  @Override
  public Encoder<Row> encoder(StructType schema) {
    return RowEncoder.encoderFor(schema, true);
  }

  @Override
  public Configuration hadoopConfiguration(SparkSession session) {
    return classic(session).sessionState().newHadoopConf();
  }

  @Override
  public void saveMetadata(Params stage, String path, SparkSession session) {
    DefaultParamsWriter.saveMetadata(stage, path, session);
  }

  @Override
  public StageMetadata loadMetadata(String path, SparkSession session, String className) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, session, className);
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
    return error instanceof SparkThrowable known ? known.getCondition() : null;
  }

  @Override
  public <T> List<T> toJava(scala.collection.Seq<T> list) {
    return CollectionConverters.asJava(list);
  }

  @Override
  public <K, V> Map<K, V> toJava(scala.collection.Map<K, V> map) {
    return CollectionConverters.asJava(map);
  }

  @Override
  public <T> scala.collection.immutable.Seq<T> toScala(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
