package org.sparklstm.job.config;

import org.sparklstm.core.sequence.Answers;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.Setting.InModel;
import org.sparklstm.job.config.TrainConfig.Loss;

/** {@code forecast}: what is forecast. */
public record ForecastConfig(
    @Setting(
            value =
                "levels of the quantiles that are forecast, each above 0 and below 1, for train.loss = quantile or a distribution (0.5 is added, if the forecast is the median), forecast.calibrate = conformal and forecast.total",
            or = "[0.1, 0.5, 0.9]",
            inModel = InModel.DEFINING,
            param = "quantileLevels",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Levels quantiles,
    @Setting(
            value =
                "the forecast itself, for train.loss = quantile or a distribution: median, or mean (with quantile one more output of the network, trained by the squared error)",
            or = "median",
            inModel = InModel.DEFINING,
            param = "pointForecast",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Point point,
    @Setting(
            value =
                "conformal: the errors on the validation span make quantiles of any forecast, or correct those of train.loss = quantile, so that as many values as a level says are below; none",
            or = "none",
            inModel = InModel.DEFINING,
            param = "calibrate",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Calibrate calibrate,
    @Setting(
            value =
                "true: the sum over the horizon is forecast, too (such as the demand during a lead time), with quantiles that follow from the errors of such sums on the validation span",
            or = "false",
            inModel = InModel.DEFINING,
            param = "forecastTotal",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        boolean total,
    @Setting(
            value = "smallest value that is forecast, such as 0 for sales; -Infinity for none",
            or = "-Infinity",
            inModel = InModel.RECORDED,
            param = "forecastMinimum",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        double minimum) {

  public ForecastConfig {
    Ranges.check(ForecastConfig.class, "forecast", quantiles, point, calibrate, total, minimum);
  }

  /** What a forecast is beside its quantiles. */
  public enum Point {
    MEDIAN,
    MEAN
  }

  /** How quantiles are made to hold what they promise. */
  public enum Calibrate {
    NONE,
    CONFORMAL
  }

  /** What a network trained by a loss answers. */
  public Answers answers(Loss loss) {
    Answers answers = ofSteps(loss);
    return total ? answers.withTotals(quantiles.values()) : answers;
  }

  private Answers ofSteps(Loss loss) {
    if (!loss.answersQuantiles()) {
      return isCalibrated() ? Answers.around(quantiles.values()) : Answers.POINT;
    }
    Answers answers =
        point == Point.MEAN ? Answers.mean(quantiles.values()) : Answers.median(quantiles.values());
    return loss.distribution().map(answers::of).orElse(answers);
  }

  /** Whether errors on the validation span make or correct the quantiles of each step. */
  public boolean isCalibrated() {
    return calibrate == Calibrate.CONFORMAL;
  }

  /** Whether quantiles of steps or sums follow from the errors on the validation span. */
  public boolean needsErrors() {
    return isCalibrated() || total;
  }

  /** The settings of the network alone, without calibration and sums. */
  ForecastConfig ofNetwork(Loss loss) {
    Levels levels =
        loss.answersQuantiles()
            ? quantiles
            : Levels.of(KeyInfo.of("forecast.quantiles").defaultLevels());
    return new ForecastConfig(levels, point, Calibrate.NONE, false, minimum);
  }

  /** The setting for which errors are needed, for messages. */
  public String needing() {
    return isCalibrated() ? "{forecast.calibrate = conformal}" : "{forecast.total = true}";
  }

  /** The setting that needs no errors, for messages. */
  public String needingNone() {
    return isCalibrated()
        ? total
            ? "{forecast.calibrate = none} and {forecast.total = false}"
            : "{forecast.calibrate = none}"
        : "{forecast.total = false}";
  }

  /**
   * Checks that the settings have an effect.
   *
   * @throws UserException names one that has none
   */
  void check(Loss loss, DataConfig data) {
    boolean areAnswered = loss.answersQuantiles();
    if (!areAnswered && !needsErrors() && !KeyInfo.of("forecast.quantiles").isDefault(quantiles)) {
      throw UserException.of(
          "{forecast.quantiles} is given, but only {train.loss = quantile} or a distribution, {forecast.calibrate = conformal} and {forecast.total = true} forecast quantiles");
    }
    if (!areAnswered && point != Point.MEDIAN) {
      throw UserException.of(
          "{forecast.point} is given, but only {train.loss = quantile} or a distribution forecasts a median or a mean");
    }
    if (point == Point.MEAN && data.transform() != Transform.NONE) {
      throw UserException.of(
          "{forecast.point = mean} needs {data.transform = none}: the mean of transformed values is not that of the values; found %s",
          Keys.kebab(data.transform().name()));
    }
  }

  /** The same with the quantiles of another. */
  public ForecastConfig answering(ForecastConfig other) {
    return new ForecastConfig(other.quantiles, other.point, other.calibrate, other.total, minimum);
  }
}
