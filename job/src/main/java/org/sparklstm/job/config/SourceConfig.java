package org.sparklstm.job.config;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparklstm.job.UserException;

/** {@code data.source}: where the rows come from; one of path, table and sql. */
public record SourceConfig(
    @Setting(value = "csv, parquet, orc, json or any other Spark data source", or = "parquet")
        String format,
    @Setting(value = "file or directory, any Hadoop path", or = "") Optional<String> path,
    @Setting(
            value =
                "options of the data source; csv has header and inferSchema true unless set here",
            or = "{}")
        Map<String, String> options,
    @Setting(value = "table of the catalog", or = "") Optional<String> table,
    @Setting(value = "query over the catalog", or = "") Optional<String> sql) {

  public SourceConfig {
    Ranges.check(SourceConfig.class, "data.source", format, path, options, table, sql);
    options = Map.copyOf(options);
    long given = Stream.of(path, table, sql).filter(Optional::isPresent).count();
    if (given > 1) {
      throw UserException.of("{data.source} has %d of path, table and sql, expected one", given);
    }
  }
}
