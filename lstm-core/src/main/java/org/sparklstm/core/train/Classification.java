package org.sparklstm.core.train;

import java.util.List;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Split;

/**
 * Classification of sequences: examples are labelled sequences, outputs are logits.
 *
 * @param inputs I, values per time step
 * @param classWeights the weight of each class
 * @param smoothing label smoothing, in [0, 1]
 * @param scored whether the errors of the validation span count margins, as those of the test span
 *     always do
 */
public record Classification(
    int inputs, List<Double> classWeights, double smoothing, boolean scored)
    implements ExampleObjective {

  /** Without margins of the validation span. */
  public Classification(int inputs, List<Double> classWeights, double smoothing) {
    this(inputs, classWeights, smoothing, false);
  }

  public Classification {
    classWeights = List.copyOf(classWeights);
  }

  @Override
  public int outputs() {
    return classWeights.size();
  }

  @Override
  public Loss newLoss() {
    return new CrossEntropy(
        classWeights.stream().mapToDouble(Double::doubleValue).toArray(), smoothing);
  }

  @Override
  public ClassificationErrors noErrors(Split span) {
    return span == Split.TEST
        ? ClassificationErrors.inDetail(outputs())
        : scored ? ClassificationErrors.scored(outputs()) : new ClassificationErrors(outputs());
  }

  @Override
  public Gatherer newGatherer() {
    return new SequenceGatherer(
        (errors, label, output, row, rowLoss, rowWeight, shown) -> {
          ClassificationErrors classes = (ClassificationErrors) errors;
          classes.add((int) label, output, row, rowLoss, rowWeight);
          classes.sample((int) label, output, row, shown);
        });
  }
}
