package org.sparklstm.job.ml;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** Params of a classifier. */
public interface ClassifyParams extends SequenceParams {

  /** Share of a class's probability that is spread over all classes. */
  default DoubleParam labelSmoothing() {
    return stageParams().number("labelSmoothing");
  }

  /** Share of a class's probability that is spread over all classes. */
  default double getLabelSmoothing() {
    return (double) getOrDefault(labelSmoothing());
  }

  /** Weights of classes. */
  default Param<String> classWeights() {
    return stageParams().text("classWeights");
  }

  /** Weights of classes. */
  default String getClassWeights() {
    return getOrDefault(classWeights());
  }

  /** Column for the logits; empty for none. */
  default Param<String> rawPredictionCol() {
    return stageParams().text("rawPredictionCol");
  }

  /** Column for the logits; empty for none. */
  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  /** Column for the probabilities; empty for none. */
  default Param<String> probabilityCol() {
    return stageParams().text("probabilityCol");
  }

  /** Column for the probabilities; empty for none. */
  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  /** Precision of the rarer of two classes that its threshold is chosen for; 0 for none. */
  default DoubleParam targetPrecision() {
    return stageParams().number("targetPrecision");
  }

  /** Precision of the rarer of two classes that its threshold is chosen for; 0 for none. */
  default double getTargetPrecision() {
    return (double) getOrDefault(targetPrecision());
  }

  /** Cost of not finding the rarer of two classes, in false alarms; 0 for no threshold. */
  default DoubleParam missCost() {
    return stageParams().number("missCost");
  }

  /** Cost of not finding the rarer of two classes, in false alarms; 0 for no threshold. */
  default double getMissCost() {
    return (double) getOrDefault(missCost());
  }

  /** Thresholds of the classes. */
  default DoubleArrayParam thresholds() {
    return stageParams().numbers("thresholds");
  }

  /** Thresholds of the classes. */
  default double[] getThresholds() {
    return getOrDefault(thresholds());
  }
}
