package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {
  private static SeriesKey key(Object... ids) {
    return SeriesKey.of(RowFactory.create(ids), ids.length);
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
    assertThat(SeriesKey.of(RowFactory.create("a", 7, 1.5), 2)).isEqualTo(key("a", 7));
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
