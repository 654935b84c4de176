package org.sparklstm.core.train;

import java.util.List;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.core.tensor.Matrix;

/** Which class was taken for which. */
public final class ClassificationErrors implements Errors {
  private static final long serialVersionUID = 1L;

  private static final int SAMPLED = 4;

  private final int classes;

  /** (actual, predicted). */
  private final long[] counts;

  private final ExactSum loss = new ExactSum();
  private final ExactSum weight = new ExactSum();

  /** Of a test span, a few that were taken for another class, and a few that were not. */
  private final Sample<AnsweredSequence> mistakes;

  private final Sample<AnsweredSequence> right;
  private long examples;

  /** No errors yet, counted only. */
  public ClassificationErrors(int classes) {
    this(classes, 0);
  }

  private ClassificationErrors(int classes, int sampled) {
    this.classes = classes;
    mistakes = new Sample<>(sampled);
    right = new Sample<>(sampled);
    counts = new long[classes * classes];
  }

  /** No errors yet; a few sequences are kept to be looked at. */
  static ClassificationErrors inDetail(int classes) {
    return new ClassificationErrors(classes, SAMPLED);
  }

  void add(int actual, Matrix logits, int row, double rowLoss, double rowWeight) {
    counts[actual * classes + largest(logits, row)]++;
    loss.add(rowLoss);
    weight.add(rowWeight);
    examples++;
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

  /** The first of the largest values of a row: the class that is predicted. */
  public static int largest(Matrix logits, int row) {
    int best = 0;
    for (int c = 1; c < logits.columns(); c++) {
      if (logits.at(row, c) > logits.at(row, best)) {
        best = c;
      }
    }
    return best;
  }

  @Override
  public ClassificationErrors merge(Errors other) {
    ClassificationErrors part = (ClassificationErrors) other;
    for (int i = 0; i < counts.length; i++) {
      counts[i] += part.counts[i];
    }
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

  /** Of a test span, a few sequences whose class was not found. */
  public List<AnsweredSequence> mistakes() {
    return mistakes.values();
  }

  /** Of a test span, a few sequences whose class was found. */
  public List<AnsweredSequence> right() {
    return right.values();
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** How many of a class were taken for another, or for what they are. */
  public long count(int actual, int predicted) {
    return counts[actual * classes + predicted];
  }

  /** Number of examples of a class. */
  public long support(int label) {
    long sum = 0;
    for (int predicted = 0; predicted < classes; predicted++) {
      sum += count(label, predicted);
    }
    return sum;
  }

  /** Share of the examples whose class was found. */
  public double accuracy() {
    long right = 0;
    for (int label = 0; label < classes; label++) {
      right += count(label, label);
    }
    return (double) right / examples;
  }

  /** Of those taken for a class, the share that belongs to it; 0 where none was. */
  public double precision(int label) {
    long taken = 0;
    for (int actual = 0; actual < classes; actual++) {
      taken += count(actual, label);
    }
    return taken == 0 ? 0 : (double) count(label, label) / taken;
  }

  /** Of a class, the share that was found; 0 where there is none. */
  public double recall(int label) {
    long support = support(label);
    return support == 0 ? 0 : (double) count(label, label) / support;
  }

  /** Harmonic mean of precision and recall; 0 where both are. */
  public double f1(int label) {
    double precision = precision(label);
    double recall = recall(label);
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /** Mean of the classes' F1, each as often as it has examples: what Spark's evaluator calls f1. */
  public double weightedF1() {
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      sum += f1(label) * support(label);
    }
    return sum / examples;
  }

  /** Mean of the classes' F1, each once. */
  public double macroF1() {
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      sum += f1(label);
    }
    return sum / classes;
  }
}
