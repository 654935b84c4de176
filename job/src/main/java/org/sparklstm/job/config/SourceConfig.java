package org.sparklstm.job.config;

import java.util.Map;
import java.util.Optional;
import org.sparklstm.job.UserException;

/**
 * {@code data.source}: where the rows come from: a path, a table or a query. A query beside a path
 * sees the rows of the path as the view {@code source}.
 */
public record SourceConfig(
    @Setting(value = "csv, parquet, orc, json or any other Spark data source", or = DEFAULT_FORMAT)
        String format,
    @Setting(value = "file or directory, any Hadoop path", or = "") Optional<String> path,
    @Setting(
            value =
                "options of the data source; csv has header and inferSchema true unless set here",
            or = "{}")
        Map<String, String> options,
    @Setting(value = "table of the catalog", or = "") Optional<String> table,
    @Setting(
            value = "query; beside path, its rows are the view source: SELECT … FROM source",
            or = "")
        Optional<String> sql) {

  private static final String DEFAULT_FORMAT = "parquet";

  public SourceConfig {
    Ranges.check(SourceConfig.class, "data.source", format, path, options, table, sql);
    options = Map.copyOf(options);
    if (table.isPresent() && (path.isPresent() || sql.isPresent())) {
      throw UserException.of(
          "{data.source.table} is given beside {data.source."
              + (path.isPresent() ? "path" : "sql")
              + "}, expected one of them");
    }
    boolean readsFiles = path.isPresent() || (table.isEmpty() && sql.isEmpty());
    if (!readsFiles && !(options.isEmpty() && format.equals(DEFAULT_FORMAT))) {
      throw UserException.of(
          "{data.source."
              + (options.isEmpty() ? "format" : "options")
              + "} has no effect on a %s; to query a file, set {data.source.path} too: the query sees its rows as the view source",
          table.isPresent() ? "table" : "query");
    }
  }
}
