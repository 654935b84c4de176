package org.sparklstm.job.data.table;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.SourceConfig;
import org.sparklstm.job.spark.Sessions;

/** Opens the table that the configuration names. */
public final class TableSource {
  /** Options that nearly every CSV file needs; the user's options take precedence. */
  private static final Map<String, String> CSV_DEFAULTS =
      Map.of("header", "true", "inferSchema", "true");

  private TableSource() {}

  /** The table of {@code data.source}. */
  public static Dataset<Row> open(SparkSession spark, SourceConfig source) {
    if (source.path().isPresent()) {
      return openPath(spark, source, source.path().get(), "data.source.path");
    }
    String key = source.table().isPresent() ? "data.source.table" : "data.source.sql";
    Optional<String> query = source.table().or(source::sql);
    if (query.isEmpty()) {
      throw UserException.of("data.source names no table: set path, table or sql");
    }
    try {
      return source.table().isPresent() ? spark.table(query.get()) : spark.sql(query.get());
    } catch (Exception e) {
      throw explained(key, query.get(), e);
    }
  }

  /**
   * Opens another table with the format and options of {@code data.source}.
   *
   * @param key option that names the path, for messages
   */
  public static Dataset<Row> openPath(
      SparkSession spark, SourceConfig source, String path, String key) {
    DataFrameReader reader = spark.read().format(source.format());
    if (source.format().equals("csv")) {
      reader = reader.options(CSV_DEFAULTS);
    }
    try {
      return reader.options(source.options()).load(path);
    } catch (Exception e) {
      if (Sessions.isCondition(e, "DATA_SOURCE_NOT_FOUND")) {
        throw new UserException(
            Message.of(
                "{data.source.format}: Spark knows no format '%s'; expected csv, parquet, orc, json, or another whose jar comes with spark-submit --packages or --jars",
                source.format()),
            e);
      }
      throw explained(key, path, e);
    }
  }

  private static UserException explained(String key, String value, Exception e) {
    if (Sessions.isCondition(e, "PATH_NOT_FOUND")) {
      return new UserException(Message.of("%s: %s does not exist", key, value), e);
    }
    return new UserException(
        Message.of("%s: %s cannot be read: %s", key, value, Failures.rootMessage(e)), e);
  }
}
