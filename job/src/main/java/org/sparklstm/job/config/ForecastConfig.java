package org.sparklstm.job.config;

import org.sparklstm.core.sequence.Answers;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.Setting.InModel;
import org.sparklstm.job.config.TrainConfig.Loss;

/** {@code forecast}: what is forecast. */
public record ForecastConfig(
    @Setting(
            value =
                "levels of the quantiles that are forecast, each above 0 and below 1, for train.loss = quantile; without a mean, 0.5 is added",
            or = "[0.1, 0.5, 0.9]",
            inModel = InModel.DEFINING,
            param = "quantileLevels",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Levels quantiles,
    @Setting(
            value =
                "the forecast itself, for train.loss = quantile: median, or mean (one more output of the network, trained by the squared error)",
            or = "median",
            inModel = InModel.DEFINING,
            param = "pointForecast",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Point point,
    @Setting(
            value = "smallest value that is forecast, such as 0 for sales; -Infinity for none",
            or = "-Infinity",
            inModel = InModel.RECORDED,
            param = "forecastMinimum",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        double minimum) {

  public ForecastConfig {
    Ranges.check(ForecastConfig.class, "forecast", quantiles, point, minimum);
  }

  /** What a forecast is beside its quantiles. */
  public enum Point {
    MEDIAN,
    MEAN
  }

  /** What a network trained by a loss answers. */
  public Answers answers(Loss loss) {
    if (loss != Loss.QUANTILE) {
      return Answers.POINT;
    }
    return point == Point.MEAN
        ? new Answers(quantiles.values(), true)
        : Answers.median(quantiles.values());
  }

  /**
   * Checks that the settings have an effect.
   *
   * @throws UserException names one that has none
   */
  void check(Loss loss, DataConfig data) {
    for (String name : new String[] {"quantiles", "point"}) {
      KeyInfo key = KeyInfo.of("forecast." + name);
      Object value = name.equals("point") ? point : quantiles;
      if (loss != Loss.QUANTILE && !key.isDefault(value)) {
        throw UserException.of(
            "{forecast."
                + name
                + "} is given, but only {train.loss = quantile} forecasts quantiles");
      }
    }
    if (point == Point.MEAN && data.transform() != Transform.NONE) {
      throw UserException.of(
          "{forecast.point = mean} needs {data.transform = none}: the mean of transformed values is not that of the values; found %s",
          Keys.kebab(data.transform().name()));
    }
  }

  /** The same with the quantiles of another. */
  public ForecastConfig answering(ForecastConfig other) {
    return new ForecastConfig(other.quantiles, other.point, minimum);
  }
}
