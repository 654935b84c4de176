package org.sparklstm.job.run;

import org.sparklstm.core.train.RegressionErrors;

/** Errors of predicted numbers, beside the answer that is always their mean. */
final class RegressionReport implements Report {
  private final RegressionErrors errors;
  private final String label;
  private final double scale;

  /**
   * @param label name of the column
   * @param scale what errors are multiplied by to be in its units
   */
  RegressionReport(RegressionErrors errors, String label, double scale) {
    this.errors = errors;
    this.label = label;
    this.scale = scale;
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
  public void show(Console console) {
    console.say("");
    console.say(
        "test span, %,d sequences   RMSE        MAE         R²    (in units of %s)"
            .formatted(errors.examples(), label));
    console.say(
        "  %-26s %-11.5g %-11.5g %.4f"
            .formatted(
                "this model",
                Math.sqrt(errors.squaredError()) * scale,
                errors.absoluteError() * scale,
                errors.explained()));
    console.say(
        "  %-26s %-11.5g %-11s 0"
            .formatted("always the mean", Math.sqrt(errors.variance()) * scale, ""));
    console.say(
        errors.variance() <= 0
            ? "All labels of the test span are the same: that says little."
            : errors.explained() > 0
                ? "The model explains %.1f %% of the variance.".formatted(100 * errors.explained())
                : "The mean is the better answer: do not use this model.");
  }
}
