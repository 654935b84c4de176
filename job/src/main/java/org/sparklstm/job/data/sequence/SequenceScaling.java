package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.job.data.table.Statistics;

/** How the values of sequences are scaled, and their labels where these are numbers to predict. */
public final class SequenceScaling implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] means;

  /** One over the scales: a product is quicker than a quotient. */
  private final double[] factors;

  private final double labelMean;
  private final double labelScale;

  private SequenceScaling(double[] means, double[] factors, double labelMean, double labelScale) {
    this.means = means;
    this.factors = factors;
    this.labelMean = labelMean;
    this.labelScale = labelScale;
  }

  /** Of sequences whose labels are classes. {@code statistics} are those of a step's values. */
  public static SequenceScaling ofClasses(Statistics statistics) {
    return of(statistics, statistics.columns().size(), 0, 1);
  }

  /** Of sequences whose labels are numbers. {@code statistics} are a step's, then the label's. */
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

  /** I: values a step. */
  public int inputs() {
    return means.length;
  }

  /**
   * Adds the values of a sequence, scaled.
   *
   * @param to Modified.
   */
  public void add(SequenceReader sequence, Sequences to) {
    double[] values = sequence.values();
    int inputs = means.length;
    int start = to.add(sequence.length() * inputs);
    float[] scaled = to.values();
    for (int t = 0; t < sequence.length(); t++) {
      int from = t * inputs;
      int at = start + from;
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

  /** Scale of the labels: what errors are multiplied by to be in their units. */
  public double labelScale() {
    return labelScale;
  }

  /** The names of a step's values in messages and files. */
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
