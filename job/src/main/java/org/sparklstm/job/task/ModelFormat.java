package org.sparklstm.job.task;

import java.util.List;
import org.sparklstm.core.sequence.WindowReader;

/** A format that models are exported to: one method per kind of answer. */
public interface ModelFormat {
  /** The model forecasts the rows after those of a window. */
  void forecast(WindowReader reader);

  /**
   * The model gives a probability per class.
   *
   * @param thresholds thresholds of the classes, or none if the likeliest class is the answer
   */
  void classify(int classes, List<Double> thresholds);

  /**
   * The model gives a number.
   *
   * @param inputs I, values per step
   */
  void regress(int inputs);
}
