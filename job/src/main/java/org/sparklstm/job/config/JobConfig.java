package org.sparklstm.job.config;

import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.Setting.InModel;

/** The whole configuration. */
public record JobConfig(
    @Setting(value = "which run this is") RunConfig run,
    @Setting(
            value =
                "what to learn: forecast, classify, regress, next (the next token of a text or of a sequence of events) or tag (the class of each token)",
            or = "forecast",
            inModel = InModel.DEFINING)
        TaskKind task,
    @Setting(value = "the rows") DataConfig data,
    @Setting("windows") WindowConfig window,
    @Setting(value = "the forecast") ForecastConfig forecast,
    @Setting(value = "the network") ModelConfig model,
    @Setting(value = "training") TrainConfig train,
    @Setting(value = "checkpoints") CheckpointConfig checkpoint,
    @Setting(value = "event files") TensorboardConfig tensorboard,
    @Setting(value = "the report") ReportConfig report,
    @Setting(value = "forecasts") ScoreConfig score,
    @Setting(value = "verdicts") PromoteConfig promote) {

  /** Not a compact constructor, because the check reads the record itself. */
  public JobConfig(
      RunConfig run,
      TaskKind task,
      DataConfig data,
      WindowConfig window,
      ForecastConfig forecast,
      ModelConfig model,
      TrainConfig train,
      CheckpointConfig checkpoint,
      TensorboardConfig tensorboard,
      ReportConfig report,
      ScoreConfig score,
      PromoteConfig promote) {
    this.run = run;
    this.task = task;
    this.data = data;
    this.window = window;
    this.forecast = forecast;
    this.model = model;
    this.train = train;
    this.checkpoint = checkpoint;
    this.tensorboard = tensorboard;
    this.report = report;
    this.score = score;
    this.promote = promote;
    TaskRules.check(this);
    forecast.check(train.loss(), data);
    if (forecast.needsErrors() && !data.split().wants(Split.VALIDATION)) {
      throw UserException.of(
          forecast.needing()
              + " goes by the errors on the validation span, and {data.split.validation} is %s: give it rows, or set "
              + forecast.needingNone(),
          data.split().validation());
    }
    checkDistribution();
    data.split().checkDates();
    checkSegments();
  }

  private void checkDistribution() {
    if (train.loss().distribution().isEmpty()) {
      return;
    }
    if (model.isInSegments()) {
      throw UserException.of(
          "{model.kind = segment} answers values or quantiles, not a distribution: set {train.loss} to mse, mae, huber or quantile, found %s",
          train.loss().text());
    }
    if (train.loss() != TrainConfig.Loss.NEGATIVE_BINOMIAL) {
      return;
    }
    boolean isOfCounts =
        window.baseline() == Baseline.NONE
            && data.transform() == Transform.NONE
            && (data.scale() == DataConfig.Scale.WINDOW || data.scale() == DataConfig.Scale.NONE);
    if (!isOfCounts) {
      throw UserException.of(
          "{train.loss = negative-binomial} is of counts as they are: it needs {window.baseline} none, {data.transform} none, and {data.scale} window (the mean is a multiple of the window's level) or none; found %s, %s and %s",
          Keys.kebab(window.baseline().name()),
          Keys.kebab(data.transform().name()),
          Keys.kebab(data.scale().name()));
    }
  }

  private void checkSegments() {
    model.checkKind();
    if (!model.isInSegments()) {
      if (data.scale() == DataConfig.Scale.WINDOW_STANDARD) {
        throw UserException.of("{data.scale = window-standard} is for {model.kind = segment}");
      }
      return;
    }
    if (!data.isPlain() || !data.features().isEmpty()) {
      throw UserException.of(
          "{model.kind = segment} reads targets only, which {data.scale} measures by global, window-standard or none: {data.features}, {data.future}, {data.static}, {data.categorical} and {data.calendar} must be empty, {data.transform} none, and {data.gaps = fill} needs {data.missing = forward-fill} or skip-window");
    }
    if (window.baseline() == Baseline.SEASONAL) {
      throw UserException.of(
          "{model.kind = segment} takes the last value off what it reads, or nothing: set {window.baseline} to last or none, found seasonal");
    }
    model.segmentOf(window);
  }

  /** What the network answers to each value to forecast. */
  public Answers answers() {
    return forecast.answers(train.loss());
  }

  /** Whether a forecast is the mean of what may come, so that sums of forecasts are, too. */
  public boolean forecastsMeans() {
    return data.transform() == Transform.NONE
        && (train.loss().answersQuantiles()
            ? forecast.point() == ForecastConfig.Point.MEAN
            : train.loss().ofNumbers() == LossKind.MSE);
  }

  /** The windows, as the network reads and answers them. */
  public WindowSpec windows() {
    // segments take the last value off by themselves, from what they read too
    boolean isOff = model.isInSegments() && window.baseline() == Baseline.LAST;
    return isOff ? window.spec(Baseline.NONE) : window.spec(window.baseline());
  }

  /**
   * The same network, trained on all rows for a fixed number of epochs. What follows from errors on
   * the validation span is left to an earlier training.
   */
  public JobConfig refitting(int epochs) {
    return new JobConfig(
        run,
        task,
        data.with(SplitConfig.allRows()),
        window,
        forecast.ofNetwork(train.loss()),
        model,
        train.refitting(epochs),
        checkpoint,
        tensorboard,
        report,
        score,
        promote);
  }
}
