package org.sparklstm.job.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** Params of a stage that finds the class of each token. */
public interface TagParams extends LstmParams {

  /** Column with the class of each token. */
  default Param<String> labelCol() {
    return stageParams().text("labelCol");
  }

  /** Column with the class of each token. */
  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  /** Whether each layer also reads its input backwards. */
  default BooleanParam bidirectional() {
    return stageParams().truth("bidirectional");
  }

  /** Whether each layer also reads its input backwards. */
  default boolean getBidirectional() {
    return (boolean) getOrDefault(bidirectional());
  }

  /** Share of a class's probability that is spread over all classes. */
  default DoubleParam labelSmoothing() {
    return stageParams().number("labelSmoothing");
  }

  /** Share of a class's probability that is spread over all classes. */
  default double getLabelSmoothing() {
    return (double) getOrDefault(labelSmoothing());
  }

  /** Weights of the classes. */
  default Param<String> classWeights() {
    return stageParams().text("classWeights");
  }

  /** Weights of the classes. */
  default String getClassWeights() {
    return getOrDefault(classWeights());
  }
}
