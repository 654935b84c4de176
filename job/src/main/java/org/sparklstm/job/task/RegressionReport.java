package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.sparklstm.core.train.RegressionErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.PromoteConfig.Metric;
import org.sparklstm.job.data.sequence.SequenceScaling;

/** Errors of predicted numbers beside those of always answering their mean. */
final class RegressionReport implements Report {
  private final RegressionErrors errors;
  private final String label;
  private final double scale;
  private final DoubleUnaryOperator restored;
  private final Metric metric;
  private final String unit;

  /**
   * @param label name of the column
   * @param scaling of the label
   * @param metric what models are compared by
   * @param unit the word for several examples
   */
  RegressionReport(
      RegressionErrors errors, String label, SequenceScaling scaling, Metric metric, String unit) {
    this.unit = unit;
    this.metric = metric;
    this.errors = errors;
    this.label = label;
    scale = scaling.labelScale();
    restored = value -> scaling.restoreLabel((float) value);
  }

  @Override
  public Json standardised() {
    return new Json()
        .put("mse", errors.squaredError())
        .put("rmse", Math.sqrt(errors.squaredError()))
        .put("mae", errors.absoluteError())
        .put("r2", errors.explained())
        .put("baseline_mse", errors.variance())
        .put("baseline", "always the mean of the test span")
        .put("sequences", errors.examples());
  }

  @Override
  public Json originalUnits() {
    return new Json()
        .put("mse", errors.squaredError() * scale * scale)
        .put("rmse", Math.sqrt(errors.squaredError()) * scale)
        .put("mae", errors.absoluteError() * scale)
        .put("baseline_mse", errors.variance() * scale * scale);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "test span, %,d %s   RMSE        MAE         R²    (in units of %s)"
            .formatted(errors.examples(), unit, label));
    lines.add(
        "  %-26s %-11.5g %-11.5g %.4f"
            .formatted(
                "this model",
                Math.sqrt(errors.squaredError()) * scale,
                errors.absoluteError() * scale,
                errors.explained()));
    lines.add(
        "  %-26s %-11.5g %-11s 0"
            .formatted("always the mean", Math.sqrt(errors.variance()) * scale, ""));
    lines.add(verdict());
    return lines;
  }

  @Override
  public Criterion criterion(Map<String, Double> scales) {
    // the label is the last column of every model; standardised, its mean in training is 0
    double ratio = scale / scales.get(label);
    return metric == Metric.MAE
        ? new Criterion(
            "mean absolute error", errors.absoluteError() * ratio, errors.magnitude() * ratio)
        : new Criterion(
            "mean squared error",
            errors.squaredError() * ratio * ratio,
            errors.variance() * ratio * ratio);
  }

  @Override
  public boolean isUseful() {
    return metric == Metric.MAE
        ? errors.absoluteError() < errors.magnitude()
        : errors.explained() > 0;
  }

  @Override
  public long examples() {
    return errors.examples();
  }

  @Override
  public String verdict() {
    if (errors.variance() <= 0) {
      return "All labels of the test span are equal: this says little about the model.";
    }
    if (metric == Metric.MAE) {
      return criterion(Map.of(label, 1.0)).verdict("always answering the mean");
    }
    return isUseful()
        ? "The model explains %.1f %% of the variance.".formatted(100 * errors.explained())
        : "Always answering the mean is better: do not use this model.";
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure("R²", "%.4f".formatted(errors.explained()), "always the mean: 0"),
        new Figure(
            label + " is off by",
            "%.4g".formatted(errors.absoluteError() * scale),
            "on average; root mean square: %.4g"
                .formatted(Math.sqrt(errors.squaredError()) * scale)));
  }

  @Override
  public Json detail() {
    List<Double> actual = new ArrayList<>();
    List<Double> predicted = new ArrayList<>();
    for (RegressionErrors.Answer answer : errors.answers()) {
      actual.add(restored.applyAsDouble(answer.actual()));
      predicted.add(restored.applyAsDouble(answer.predicted()));
    }
    return new Json()
        .put("unit", label)
        .put("answers", new Json().put("actual", actual).put("predicted", predicted))
        .put("distribution", Distribution.of(Map.of("model", errors.histogram()), scale));
  }
}
