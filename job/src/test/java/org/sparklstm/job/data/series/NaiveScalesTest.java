package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.job.config.DataConfig.Missing;

/** What scaled errors are scaled by. */
class NaiveScalesTest {
  private static final int TRAIN = 5;

  private static double scale(int period, Double... values) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      rows.add(SeriesTables.row("a", (long) row, values[row]));
    }
    SeriesCursor cursor =
        new SeriesCursor(
            rows.iterator(), SeriesTables.columns(SeriesTables.data(1)), Missing.FORWARD_FILL);
    NaiveScales scales = new NaiveScales(period, 1);
    scales.begin(
        new SeriesPlan(7, new SplitBounds(TRAIN, TRAIN, values.length), 0, 1, 0, 0, List.of()));
    while (cursor.advance()) {
      scales.row(cursor);
    }
    return scales.scales().get(7)[0];
  }

  @Test
  void theTrainSpanIsForecastByTheValueSomeRowsEarlier() {
    assertThat(scale(0, 1.0, 4.0, 2.0, 8.0, 5.0, 100.0)).isEqualTo((3 + 2 + 6 + 3) / 4.0);
    assertThat(scale(2, 1.0, 4.0, 2.0, 8.0, 5.0, 100.0)).isEqualTo((1 + 4 + 3) / 3.0);
  }

  @Test
  void filledValuesDoNotCount() {
    assertThat(scale(0, 1.0, null, 2.0, 8.0, null, 100.0)).isEqualTo(6);
    assertThat(scale(9, 1.0, 4.0, 2.0, 8.0, 5.0, 100.0)).as("no season").isNaN();
  }
}
