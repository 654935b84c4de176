package org.sparklstm.job.task;

import java.util.List;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.Statistics;

/** A format that models are exported to: one method per kind of answer. */
public interface ModelFormat {
  /**
   * The model forecasts the rows after those of a window.
   *
   * @param statistics that know the smallest forecast
   */
  void forecast(WindowReader reader, Statistics statistics);

  /**
   * The same where columns are known ahead, classes, static, not observed, or targets have a
   * transform or a level.
   *
   * @param reader that knows the table
   * @param statistics that know the smallest forecast
   */
  void panel(WindowReader reader, DataConfig data, Statistics statistics);

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

  /** The model says of each token of a sequence how likely each one comes next. */
  void next();

  /**
   * The model says of each token of a sequence how likely it belongs to each class.
   *
   * @param classes number of classes
   */
  void tag(int classes);
}
