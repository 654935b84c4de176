package org.sparklstm.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code data}: the rows, and what their columns mean. */
public record DataConfig(
    @Setting(value = "where the rows come from") SourceConfig source,
    @Setting(
            value = "columns that tell series or sequences apart; none for a single series",
            or = "[]")
        List<String> seriesId,
    @Setting(
            value =
                "column that orders the rows of a series: timestamp, date or whole number; to classify or regress rows that are whole sequences, none",
            or = "")
        String time,
    @Setting(
            value =
                "columns the network sees, to forecast besides the targets; or one column that holds whole sequences",
            or = "[]")
        List<String> features,
    @Setting(value = "columns to forecast; the network sees their past", or = "[]")
        List<String> targets,
    @Setting(value = "column with the class or the number of a sequence", or = "") String label,
    @Setting(value = "column with what a sequence counts for", or = "") String weight,
    @Setting(
            value =
                "whether values are scaled to mean 0 and deviation 1 of the train span, numbers to regress too",
            or = "true")
        boolean standardize,
    @Setting(value = "spans of each series") SplitConfig split,
    @Setting(
            value =
                "what to do with null, NaN and infinity: error, forward-fill, or skip-window (leave out the windows or sequences they lie in)",
            or = "error")
        Missing missing,
    @Setting(
            value =
                "data partitions of a step: auto (one per executor where data is replicated, else one per core) or a number; no effect on results",
            or = "auto",
            min = 1,
            mayChange = true)
        OptionalInt partitions,
    @Setting(
            value =
                "where data lies while training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
            or = "auto",
            mayChange = true)
        Placement placement,
    @Setting(
            value =
                "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
            or = "auto",
            mayChange = true)
        Storage storage,
    @Setting(
            value = "size of the pieces that large data is cut into",
            or = "8388608",
            min = 1,
            max = 1073741824)
        long shardBytes) {

  public DataConfig {
    Ranges.check(
        DataConfig.class,
        "data",
        source,
        seriesId,
        time,
        features,
        targets,
        label,
        weight,
        standardize,
        split,
        missing,
        partitions,
        placement,
        storage,
        shardBytes);
    List<String> all = new ArrayList<>(seriesId);
    if (!time.isEmpty()) {
      all.add(time);
    }
    all.addAll(targets);
    for (int i = 0; i < all.size(); i++) {
      if (all.indexOf(all.get(i)) < i) {
        throw new IllegalArgumentException(
            "column '%s' is named twice in data.series-id, data.time and data.targets"
                .formatted(all.get(i)));
      }
    }
  }

  /** What to do with values that are missing. */
  public enum Missing {
    ERROR,
    FORWARD_FILL,
    SKIP_WINDOW
  }

  /** Where data lies while training. */
  public enum Placement {
    AUTO,
    REPLICATED,
    PARTITIONED
  }

  /** Where partitioned data lies while training. */
  public enum Storage {
    AUTO,
    MEMORY,
    DISK
  }

  /** The columns the network sees: the targets, then the features that are no targets. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(targets);
    features.stream().filter(feature -> !columns.contains(feature)).forEach(columns::add);
    return columns;
  }
}
