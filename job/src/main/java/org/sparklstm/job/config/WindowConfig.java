package org.sparklstm.job.config;

import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.WindowSpec;

/** {@code window}: how windows lie on a series. */
public record WindowConfig(
    @Setting(value = "rows the network sees", or = "0", min = 0, max = 1000000) int lookback,
    @Setting(value = "rows it forecasts", or = "0", min = 0, max = 1000000) int horizon,
    @Setting(value = "rows between neighbouring training windows", or = "1", min = 1) int stride,
    @Setting(
            value =
                "what the network predicts the difference to: none, last (the last value seen) or seasonal (one period earlier)",
            or = "last")
        Baseline baseline,
    @Setting(
            value =
                "rows in a season, for baseline seasonal and for the naive forecast; 0 for none",
            or = "0",
            min = 0,
            max = 1000000)
        int period) {

  public WindowConfig {
    Ranges.check(WindowConfig.class, "window", lookback, horizon, stride, baseline, period);
    if (baseline == Baseline.SEASONAL && period == 0) {
      throw new IllegalArgumentException(
          "window.baseline is seasonal, window.period is 0: expected the number of rows in a season");
    }
  }

  /** As the core wants it. */
  public WindowSpec spec() {
    return new WindowSpec(lookback, horizon, stride, baseline, period);
  }
}
