package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.table.SeriesKey;

/**
 * Assigns each series, or piece of a series, to a shard by the lengths of the series alone. Short
 * series share a shard. A series larger than a shard is cut into pieces; consecutive pieces overlap
 * by the rows that windows of both need.
 */
public final class ShardLayout implements Serializable {
  /** Smallest length of a piece in rows per window, so that the overlap stays small. */
  private static final int SPANS_PER_PIECE = 4;

  /** Spans that must have windows before training, if the configuration gives them rows. */
  static final Set<Split> FOR_TRAINING = Set.of(Split.values());

  private final Map<SeriesKey, SeriesPlan> plans = new HashMap<>();
  private int shards;
  private long values;

  private ShardLayout() {}

  /**
   * Lays out the series of a table.
   *
   * @param required spans that must have windows, if the configuration gives them rows
   * @throws UserException if such a span has no windows
   */
  public static ShardLayout of(
      SeriesTable table,
      DataConfig data,
      WindowReader reader,
      Set<Split> required,
      Consumer<Message> warnings) {
    ShardLayout layout = new ShardLayout();
    WindowSpec windows = reader.spec();
    int columns = reader.columnsOfRows();
    long rowsPerShard =
        Math.max(
            data.shardBytes() / (columns * (long) Float.BYTES),
            SPANS_PER_PIECE * (long) windows.span());
    long open = 0;
    List<SeriesSummary> skipped = new ArrayList<>();
    Map<Split, Long> counts = new HashMap<>();
    int ordinal = 0;
    for (SeriesSummary series : table.series()) {
      SplitBounds bounds = series.bounds(data.split());
      long windowsHere = 0;
      for (Split split : Split.values()) {
        long count = windows.count(bounds, split);
        counts.merge(split, count, Long::sum);
        windowsHere += count;
      }
      if (windowsHere == 0) {
        skipped.add(series);
        continue;
      }
      long rows = bounds.testEnd();
      int pieces = (int) Math.max(1, (rows + rowsPerShard - 1) / rowsPerShard);
      boolean shares = pieces == 1 && open > 0 && open + rows <= rowsPerShard;
      int shard = shares ? layout.shards - 1 : layout.shards;
      layout.shards = shard + pieces;
      open = pieces > 1 ? 0 : (shares ? open : 0) + rows;
      layout.values += (rows + (pieces - 1L) * (windows.span() - 1)) * columns + reader.constants();
      layout.plans.put(
          series.key(),
          new SeriesPlan(
              ordinal++,
              bounds,
              shard,
              pieces,
              windows.leastHistory(),
              rows - windows.horizon() + 1,
              series.fixed().values()));
    }
    layout.check(table, data, windows, required, counts, skipped, warnings);
    return layout;
  }

  private void check(
      SeriesTable table,
      DataConfig data,
      WindowSpec windows,
      Set<Split> required,
      Map<Split, Long> counts,
      List<SeriesSummary> skipped,
      Consumer<Message> warnings) {
    SeriesSummary longest =
        table.series().stream().max(Comparator.comparingLong(SeriesSummary::rows)).orElseThrow();
    if (required.contains(Split.TRAIN) && counts.get(Split.TRAIN) == 0) {
      if (data.split().unit() == SplitConfig.Unit.DATE) {
        throw UserException.of(
            "no series of %s has a window (%,d rows) before %s, where its train span ends; the table begins at %s: set {data.split.validation-from} or {data.split.test-from} to a later time",
            table.columns().table(),
            windows.span(),
            data.split().trainEnds(),
            table
                .columns()
                .axis()
                .show(
                    table.series().stream()
                        .mapToLong(SeriesSummary::firstTime)
                        .min()
                        .orElseThrow()));
      }
      throw UserException.of(
          "no series of %s is long enough to train on: a window needs %,d rows (%,d of history and a horizon of %,d), the longest train span has %,d (%s); lower {window.lookback} or {window.horizon}, or use longer series",
          table.columns().table(),
          windows.span(),
          windows.history(),
          windows.horizon(),
          longest.bounds(data.split()).trainEnd(),
          table.show(longest));
    }
    SplitBounds bounds = longest.bounds(data.split());
    if (required.contains(Split.VALIDATION)) {
      requireWindows(Split.VALIDATION, data.split(), counts, bounds, windows);
    }
    requireWindows(Split.TEST, data.split(), counts, bounds, windows);
    if (data.split().isRows() && longest.rows() < data.split().rows()) {
      warnings.accept(
          Message.of(
              "{data.split} asks for %,d rows per series, but the longest has %,d: the last span is shortened",
              data.split().rows(), longest.rows()));
    }
    if (!skipped.isEmpty()) {
      warnings.accept(
          Message.of(
              "%,d of %,d series have no span that holds a window (%,d rows) and are left out: %s",
              skipped.size(), table.series().size(), windows.span(), table.named(skipped)));
    }
  }

  private static void requireWindows(
      Split split,
      SplitConfig config,
      Map<Split, Long> counts,
      SplitBounds bounds,
      WindowSpec windows) {
    if (config.wants(split) && counts.get(split) == 0) {
      String name = split.name().toLowerCase(Locale.ROOT);
      boolean isDate = config.unit() == SplitConfig.Unit.DATE;
      throw UserException.of(
          isDate
              ? "{window.horizon} is %,d, longer than every %s span (that of the longest series has %,d rows); lower it, or begin earlier: {data.split}.%s-from"
              : "{window.horizon} is %,d, longer than every %s span (the longest has %,d rows); lower it, raise {data.split}.%s, or set that to 0",
          windows.horizon(),
          name,
          bounds.end(split) - bounds.start(split),
          name);
    }
  }

  /** Whether a series has windows in that span. */
  boolean hasWindows(SeriesKey key, Split split, WindowSpec windows) {
    SeriesPlan plan = plan(key);
    return plan != null && windows.count(plan.bounds(), split) > 0;
  }

  /** The shards of a series, or null if it is left out. */
  public SeriesPlan plan(SeriesKey key) {
    return plans.get(key);
  }

  /** The series that are used, in canonical order. */
  List<SeriesKey> keys() {
    return plans.entrySet().stream()
        .sorted(Comparator.comparingInt(plan -> plan.getValue().ordinal()))
        .map(Map.Entry::getKey)
        .toList();
  }

  int shards() {
    return shards;
  }

  /** Number of series that are used. */
  int series() {
    return plans.size();
  }

  /** Bytes of all values in all shards. */
  long bytes() {
    return values * Float.BYTES;
  }
}
