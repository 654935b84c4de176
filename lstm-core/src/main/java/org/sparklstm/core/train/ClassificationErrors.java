package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.core.tensor.Matrix;

/**
 * The confusion matrix of a classification, its loss and the scores that follow from them. Sums are
 * exact, so parts can be merged in any order.
 */
public final class ClassificationErrors implements Errors {
  private static final long serialVersionUID = 1L;

  private static final int SAMPLED = 4;

  /** Largest number of classes whose margins are counted. */
  public static final int MOST_SCORED = 20;

  /** Smallest probability whose logarithm counts. */
  private static final double SMALLEST = Math.ulp(1.0);

  private final int classes;

  /** Numbers of examples by {@code actual · classes + predicted}: most pairs never occur. */
  private final TreeMap<Long, Long> counts = new TreeMap<>();

  private final long[] actuals;
  private final long[] predictions;

  /** One per class, or none. Not an immutable list: Kryo cannot construct those. */
  private final ArrayList<ScoreHistogram> scores = new ArrayList<>();

  private final ExactSum logLoss = new ExactSum();
  private final ExactSum loss = new ExactSum();
  private final ExactSum weight = new ExactSum();

  /** For a test span, a sample of incorrect and of correct predictions. */
  private final Sample<AnsweredSequence> mistakes;

  private final Sample<AnsweredSequence> right;
  private long examples;

  /** Creates empty errors without samples. */
  public ClassificationErrors(int classes) {
    this(classes, 0, false);
  }

  private ClassificationErrors(int classes, int sampled, boolean scored) {
    this.classes = classes;
    mistakes = new Sample<>(sampled);
    right = new Sample<>(sampled);
    actuals = new long[classes];
    predictions = new long[classes];
    for (int label = 0; scored && classes <= MOST_SCORED && label < classes; label++) {
      scores.add(new ScoreHistogram());
    }
  }

  /** Creates empty errors that sample sequences for reports. */
  static ClassificationErrors inDetail(int classes) {
    return new ClassificationErrors(classes, SAMPLED, true);
  }

  /** Creates empty errors that count margins, but sample no sequences. */
  static ClassificationErrors scored(int classes) {
    return new ClassificationErrors(classes, 0, true);
  }

  void add(int actual, Matrix logits, int row, double rowLoss, double rowWeight) {
    int predicted = largest(logits, row);
    counts.merge(cell(actual, predicted), 1L, Long::sum);
    actuals[actual]++;
    predictions[predicted]++;
    logLoss.add(-StrictMath.log(Math.max(SMALLEST, probability(logits, row, actual))));
    if (!scores.isEmpty()) {
      addMargins(actual, logits, row);
    }
    loss.add(rowLoss);
    weight.add(rowWeight);
    examples++;
  }

  /** Adds the logarithms of the odds of the classes. */
  private void addMargins(int actual, Matrix logits, int row) {
    double largest = logits.at(row, largest(logits, row));
    double[] parts = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      parts[c] = StrictMath.exp(logits.at(row, c) - largest);
      sum += parts[c];
    }
    for (int c = 0; c < classes; c++) {
      scores.get(c).add(StrictMath.log(parts[c] / (sum - parts[c])), c == actual);
    }
  }

  void sample(int actual, Matrix logits, int row, SequenceGatherer.Shown shown) {
    int predicted = largest(logits, row);
    (predicted == actual ? right : mistakes)
        .add(
            shown.key(),
            () ->
                new AnsweredSequence(
                    shown.values(AnsweredSequence.MOST_VALUES),
                    shown.inputs(),
                    shown.length(),
                    actual,
                    predicted,
                    probability(logits, row, predicted)));
  }

  /** Softmax. */
  private static double probability(Matrix logits, int row, int label) {
    double sum = 0;
    for (int c = 0; c < logits.columns(); c++) {
      sum += StrictMath.exp((double) logits.at(row, c) - logits.at(row, label));
    }
    return 1 / sum;
  }

  /**
   * The predicted class: the index of the largest value of a row, the first if there are several.
   */
  public static int largest(Matrix logits, int row) {
    int best = 0;
    for (int c = 1; c < logits.columns(); c++) {
      if (logits.at(row, c) > logits.at(row, best)) {
        best = c;
      }
    }
    return best;
  }

  /**
   * The predicted class if classes have thresholds: the index of the largest ratio of probability
   * and threshold, the first if there are several.
   *
   * @param thresholds one per class, of which at most one is 0; or none
   */
  public static int largest(Matrix logits, int row, List<Double> thresholds) {
    if (thresholds.isEmpty()) {
      return largest(logits, row);
    }
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.columns(); c++) {
      double ratio = logits.at(row, c) - StrictMath.log(thresholds.get(c));
      if (ratio > most) {
        best = c;
        most = ratio;
      }
    }
    return best;
  }

  /**
   * The errors of the same answers if one of two classes is told from the other by a threshold.
   *
   * @param label index of the class
   * @param threshold margin above which an example is taken for one of its own
   */
  public ClassificationErrors at(int label, double threshold) {
    if (classes != 2) {
      throw new IllegalArgumentException("expected two classes, found " + classes);
    }
    ScoreHistogram.Rule rule = scores.get(label).at(threshold);
    ClassificationErrors errors = new ClassificationErrors(2, SAMPLED, true);
    errors.merge(this);
    int other = 1 - label;
    errors.counts.clear();
    errors.counts.put(cell(label, label), rule.hits());
    errors.counts.put(cell(label, other), actuals[label] - rule.hits());
    errors.counts.put(cell(other, label), rule.falseAlarms());
    errors.counts.put(cell(other, other), actuals[other] - rule.falseAlarms());
    errors.predictions[label] = rule.hits() + rule.falseAlarms();
    errors.predictions[other] = examples - errors.predictions[label];
    return errors;
  }

  @Override
  public ClassificationErrors merge(Errors other) {
    ClassificationErrors part = (ClassificationErrors) other;
    part.counts.forEach((cell, count) -> counts.merge(cell, count, Long::sum));
    for (int label = 0; label < classes; label++) {
      actuals[label] += part.actuals[label];
      predictions[label] += part.predictions[label];
    }
    for (int label = 0; label < scores.size(); label++) {
      scores.get(label).merge(part.scores.get(label));
    }
    logLoss.add(part.logLoss);
    loss.add(part.loss);
    weight.add(part.weight);
    mistakes.merge(part.mistakes);
    right.merge(part.right);
    examples += part.examples;
    return this;
  }

  @Override
  public long examples() {
    return examples;
  }

  @Override
  public double meanLoss() {
    return loss.value() / weight.value();
  }

  /** A sample of the incorrectly classified sequences of a test span. */
  public List<AnsweredSequence> mistakes() {
    return mistakes.values();
  }

  /** A sample of the correctly classified sequences of a test span. */
  public List<AnsweredSequence> right() {
    return right.values();
  }

  /** The number of classes. */
  public int classes() {
    return classes;
  }

  /**
   * An element of the confusion matrix: the number of examples of a class that were predicted as a
   * class.
   */
  public long count(int actual, int predicted) {
    return counts.getOrDefault(cell(actual, predicted), 0L);
  }

  private long cell(int actual, int predicted) {
    return (long) actual * classes + predicted;
  }

  /**
   * An element of the confusion matrix that is not 0.
   *
   * @param count number of examples
   */
  public record Cell(int actual, int predicted, long count) {}

  /** The elements of the confusion matrix that are not 0, by row and column. */
  public List<Cell> cells() {
    return counts.entrySet().stream()
        .map(
            entry ->
                new Cell(
                    (int) (entry.getKey() / classes),
                    (int) (entry.getKey() % classes),
                    entry.getValue()))
        .toList();
  }

  /** The number of examples of a class. */
  public long support(int label) {
    return actuals[label];
  }

  /**
   * The mean of −log p over all examples, with p the predicted probability of the actual class, at
   * least 2<sup>-52</sup>: {@code log_loss} of scikit-learn.
   */
  public double meanLogLoss() {
    return logLoss.value() / examples;
  }

  /**
   * How well the margins of a class tell it from the others; nothing if there are many classes, or
   * if they were not counted.
   */
  public Optional<ScoreHistogram> scores(int label) {
    return scores.isEmpty() ? Optional.empty() : Optional.of(scores.get(label));
  }

  /** The mean recall of the classes that have examples. */
  public double balancedAccuracy() {
    double sum = 0;
    int present = 0;
    for (int label = 0; label < classes; label++) {
      sum += recall(label);
      present += actuals[label] > 0 ? 1 : 0;
    }
    return sum / present;
  }

  /** The fraction of examples that are classified correctly. */
  public double accuracy() {
    long right = 0;
    for (int label = 0; label < classes; label++) {
      right += count(label, label);
    }
    return (double) right / examples;
  }

  /**
   * The fraction of the predictions of a class that are correct; 0 if there are no such
   * predictions.
   */
  public double precision(int label) {
    long taken = predictions[label];
    return taken == 0 ? 0 : (double) count(label, label) / taken;
  }

  /**
   * The fraction of the examples of a class that are classified correctly; 0 if there are no such
   * examples.
   */
  public double recall(int label) {
    long support = support(label);
    return support == 0 ? 0 : (double) count(label, label) / support;
  }

  /** The harmonic mean of precision and recall; 0 if both are 0. */
  public double f1(int label) {
    double precision = precision(label);
    double recall = recall(label);
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /**
   * The mean F1 of all classes, weighted by their numbers of examples: the metric {@code f1} of
   * Spark's evaluator.
   */
  public double weightedF1() {
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      sum += f1(label) * support(label);
    }
    return sum / examples;
  }

  /** The unweighted mean F1 of all classes. */
  public double macroF1() {
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      sum += f1(label);
    }
    return sum / classes;
  }
}
