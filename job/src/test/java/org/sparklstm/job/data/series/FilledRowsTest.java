package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.UserException;
import org.sparklstm.job.time.Frequency;

/** Rows are inserted for times that have none, and nowhere else. */
class FilledRowsTest {
  private static final Frequency TEN = Frequency.parse("10").orElseThrow();

  private static FilledRows filled(Row... rows) {
    return new FilledRows(
        List.of(rows).iterator(), SeriesTables.columns(SeriesTables.data(1)), TEN);
  }

  private static List<String> shown(Row... rows) {
    List<String> shown = new ArrayList<>();
    filled(rows)
        .forEachRemaining(row -> shown.add(row.get(0) + " " + row.get(1) + " " + row.get(2)));
    return shown;
  }

  @Test
  void missingRowsAreInsertedWithoutValues() {
    assertThat(
            shown(
                SeriesTables.row("a", 0L, 1.0),
                SeriesTables.row("a", 10L, 2.0),
                SeriesTables.row("a", 40L, 3.0),
                SeriesTables.row("b", 90L, 4.0),
                SeriesTables.row("b", 110L, 5.0)))
        .containsExactly(
            "a 0 1.0",
            "a 10 2.0",
            "a 20 null",
            "a 30 null",
            "a 40 3.0",
            "b 90 4.0",
            "b 100 null",
            "b 110 5.0");
  }

  /** A row that comes late is no gap. */
  @Test
  void nothingIsInsertedNextToRowsOffTheFrequency() {
    assertThat(
            shown(
                SeriesTables.row("a", 0L, 1.0),
                SeriesTables.row("a", 11L, 2.0),
                SeriesTables.row("a", 20L, 3.0),
                SeriesTables.row("a", 45L, 4.0)))
        .containsExactly("a 0 1.0", "a 11 2.0", "a 20 3.0", "a 45 4.0");
  }

  @Test
  void rowsWithoutATimeAreLeftToOthersToRefuse() {
    assertThat(
            shown(
                SeriesTables.row("a", null, 1.0),
                SeriesTables.row("a", 30L, 2.0),
                SeriesTables.row("b", 30L, 3.0)))
        .containsExactly("a null 1.0", "a 30 2.0", "b 30 3.0");
    FilledRows none = filled();
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void moreMissingRowsThanGivenAreRefused() {
    FilledRows rows = filled(SeriesTables.row("a", 0L, 1.0), SeriesTables.row("a", 50L, 2.0));
    assertThatThrownBy(() -> rows.forEachRemaining(row -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "data.gaps = fill would insert 4 rows or more into the 2 of series id=a, if its rows are 10 apart");
  }
}
