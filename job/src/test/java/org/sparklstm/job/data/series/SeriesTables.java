package org.sparklstm.job.data.series;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.SeriesKey;

/** Tables of series {@code id}, times {@code t} and values {@code x0, x1, …}, without Spark. */
final class SeriesTables {
  private SeriesTables() {}

  /** A configuration for that many value columns. {@code settings} are keys and values in turn. */
  static DataConfig data(int columns, Object... settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("data.series-id", List.of("id"));
    values.put("data.time", "t");
    values.put("data.targets", List.of("x0"));
    List<String> features = new ArrayList<>();
    for (int column = 1; column < columns; column++) {
      features.add("x" + column);
    }
    values.put("data.features", features);
    values.put("window.lookback", 1);
    values.put("window.horizon", 1);
    for (int i = 0; i < settings.length; i += 2) {
      values.put("data." + settings[i], settings[i + 1]);
    }
    return ConfigFile.of(values).data();
  }

  /** The columns that such a configuration names. */
  static SeriesColumns columns(DataConfig data) {
    StructType schema =
        new StructType().add("id", DataTypes.StringType).add("t", DataTypes.LongType);
    for (String name : data.columns()) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    return SeriesColumns.check(schema, data, "the table", ZoneOffset.UTC);
  }

  /** An arranged row. */
  static Row row(String id, Long time, Double... values) {
    Object[] cells = new Object[2 + values.length];
    cells[0] = id;
    cells[1] = time;
    System.arraycopy(values, 0, cells, 2, values.length);
    return RowFactory.create(cells);
  }

  /** Arranged rows of series of those lengths, named and ordered {@code s000, s001, …}. */
  static Iterator<Row> rows(List<Integer> lengths, int columns) {
    List<Row> rows = new ArrayList<>();
    for (int series = 0; series < lengths.size(); series++) {
      for (int row = 0; row < lengths.get(series); row++) {
        Double[] values = new Double[columns];
        for (int column = 0; column < columns; column++) {
          values[column] = value(series, row, column);
        }
        rows.add(row(id(series), (long) row, values));
      }
    }
    return rows.iterator();
  }

  /** A value of {@link #rows}, unlike all others. */
  static double value(int series, long row, int column) {
    return series * 1000.25 + row + column / 8.0;
  }

  static String id(int series) {
    return "s%03d".formatted(series);
  }

  static SeriesKey key(int series) {
    return new SeriesKey(id(series));
  }

  /** The table of arranged rows; its series are ordered by their keys, as Spark's are. */
  static SeriesTable table(Iterator<Row> rows, DataConfig data) {
    SeriesColumns columns = columns(data);
    List<SeriesSummary> series = new ArrayList<>();
    SeriesSummary.of(rows, columns).forEachRemaining(series::add);
    series.sort(Comparator.comparing(SeriesSummary::key));
    return SeriesTable.of(columns, null, series, data, data.givenFrequency());
  }
}
