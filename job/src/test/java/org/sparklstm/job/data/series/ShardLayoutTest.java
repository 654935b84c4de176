package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.WindowReaders;

/** The lengths of the series alone decide which shard a series is in. */
class ShardLayoutTest {
  /** A window of four rows: a shard holds at least 16. */
  private static final WindowSpec WINDOWS = new WindowSpec(3, 1, 1, Baseline.NONE, 0);

  /** Shards of 20 rows of one column, all rows to train on. */
  private static final Object[] TWENTY_ROWS = {
    "shard-bytes", 80, "split.train", 1, "split.validation", 0, "split.test", 0
  };

  private final List<String> warnings = new ArrayList<>();

  private ShardLayout layout(
      DataConfig data, WindowSpec windows, Set<Split> required, int... rows) {
    return layout(data, windows, required, Arrays.stream(rows).boxed().toList());
  }

  private ShardLayout layout(
      DataConfig data, WindowSpec windows, Set<Split> required, List<Integer> rows) {
    int columns = data.columns().size();
    SeriesTable table = SeriesTables.table(SeriesTables.rows(rows, columns), data);
    return ShardLayout.of(
        table,
        data,
        WindowReaders.of(data, windows, PanelSpec.Decoder.DIRECT),
        required,
        (Message warning) -> warnings.add(warning.toString()));
  }

  private ShardLayout twentyRows(int... rows) {
    return layout(SeriesTables.data(1, TWENTY_ROWS), WINDOWS, ShardLayout.FOR_TRAINING, rows);
  }

  private static List<Integer> firstShards(ShardLayout layout, int series) {
    List<Integer> shards = new ArrayList<>();
    for (int i = 0; i < series; i++) {
      shards.add(layout.plan(SeriesTables.key(i)).firstShard());
    }
    return shards;
  }

  @Test
  void shortSeriesShareAShardUpToItsSize() {
    ShardLayout layout = twentyRows(10, 10, 10, 5, 5, 4, 20);
    assertThat(firstShards(layout, 7)).containsExactly(0, 0, 1, 1, 1, 2, 3);
    assertThat(layout.shards()).isEqualTo(4);
    assertThat(layout.series()).isEqualTo(7);
    assertThat(layout.bytes()).isEqualTo(64 * Float.BYTES);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aLongSeriesIsCutAndSharesItsShardsWithNoOther() {
    ShardLayout layout = twentyRows(5, 45, 5, 41, 20);
    assertThat(firstShards(layout, 5)).containsExactly(0, 1, 4, 5, 8);
    assertThat(layout.shards()).isEqualTo(9);
    SeriesPlan plan = layout.plan(SeriesTables.key(1));
    assertThat(plan.pieces()).isEqualTo(3);
    assertThat(plan.bounds()).isEqualTo(new SplitBounds(45, 45, 45));
    assertThat(plan.firstAnchor()).isEqualTo(3);
    assertThat(plan.anchorsEnd()).isEqualTo(45);
    assertThat(List.of(plan.anchor(0), plan.anchor(1), plan.anchor(2), plan.anchor(3)))
        .containsExactly(3L, 17L, 31L, 45L);
    assertThat(layout.plan(SeriesTables.key(4)).pieces()).isEqualTo(1);
  }

  /** Each cut duplicates one row less than a window has: those that windows of both sides need. */
  @Test
  void bytesCountTheRowsThatPiecesShare() {
    assertThat(twentyRows(45).bytes()).isEqualTo((45 + 2 * 3) * Float.BYTES);
    DataConfig wide = SeriesTables.data(3, TWENTY_ROWS);
    // 80 bytes are 6 rows of three columns, fewer than the 16 that a shard has at least
    ShardLayout layout = layout(wide, WINDOWS, ShardLayout.FOR_TRAINING, 16, 17);
    assertThat(firstShards(layout, 2)).containsExactly(0, 1);
    assertThat(layout.shards()).isEqualTo(3);
    assertThat(layout.bytes()).isEqualTo((16 + 17 + 3) * 3 * Float.BYTES);
  }

  @Test
  void rowsBehindTheTestSpanAreNotCounted() {
    DataConfig data =
        SeriesTables.data(
            1, "shard-bytes", 80, "split.train", 10, "split.validation", 4, "split.test", 4);
    ShardLayout layout = layout(data, WINDOWS, ShardLayout.FOR_TRAINING, 1000, 12);
    SeriesPlan plan = layout.plan(SeriesTables.key(0));
    assertThat(plan.bounds()).isEqualTo(new SplitBounds(10, 14, 18));
    assertThat(plan.pieces()).isEqualTo(1);
    assertThat(plan.anchorsEnd()).isEqualTo(18);
    assertThat(layout.plan(SeriesTables.key(1)).bounds()).isEqualTo(new SplitBounds(10, 12, 12));
    assertThat(layout.bytes()).isEqualTo((18 + 12) * Float.BYTES);
  }

  @Test
  void seriesWithoutAWindowAreLeftOutAndWarnedOf() {
    ShardLayout layout = twentyRows(3, 10, 3, 4, 1);
    for (int left : List.of(0, 2, 4)) {
      assertThat(layout.plan(SeriesTables.key(left))).isNull();
      assertThat(layout.hasWindows(SeriesTables.key(left), Split.TRAIN, WINDOWS)).isFalse();
    }
    assertThat(layout.plan(SeriesTables.key(1)).ordinal()).isZero();
    assertThat(layout.plan(SeriesTables.key(3)).ordinal()).isEqualTo(1);
    assertThat(layout.series()).isEqualTo(2);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("3 of 5 series", "4 rows");
  }

  @Test
  void seriesAreNumberedInTheOrderOfTheirKeys() {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(4 + (i * 31) % 60);
    }
    DataConfig data = SeriesTables.data(1, TWENTY_ROWS);
    ShardLayout one = layout(data, WINDOWS, ShardLayout.FOR_TRAINING, rows);
    List<SeriesPlan> plans = new ArrayList<>();
    for (int series = 0; series < 50; series++) {
      plans.add(one.plan(SeriesTables.key(series)));
      assertThat(plans.get(series).ordinal()).isEqualTo(series);
    }
    assertThat(plans).isSortedAccordingTo(Comparator.comparing(SeriesPlan::firstShard));
    // partitions may bring the series in any order
    List<Row> reversed = new ArrayList<>();
    SeriesTables.rows(rows, 1).forEachRemaining(reversed::add);
    Collections.reverse(reversed);
    ShardLayout other =
        ShardLayout.of(
            SeriesTables.table(reversed.iterator(), data),
            data,
            WindowReaders.of(data, WINDOWS, PanelSpec.Decoder.DIRECT),
            ShardLayout.FOR_TRAINING,
            warning -> {});
    for (int series = 0; series < 50; series++) {
      assertThat(other.plan(SeriesTables.key(series))).isEqualTo(plans.get(series));
    }
    assertThat(other.shards()).isEqualTo(one.shards());
  }

  @Test
  void windowsOfASpanAreThoseThatFitIntoIt() {
    DataConfig data =
        SeriesTables.data(1, "split.train", 10, "split.validation", 2, "split.test", 2);
    WindowSpec two = new WindowSpec(3, 2, 1, Baseline.NONE, 0);
    ShardLayout layout = layout(data, two, ShardLayout.FOR_TRAINING, 12, 40, 11);
    for (Split split : Split.values()) {
      assertThat(layout.hasWindows(SeriesTables.key(1), split, two)).isTrue();
    }
    assertThat(layout.hasWindows(SeriesTables.key(0), Split.TEST, two)).isFalse();
    assertThat(layout.hasWindows(SeriesTables.key(0), Split.VALIDATION, two)).isTrue();
    assertThat(layout.hasWindows(SeriesTables.key(2), Split.VALIDATION, two)).isFalse();
    assertThat(layout.hasWindows(SeriesTables.key(2), Split.TRAIN, two)).isTrue();
  }

  @Test
  void aTableThatIsTooShortToTrainOnIsRefusedWithItsLongestSeries() {
    DataConfig data =
        SeriesTables.data(1, "split.train", 0.5, "split.validation", 0, "split.test", 0.5);
    WindowSpec windows = new WindowSpec(3, 2, 1, Baseline.SEASONAL, 7);
    assertThatThrownBy(() -> layout(data, windows, ShardLayout.FOR_TRAINING, 4, 23, 11))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "the table", "12 rows", "10 of history", "horizon of 2", "has 11", "id=s001");
  }

  @Test
  void aSpanThatIsAskedForAndHasNoWindowIsRefusedByName() {
    WindowSpec windows = new WindowSpec(3, 6, 1, Baseline.NONE, 0);
    DataConfig data =
        SeriesTables.data(1, "split.train", 20, "split.validation", 5, "split.test", 6);
    assertThatThrownBy(() -> layout(data, windows, ShardLayout.FOR_TRAINING, 31, 10))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("window.horizon", "6", "validation", "5 rows")
        .hasMessageContaining("data.split.validation");
    DataConfig shortTest =
        SeriesTables.data(1, "split.train", 20, "split.validation", 6, "split.test", 4);
    assertThatThrownBy(() -> layout(shortTest, windows, ShardLayout.FOR_TRAINING, 31, 10))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("window.horizon", "6", "4 rows")
        .hasMessageContaining("data.split.test");
  }

  @Test
  void aSpanThatIsNotAskedForMayBeEmpty() {
    WindowSpec windows = new WindowSpec(3, 6, 1, Baseline.NONE, 0);
    DataConfig noTest =
        SeriesTables.data(1, "split.train", 20, "split.validation", 0, "split.test", 0);
    assertThat(layout(noTest, windows, ShardLayout.FOR_TRAINING, 20).series()).isEqualTo(1);
    // a model is evaluated on the test span of a table that is too short to train on
    DataConfig testOnly =
        SeriesTables.data(1, "split.train", 2, "split.validation", 2, "split.test", 12);
    assertThat(layout(testOnly, windows, Set.of(Split.TEST), 16).series()).isEqualTo(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void spansThatAskForMoreRowsThanThereAreAreWarnedOf() {
    DataConfig data =
        SeriesTables.data(1, "split.train", 1200, "split.validation", 400, "split.test", 400);
    layout(data, WINDOWS, ShardLayout.FOR_TRAINING, 2000, 10);
    assertThat(warnings).isEmpty();
    layout(data, WINDOWS, ShardLayout.FOR_TRAINING, 1999, 10);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("data.split", "2,000 rows", "1,999");
  }
}
