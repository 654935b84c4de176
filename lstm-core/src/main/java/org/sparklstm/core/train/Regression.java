package org.sparklstm.core.train;

import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.Split;

/**
 * Regression of sequences: examples are sequences labelled with a number.
 *
 * @param inputs I, values per time step
 * @param loss the training loss
 */
public record Regression(int inputs, LossKind loss) implements ExampleObjective {

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public Loss newLoss() {
    return loss.create(Answers.POINT);
  }

  @Override
  public RegressionErrors noErrors(Split span) {
    return span == Split.TEST ? RegressionErrors.inDetail() : new RegressionErrors();
  }

  @Override
  public Gatherer newGatherer() {
    return new SequenceGatherer(
        (errors, label, output, row, rowLoss, rowWeight, shown) -> {
          RegressionErrors numbers = (RegressionErrors) errors;
          numbers.add(label, output.at(row, 0), rowLoss, rowWeight);
          numbers.sample(label, output.at(row, 0), shown.key());
        });
  }
}
