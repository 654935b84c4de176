package org.sparklstm.job.task;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.core.train.ScoreHistogram;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.PromoteConfig.Metric;

/**
 * What classifiers are judged by, beside always answering the most frequent class of the train span
 * (of the examples judged, if the table has no such span), or for the log loss the shares of the
 * classes.
 */
final class ClassCriteria {
  private final ClassificationErrors errors;

  /** Examples of each class: those of the train span, or those judged if there are none. */
  private final long[] known;

  /**
   * @param counts sequences of each class in the train span; may be zeros
   */
  ClassCriteria(ClassificationErrors errors, List<Long> counts) {
    this.errors = errors;
    boolean trained = counts.stream().anyMatch(count -> count > 0);
    known =
        IntStream.range(0, errors.classes())
            .mapToLong(label -> trained ? counts.get(label) : errors.support(label))
            .toArray();
  }

  /** The most frequent class, the first if there are several. */
  int naive() {
    int most = 0;
    for (int label = 1; label < known.length; label++) {
      most = known[label] > known[most] ? label : most;
    }
    return most;
  }

  /** The rarest class, the last if there are several. */
  static int rarest(List<Long> counts) {
    int least = 0;
    for (int label = 1; label < counts.size(); label++) {
      least = counts.get(label) <= counts.get(least) ? label : least;
    }
    return least;
  }

  double naiveAccuracy() {
    return share(naive());
  }

  /** The share of a class in the examples judged. */
  private double share(int label) {
    return (double) errors.support(label) / errors.examples();
  }

  /**
   * A criterion.
   *
   * @param metric other than auto
   * @throws UserException if there are too many classes for it
   */
  Criterion of(Metric metric) {
    return switch (metric) {
      case ACCURACY ->
          new Criterion("share of wrong answers", 1 - errors.accuracy(), 1 - naiveAccuracy());
      case BALANCED_ACCURACY ->
          new Criterion(
              "mean share of wrong answers by class",
              1 - errors.balancedAccuracy(),
              1 - naiveBalancedAccuracy());
      case F1 ->
          Criterion.ofScore("F1 (weighted)", errors.weightedF1(), share(naive()) * naiveF1());
      case MACRO_F1 ->
          Criterion.ofScore("F1 (mean of classes)", errors.macroF1(), naiveF1() / errors.classes());
      case LOG_LOSS -> new Criterion("log loss", errors.meanLogLoss(), naiveLogLoss());
      case AVERAGE_PRECISION ->
          Criterion.ofScore(
              "area under the precision-recall curve",
              overClasses(this::averagePrecision),
              overClasses(this::share));
      default -> throw new IllegalArgumentException("not a metric of classes: " + metric);
    };
  }

  /** Of a constant answer the recall of one class is 1 and that of all others 0. */
  private double naiveBalancedAccuracy() {
    long present =
        IntStream.range(0, errors.classes()).filter(label -> errors.support(label) > 0).count();
    return errors.support(naive()) > 0 ? 1.0 / present : 0;
  }

  /** F1 of the class that is always answered; that of the others is 0. */
  private double naiveF1() {
    double precision = share(naive());
    return 2 * precision / (1 + precision);
  }

  /** The log loss of answering the shares of training as probabilities. */
  private double naiveLogLoss() {
    double all = IntStream.range(0, known.length).mapToLong(label -> known[label]).sum();
    double sum = 0;
    for (int label = 0; label < known.length; label++) {
      if (errors.support(label) > 0) {
        sum -= share(label) * StrictMath.log(Math.max(Math.ulp(1.0), known[label] / all));
      }
    }
    return sum;
  }

  private double averagePrecision(int label) {
    return errors
        .scores(label)
        .map(ScoreHistogram::averagePrecision)
        .orElseThrow(
            () ->
                UserException.of(
                    "{promote.metric} = average-precision is computed for few classes only, found %,d; choose another",
                    errors.classes()));
  }

  /** That of the rarer of two classes, or the mean of the classes that have examples. */
  private double overClasses(IntToDoubleFunction value) {
    if (errors.classes() == 2) {
      return value.applyAsDouble(known[0] < known[1] ? 0 : 1);
    }
    return IntStream.range(0, errors.classes())
        .filter(label -> errors.support(label) > 0)
        .mapToDouble(value)
        .average()
        .orElse(0);
  }
}
