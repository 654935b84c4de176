package org.sparklstm.job.data.table;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
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

  /** A text is a whole file, with its line breaks. */
  private static final Map<String, String> TEXT_DEFAULTS = Map.of("wholetext", "true");

  /** Formats of files that Spark finds by their paths. */
  private static final Set<String> OF_FILES = Set.of("csv", "json", "parquet", "orc", "text");

  /** Name of the view in which a query sees the rows of a path. */
  private static final String VIEW = "source";

  private TableSource() {}

  /** The table of {@code data.source}. */
  public static Dataset<Row> open(SparkSession spark, SourceConfig source) {
    if (source.path().isPresent()) {
      return openPath(spark, source, source.path().get(), "data.source.path");
    }
    if (source.table().isPresent()) {
      try {
        return spark.table(source.table().get());
      } catch (Exception e) {
        throw explained("data.source.table", source.table().get(), e);
      }
    }
    return query(
        spark,
        source
            .sql()
            .orElseThrow(
                () -> UserException.of("data.source names no table: set path, table or sql")));
  }

  private static Dataset<Row> query(SparkSession spark, String query) {
    try {
      return spark.sql(query);
    } catch (Exception e) {
      throw explained("data.source.sql", query, e);
    }
  }

  /**
   * Opens another table with the format and options of {@code data.source}, and with its query.
   *
   * @param key option that names the path, for messages
   */
  public static Dataset<Row> openPath(
      SparkSession spark, SourceConfig source, String path, String key) {
    if (isMissing(spark, source, path)) {
      throw missing(key, path, null);
    }
    DataFrameReader reader = spark.read().format(source.format());
    if (source.format().equals("csv")) {
      reader = reader.options(CSV_DEFAULTS);
    } else if (source.format().equals("text")) {
      reader = reader.options(TEXT_DEFAULTS);
    }
    try {
      Dataset<Row> rows = reader.options(source.options()).load(path);
      // without a path of its own the query is about other tables
      if (source.sql().isEmpty() || source.path().isEmpty()) {
        return rows;
      }
      rows.createOrReplaceTempView(VIEW);
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
    return query(spark, source.sql().get());
  }

  /** Asked before Spark is: it writes the path with its secrets to its event log. */
  private static boolean isMissing(SparkSession spark, SourceConfig source, String path) {
    boolean isElsewhere = source.options().keySet().stream().anyMatch(key -> key.startsWith("fs."));
    if (isElsewhere || !OF_FILES.contains(source.format())) {
      return false;
    }
    try {
      Path place = new Path(path);
      FileStatus[] found =
          place.getFileSystem(Sessions.hadoopConfiguration(spark)).globStatus(place);
      return found == null || found.length == 0;
    } catch (IOException | RuntimeException e) {
      // Spark says what is wrong
      return false;
    }
  }

  private static UserException missing(String key, String path, Exception e) {
    return new UserException(Message.of("%s: %s does not exist", key, path), e);
  }

  private static UserException explained(String key, String value, Exception e) {
    if (Sessions.isCondition(e, "PATH_NOT_FOUND")) {
      return missing(key, value, e);
    }
    String reason = Failures.rootMessage(e);
    String advice =
        reason.contains("NANOS")
            ? "; Spark reads microseconds: write the file again with coerce_timestamps = 'us', as pandas' to_parquet and pyarrow's write_table take it"
            : "";
    return new UserException(
        Message.of("%s: %s cannot be read: %s%s", key, value, reason, advice), e);
  }
}
