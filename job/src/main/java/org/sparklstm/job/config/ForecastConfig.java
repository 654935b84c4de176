package org.sparklstm.job.config;

import org.sparklstm.job.config.Setting.InModel;

/** {@code forecast}: what is forecast. */
public record ForecastConfig(
    @Setting(
            value = "smallest value that is forecast, such as 0 for sales; -Infinity for none",
            or = "-Infinity",
            inModel = InModel.RECORDED,
            param = "forecastMinimum",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        double minimum) {

  public ForecastConfig {
    Ranges.check(ForecastConfig.class, "forecast", minimum);
  }
}
