package org.sparklstm.job.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of a training that predicts each next token of streams. */
public interface NextParams extends LstmParams {

  /** Number of last epochs that do not count when weights begin to be averaged. */
  default IntParam averageTrigger() {
    return stageParams().whole("averageTrigger");
  }

  /** Number of last epochs that do not count when weights begin to be averaged. */
  default int getAverageTrigger() {
    return (int) getOrDefault(averageTrigger());
  }

  /** Whether the head's weight is that of the tokens' vectors. */
  default BooleanParam tiedWeights() {
    return stageParams().truth("tiedWeights");
  }

  /** Whether the head's weight is that of the tokens' vectors. */
  default boolean getTiedWeights() {
    return (boolean) getOrDefault(tiedWeights());
  }

  /** Tokens of each stream that a step reads. */
  default IntParam bptt() {
    return stageParams().whole("bptt");
  }

  /** Tokens of each stream that a step reads. */
  default int getBptt() {
    return (int) getOrDefault(bptt());
  }

  /** Tokens that a step compares its targets with. */
  default IntParam numNegatives() {
    return stageParams().whole("numNegatives");
  }

  /** Tokens that a step compares its targets with. */
  default int getNumNegatives() {
    return (int) getOrDefault(numNegatives());
  }

  /** Whether a step updates only the rows that it has touched. */
  default Param<String> sparse() {
    return stageParams().text("sparse");
  }

  /** Whether a step updates only the rows that it has touched. */
  default String getSparse() {
    return getOrDefault(sparse());
  }
}
