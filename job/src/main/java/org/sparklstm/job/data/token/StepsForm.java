package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.sparklstm.job.data.token.Defect.Trouble;
import org.sparklstm.job.spark.SparkRow;

/**
 * How a row holds a sequence. From a column on: the tokens; their classes if there are labels; what
 * stands beside the tokens, numbers and then classes. Those are arrays with an element for each
 * token, or of one element that holds for the whole sequence.
 *
 * @param tokens how the tokens are held
 * @param column the column of tokens, and those beside it
 * @param constant for each column beside the tokens whether it holds for the whole sequence
 */
public record StepsForm(TokenForm tokens, TokenColumn column, List<Boolean> constant)
    implements Serializable {
  /** The length of an array that is null. */
  private static final int ABSENT = -1;

  public StepsForm {
    constant = List.copyOf(constant);
  }

  /**
   * Reads a sequence.
   *
   * @param at the first column
   * @param defects is told why a sequence cannot be used
   * @return the sequence, or null if it cannot be used
   */
  public Steps read(SparkRow row, int at, Consumer<Defect> defects) {
    String[] all = tokens.tokens(row, at);
    Trouble trouble = trouble(all);
    if (trouble != null) {
      defects.accept(new Defect(TokenColumn.TOKENS, column.name(), trouble));
      return null;
    }
    StepColumns beside = column.steps();
    if (all.length == 0) {
      // nothing stands beside nothing
      return new Steps(
          all,
          column.isLabelled() ? all : null,
          new double[beside.numbers().size()][0],
          new String[beside.classes().size()][0]);
    }
    String[] labels = null;
    int next = at + 1;
    if (column.isLabelled()) {
      labels = row.isNullAt(next) ? null : row.getTexts(next);
      Trouble ofLabels = ofArray(length(labels), all, Trouble.LABELS);
      if (ofLabels != null) {
        defects.accept(new Defect(TokenColumn.LABEL, column.label(), ofLabels));
        return null;
      }
      next++;
    }
    double[][] numbers = new double[beside.numbers().size()][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          row.isNullAt(next + i) ? null : repeated(row.getNumbers(next + i), i, all.length);
      Trouble ofNumbers =
          ofArray(numbers[i] == null ? ABSENT : numbers[i].length, all, Trouble.VALUES);
      if (ofNumbers != null) {
        return refused(beside.numbers().get(i), ofNumbers, defects);
      }
      if (!Arrays.stream(numbers[i]).allMatch(Double::isFinite)) {
        return refused(beside.numbers().get(i), Trouble.NUMBER, defects);
      }
    }
    next += numbers.length;
    String[][] classes = new String[beside.classes().size()][];
    for (int i = 0; i < classes.length; i++) {
      classes[i] =
          row.isNullAt(next + i)
              ? null
              : repeated(row.getTexts(next + i), numbers.length + i, all.length);
      Trouble ofClasses = ofArray(length(classes[i]), all, Trouble.VALUES);
      if (ofClasses != null) {
        return refused(beside.classes().get(i), ofClasses, defects);
      }
    }
    return new Steps(all, labels, numbers, classes);
  }

  private Steps refused(String name, Trouble trouble, Consumer<Defect> defects) {
    defects.accept(new Defect(StepColumns.key(name, column.ids()), name, trouble));
    return null;
  }

  private double[] repeated(double[] values, int index, int length) {
    if (!constant.get(index)) {
      return values;
    }
    double[] all = new double[length];
    Arrays.fill(all, values[0]);
    return all;
  }

  private String[] repeated(String[] values, int index, int length) {
    if (!constant.get(index)) {
      return values;
    }
    String[] all = new String[length];
    Arrays.fill(all, values[0]);
    return all;
  }

  private static int length(String[] values) {
    return values == null ? ABSENT : values.length;
  }

  /**
   * What is wrong with an array that stands beside the tokens.
   *
   * @param length of the array, or {@link #ABSENT}
   * @param otherLength what to say if that is not the number of tokens
   */
  private static Trouble ofArray(int length, String[] tokens, Trouble otherLength) {
    if (length == ABSENT) {
      return Trouble.NULL;
    }
    return length == tokens.length ? null : otherLength;
  }

  private static Trouble trouble(String[] tokens) {
    if (tokens == null) {
      return Trouble.NULL;
    }
    return Arrays.asList(tokens).contains(null) ? Trouble.NULL_TOKEN : null;
  }
}
