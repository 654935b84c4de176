package org.sparklstm.job.task;

/**
 * The error that a model is judged by, beside that of the naive answer.
 *
 * @param by its name
 * @param error that of the model: the smaller, the better
 */
public record Criterion(String by, double error, double naive) {
  /** A score, of which more is better, as an error. */
  static Criterion ofScore(String name, double score, double naive) {
    return new Criterion("1 - " + name, 1 - score, 1 - naive);
  }

  /** Whether the model is better than the naive answer. */
  boolean isBetter() {
    return error < naive;
  }

  /**
   * The verdict.
   *
   * @param naiveAnswer the naive answer in words
   */
  String verdict(String naiveAnswer) {
    if (!Double.isFinite(error) || !Double.isFinite(naive)) {
      return "The %s cannot be computed here, for instance because values are constant: choose another promote.metric."
          .formatted(by);
    }
    return isBetter()
        ? "The model is better than %s: %s %.4g, %.4g.".formatted(naiveAnswer, by, error, naive)
        : "The model is not better than %s (%s %.4g, %.4g): do not use this model."
            .formatted(naiveAnswer, by, error, naive);
  }
}
