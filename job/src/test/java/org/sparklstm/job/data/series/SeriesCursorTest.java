package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;

class SeriesCursorTest {
  private static final double NAN = Double.NaN;

  private static SeriesCursor cursor(Missing missing, Row... rows) {
    SeriesColumns columns = SeriesTables.columns(SeriesTables.data(2));
    return new SeriesCursor(List.of(rows).iterator(), columns, missing);
  }

  private static List<List<Double>> values(SeriesCursor cursor) {
    List<List<Double>> values = new ArrayList<>();
    while (cursor.advance()) {
      values.add(List.of(cursor.values()[0], cursor.values()[1]));
    }
    return values;
  }

  /** Leading gaps in both series, and gaps of every kind. */
  private static final Row[] GAPS = {
    SeriesTables.row("a", 0L, null, 10.0),
    SeriesTables.row("a", 1L, 1.0, NAN),
    SeriesTables.row("a", 2L, Double.POSITIVE_INFINITY, null),
    SeriesTables.row("a", 3L, 3.0, Double.NEGATIVE_INFINITY),
    SeriesTables.row("b", 0L, NAN, 40.0),
    SeriesTables.row("b", 1L, 5.0, null)
  };

  @ParameterizedTest
  @EnumSource(
      value = Missing.class,
      names = {"ERROR", "SKIP_WINDOW"})
  void valuesThatAreNoNumbersComeOutAsNaN(Missing missing) {
    assertThat(values(cursor(missing, GAPS)))
        .containsExactly(
            List.of(NAN, 10.0),
            List.of(1.0, NAN),
            List.of(NAN, NAN),
            List.of(3.0, NAN),
            List.of(NAN, 40.0),
            List.of(5.0, NAN));
  }

  @Test
  void valuesAreFilledFromTheRowBeforeButNeverFromAnotherSeries() {
    assertThat(values(cursor(Missing.FORWARD_FILL, GAPS)))
        .containsExactly(
            List.of(NAN, 10.0),
            List.of(1.0, 10.0),
            List.of(1.0, 10.0),
            List.of(3.0, 10.0),
            List.of(NAN, 40.0),
            List.of(5.0, 40.0));
  }

  @ParameterizedTest
  @EnumSource(Missing.class)
  void aValueIsAbsentWhetherFilledOrNot(Missing missing) {
    SeriesCursor cursor = cursor(missing, GAPS);
    List<List<Boolean>> absent = new ArrayList<>();
    while (cursor.advance()) {
      absent.add(List.of(cursor.isAbsent(0), cursor.isAbsent(1)));
    }
    assertThat(absent)
        .containsExactly(
            List.of(true, false),
            List.of(false, true),
            List.of(true, true),
            List.of(false, true),
            List.of(true, false),
            List.of(false, true));
  }

  @Test
  void rowsAreCountedWithinTheirSeries() {
    SeriesCursor cursor =
        cursor(
            Missing.ERROR,
            SeriesTables.row("a", 7L, 1.0, 1.0),
            SeriesTables.row("a", 9L, 1.0, 1.0),
            SeriesTables.row(null, 9L, 1.0, 1.0),
            SeriesTables.row(null, 9L, 1.0, 1.0),
            SeriesTables.row("b", -4L, 1.0, 1.0));
    List<String> seen = new ArrayList<>();
    while (cursor.advance()) {
      seen.add("%s %d %d".formatted(cursor.row().get(0), cursor.rowInSeries(), cursor.position()));
    }
    assertThat(seen).containsExactly("a 0 7", "a 1 9", "null 0 9", "null 1 9", "b 0 -4");
    assertThat(cursor.advance()).isFalse();
  }

  @Test
  void aTimeThatIsNullIsAbsentInItsRowOnly() {
    SeriesCursor cursor =
        cursor(
            Missing.ERROR,
            SeriesTables.row("a", null, 1.0, 1.0),
            SeriesTables.row("a", 5L, 1.0, 1.0),
            SeriesTables.row("a", null, 1.0, 1.0));
    List<Boolean> absent = new ArrayList<>();
    List<Long> positions = new ArrayList<>();
    while (cursor.advance()) {
      absent.add(cursor.isTimeAbsent());
      positions.add(cursor.position());
    }
    assertThat(absent).containsExactly(true, false, true);
    assertThat(positions).containsExactly(0L, 5L, 0L);
  }

  @Test
  void theArrayOfValuesIsUsedAgain() {
    SeriesCursor cursor = cursor(Missing.ERROR, GAPS);
    double[] values = cursor.values();
    while (cursor.advance()) {
      assertThat(cursor.values()).isSameAs(values);
    }
  }

  @Test
  void aTableWithoutSeriesIdIsOneSeries() {
    DataConfig data = SeriesTables.data(1, "series-id", List.of());
    StructType schema =
        new StructType().add("t", DataTypes.DateType).add("x0", DataTypes.DoubleType);
    SeriesColumns columns = SeriesColumns.check(schema, data, "the table", ZoneOffset.UTC);
    SeriesCursor cursor =
        new SeriesCursor(
            List.of(RowFactory.create(2L, 1.5), RowFactory.create(4L, 2.5)).iterator(),
            columns,
            Missing.ERROR);
    List<String> seen = new ArrayList<>();
    while (cursor.advance()) {
      seen.add("%d %d %s".formatted(cursor.rowInSeries(), cursor.position(), cursor.values()[0]));
    }
    assertThat(seen).containsExactly("0 2 1.5", "1 4 2.5");
  }
}
