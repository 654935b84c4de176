package org.sparklstm.job.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of what a model of tokens recommends and generates. */
public interface GenerateParams extends LstmParams {

  /** Number of tokens to recommend. */
  default IntParam numRecommendations() {
    return stageParams().whole("numRecommendations");
  }

  /** Number of tokens to recommend. */
  default int getNumRecommendations() {
    return (int) getOrDefault(numRecommendations());
  }

  /** Largest number of tokens to add. */
  default IntParam maxLength() {
    return stageParams().whole("maxLength");
  }

  /** Largest number of tokens to add. */
  default int getMaxLength() {
    return (int) getOrDefault(maxLength());
  }

  /** Divides the logits. */
  default DoubleParam temperature() {
    return stageParams().number("temperature");
  }

  /** Divides the logits. */
  default double getTemperature() {
    return (double) getOrDefault(temperature());
  }

  /** Number of likeliest tokens among which is drawn. */
  default IntParam topK() {
    return stageParams().whole("topK");
  }

  /** Number of likeliest tokens among which is drawn. */
  default int getTopK() {
    return (int) getOrDefault(topK());
  }

  /** The token that ends a sequence. */
  default Param<String> stopToken() {
    return stageParams().text("stopToken");
  }

  /** The token that ends a sequence. */
  default String getStopToken() {
    return getOrDefault(stopToken());
  }
}
