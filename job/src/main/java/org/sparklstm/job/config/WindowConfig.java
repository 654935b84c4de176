package org.sparklstm.job.config;

import java.util.OptionalInt;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.Setting.InModel;

/** {@code window}: the position of windows on a series. */
public record WindowConfig(
    @Setting(
            value = "rows the network sees; to classify or regress, 0 for whole sequences",
            or = "0",
            min = 0,
            max = 1000000,
            inModel = InModel.DEFINING,
            param = "lookback",
            paramOf = TaskKind.FORECAST,
            tasks = {TaskKind.FORECAST, TaskKind.CLASSIFY, TaskKind.REGRESS},
            requiredBy = TaskKind.FORECAST)
        int lookback,
    @Setting(
            value = "rows it forecasts",
            or = "0",
            min = 0,
            max = 1000000,
            inModel = InModel.DEFINING,
            param = "horizon",
            tasks = TaskKind.FORECAST,
            requiredBy = TaskKind.FORECAST)
        int horizon,
    @Setting(
            value = "rows between neighbouring training windows",
            or = "1",
            min = 1,
            max = 1000000,
            param = "stride",
            paramOf = TaskKind.FORECAST,
            tasks = {TaskKind.FORECAST, TaskKind.CLASSIFY, TaskKind.REGRESS})
        int stride,
    @Setting(
            value =
                "value that the network predicts the difference to: none, last (the last value seen) or seasonal (one period earlier)",
            or = "last",
            inModel = InModel.DEFINING,
            param = "baseline",
            tasks = TaskKind.FORECAST)
        Baseline baseline,
    @Setting(
            value =
                "rows in a season, for baseline seasonal and for the naive forecast; 0 for no season",
            or = "0",
            min = 0,
            max = 1000000,
            inModel = InModel.DEFINING,
            param = "period",
            tasks = TaskKind.FORECAST)
        int period,
    @Setting(
            value =
                "rows that a series must have before a window, for data.gaps = fill with data.missing = error; auto: a quarter of window.lookback in training, 1 in forecasts",
            or = "auto",
            min = 1,
            max = 1000000,
            inModel = InModel.RECORDED,
            param = "minHistory",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        OptionalInt minHistory,
    @Setting(
            value =
                "share of the training windows whose history is hidden, so that series without history can be forecast; for data.gaps = fill and a network that reads through the horizon",
            or = "0.02",
            min = 0,
            below = 1,
            param = "coldShare",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        double coldShare) {

  public WindowConfig {
    Ranges.check(
        WindowConfig.class,
        "window",
        lookback,
        horizon,
        stride,
        baseline,
        period,
        minHistory,
        coldShare);
    if (baseline == Baseline.SEASONAL && period == 0) {
      throw UserException.of(
          "{window.baseline} is seasonal, {window.period} is 0: expected the number of rows in a season");
    }
  }

  /** These settings for the core, with answers relative to {@code base}. */
  WindowSpec spec(Baseline base) {
    return new WindowSpec(lookback, horizon, stride, base, period);
  }

  /** Rows of history that a training window needs, if series may begin later. */
  public int leastHistory() {
    return minHistory.orElse((lookback + 3) / 4);
  }
}
