package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.job.data.table.Statistics;

/** Scales the values of sequences, and their labels if they are numbers to predict. */
public final class SequenceScaling implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] means;

  /** Reciprocals of the scales: multiplication is faster than division. */
  private final double[] factors;

  private final double labelMean;
  private final double labelScale;

  private SequenceScaling(double[] means, double[] factors, double labelMean, double labelScale) {
    this.means = means;
    this.factors = factors;
    this.labelMean = labelMean;
    this.labelScale = labelScale;
  }

  /**
   * Scaling of sequences whose labels are classes.
   *
   * @param statistics statistics of the values of a step
   */
  public static SequenceScaling ofClasses(Statistics statistics) {
    return of(statistics, statistics.columns().size(), 0, 1);
  }

  /**
   * Scaling of sequences whose labels are numbers.
   *
   * @param statistics statistics of the values of a step, followed by those of the label
   */
  public static SequenceScaling ofNumbers(Statistics statistics) {
    int inputs = statistics.columns().size() - 1;
    return of(statistics, inputs, statistics.means().get(inputs), statistics.scales().get(inputs));
  }

  private static SequenceScaling of(
      Statistics statistics, int inputs, double labelMean, double labelScale) {
    double[] means = new double[inputs];
    double[] factors = new double[inputs];
    for (int column = 0; column < inputs; column++) {
      means[column] = statistics.means().get(column);
      factors[column] = 1 / statistics.scales().get(column);
    }
    return new SequenceScaling(means, factors, labelMean, labelScale);
  }

  /** I, the number of values per step. */
  public int inputs() {
    return means.length;
  }

  /**
   * Scales the values of a sequence and adds them to others.
   *
   * @param to Modified.
   */
  public void add(SequenceReader sequence, Sequences to) {
    add(sequence, 0, sequence.length(), to);
  }

  /**
   * Scales some steps of a sequence and adds them to others.
   *
   * @param first the first of the steps
   * @param to Modified.
   */
  void add(SequenceReader sequence, int first, int steps, Sequences to) {
    double[] values = sequence.values();
    int inputs = means.length;
    int start = to.add(steps * inputs);
    float[] scaled = to.values();
    for (int t = 0; t < steps; t++) {
      int from = (first + t) * inputs;
      int at = start + t * inputs;
      for (int column = 0; column < inputs; column++) {
        scaled[at + column] = (float) ((values[from + column] - means[column]) * factors[column]);
      }
    }
  }

  float scaleLabel(double label) {
    return (float) ((label - labelMean) / labelScale);
  }

  /** A predicted number in its own units. */
  public double restoreLabel(float label) {
    return label * labelScale + labelMean;
  }

  /** Scale of the labels: the factor that turns standardised errors into the label's units. */
  public double labelScale() {
    return labelScale;
  }

  /** Names of the values of a step in messages and files. */
  static List<String> names(String column, int inputs) {
    if (inputs == 1) {
      return List.of(column);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      names.add("%s[%d]".formatted(column, i));
    }
    return names;
  }
}
