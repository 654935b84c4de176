package org.sparklstm.job.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** Params of networks that read numbers. */
public interface NumberParams extends LstmParams {

  /** Whether layers also read their input backwards. */
  default BooleanParam bidirectional() {
    return stageParams().truth("bidirectional");
  }

  /** Whether layers also read their input backwards. */
  default boolean getBidirectional() {
    return (boolean) getOrDefault(bidirectional());
  }

  /** Input of the head. */
  default Param<String> pooling() {
    return stageParams().text("pooling");
  }

  /** Input of the head. */
  default String getPooling() {
    return getOrDefault(pooling());
  }

  /** Deviation of the noise on what the network reads in training. */
  default DoubleParam inputNoise() {
    return stageParams().number("inputNoise");
  }

  /** Deviation of the noise on what the network reads in training. */
  default double getInputNoise() {
    return (double) getOrDefault(inputNoise());
  }

  /** Whether values are scaled. */
  default BooleanParam standardization() {
    return stageParams().truth("standardization");
  }

  /** Whether values are scaled. */
  default boolean getStandardization() {
    return (boolean) getOrDefault(standardization());
  }
}
