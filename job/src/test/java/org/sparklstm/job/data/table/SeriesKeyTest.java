package org.sparklstm.job.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType$;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {
  private static SeriesKey key(Object... ids) {
    return key(DataTypes.StringType, ids);
  }

  private static SeriesKey key(DataType type, Object... ids) {
    StructField[] columns = new StructField[ids.length];
    Arrays.setAll(columns, i -> DataTypes.createStructField("id" + i, type, true));
    return SeriesKey.of(RowFactory.create(ids), columns);
  }

  /** Texts of the characters that keys use as separators, and the next one. */
  private static List<String> texts(int longest) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0, length = 1; length <= longest; length++) {
      int to = texts.size();
      for (; from < to; from++) {
        for (char c = '\u0001'; c <= '\u0005'; c++) {
          texts.add(texts.get(from) + c);
        }
      }
    }
    texts.add(null);
    return texts;
  }

  @Test
  void noTwoSeriesHaveTheSameKeyWhateverTheirIdsHold() {
    Map<SeriesKey, String> keys = new HashMap<>();
    List<String> texts = texts(2);
    for (String one : texts) {
      for (String other : texts) {
        String ids = one + "|" + other + (one == null) + (other == null);
        assertThat(keys.put(key(one, other), ids)).as("twin of %s", ids).isNull();
      }
    }
    assertThat(keys).hasSize(32 * 32);
  }

  @Test
  void keysCompareByTheirTextsColumnByColumn() {
    assertThat(key("a", "z")).isLessThan(key("b", "a"));
    assertThat(key("a", "b")).isLessThan(key("aa", "a"));
    assertThat(key(10)).isLessThan(key(9));
    assertThat(key("a", "b")).isEqualByComparingTo(key("a", "b"));
  }

  @Test
  void furtherColumnsOfTheRowDoNotCount() {
    StructField[] columns = {
      DataTypes.createStructField("id", DataTypes.StringType, true),
      DataTypes.createStructField("number", DataTypes.IntegerType, true)
    };
    assertThat(SeriesKey.of(RowFactory.create("a", 7, 1.5), columns)).isEqualTo(key("a", 7));
  }

  /** Timestamps are instants, whatever the time zone of the machine. */
  @Test
  void timestampsAreShownInUtc() {
    Instant instant = Instant.parse("2024-10-27T00:30:00.5Z");
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : List.of("Europe/Berlin", "UTC", "America/New_York")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        SeriesKey first = key(DataTypes.TimestampType, Timestamp.from(instant));
        assertThat(first.text()).isEqualTo("2024-10-27 00:30:00.5");
        assertThat(key(DataTypes.TimestampType, instant)).isEqualTo(first);
        // clocks in Berlin show the same an hour later
        assertThat(key(DataTypes.TimestampType, Timestamp.from(instant.plusSeconds(3600))))
            .isNotEqualTo(first);
      }
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(key(DataTypes.TimestampType, Instant.parse("2024-10-27T01:00:00Z")).text())
        .isEqualTo("2024-10-27 01:00:00.0");
  }

  /** What is equal to Spark is one series. */
  @Test
  void valuesAreEqualIfTheyAreToSpark() {
    DataType lowerCase = StringType$.MODULE$.apply("UTF8_LCASE");
    assertThat(key(lowerCase, "Shop A")).isEqualTo(key(lowerCase, "SHOP a"));
    assertThat(key("Shop A")).isNotEqualTo(key("SHOP a"));
    DataType german = StringType$.MODULE$.apply("UNICODE_CI");
    assertThat(key(german, "\u00c4")).isEqualTo(key(german, "\u00e4"));
    assertThat(key(german, "\u00c4")).isNotEqualTo(key(german, "a"));
    assertThat(key(DataTypes.DoubleType, -0.0)).isEqualTo(key(DataTypes.DoubleType, 0.0));
    assertThat(key(DataTypes.FloatType, -0.0f)).isEqualTo(key(DataTypes.FloatType, 0.0f));
  }

  @Test
  void aKeyIsShownWithTheNamesOfItsColumns() {
    StructField[] columns = {
      DataTypes.createStructField("store", DataTypes.IntegerType, true),
      DataTypes.createStructField("item", DataTypes.StringType, true)
    };
    assertThat(key(7, "milk").show(columns)).isEqualTo("series store=7, item=milk");
    assertThat(key(7, null).show(columns)).isEqualTo("series store=7, item=null");
    assertThat(key(7, "").show(columns)).isEqualTo("series store=7, item=");
    assertThat(key().show(new StructField[0])).isEqualTo("the series");
  }
}
