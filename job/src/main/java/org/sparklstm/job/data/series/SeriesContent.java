package org.sparklstm.job.data.series;

import org.sparklstm.core.exact.ContentSum;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.job.data.table.SeriesKey;

/** Fingerprint of the times and values of all rows; the order of the series does not matter. */
final class SeriesContent {
  private static final long OTHER_LANE = 0x5ee5_1e57_c0de_d00dL;

  private final ContentSum sum = new ContentSum();
  private long high;
  private long low;
  private boolean open;

  /** Starts the next series. */
  void begin(SeriesKey key) {
    end();
    open = true;
    high = 0;
    low = OTHER_LANE;
    for (int i = 0; i < key.text().length(); i++) {
      take(key.text().charAt(i));
    }
  }

  /** Adds the next row of the series. {@code values} Not modified. */
  void row(long position, double[] values) {
    take(position);
    for (double value : values) {
      take(Double.doubleToLongBits(value));
    }
  }

  private void take(long bits) {
    high = CounterRandom.bits(high, bits);
    low = CounterRandom.bits(low, bits);
  }

  /** The fingerprint of all series so far. */
  ContentSum sum() {
    end();
    return sum;
  }

  private void end() {
    if (open) {
      sum.add(high, low);
      open = false;
    }
  }
}
