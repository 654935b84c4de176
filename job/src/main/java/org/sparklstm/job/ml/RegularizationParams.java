package org.sparklstm.job.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** Params of what keeps a model of tokens from learning its text by heart. */
public interface RegularizationParams extends LstmParams {

  /** What a mask of dropout holds for. */
  default Param<String> dropoutMasks() {
    return stageParams().text("dropoutMasks");
  }

  /** What a mask of dropout holds for. */
  default String getDropoutMasks() {
    return getOrDefault(dropoutMasks());
  }

  /** Probability of zeroing an input of the first recurrent layer. */
  default DoubleParam inputDropout() {
    return stageParams().number("inputDropout");
  }

  /** Probability of zeroing an input of the first recurrent layer. */
  default double getInputDropout() {
    return (double) getOrDefault(inputDropout());
  }

  /** Probability of zeroing an element of the recurrent weights. */
  default DoubleParam weightDropout() {
    return stageParams().number("weightDropout");
  }

  /** Probability of zeroing an element of the recurrent weights. */
  default double getWeightDropout() {
    return (double) getOrDefault(weightDropout());
  }

  /** Probability of zeroing the vector of a token. */
  default DoubleParam embeddingDropout() {
    return stageParams().number("embeddingDropout");
  }

  /** Probability of zeroing the vector of a token. */
  default double getEmbeddingDropout() {
    return (double) getOrDefault(embeddingDropout());
  }

  /** Penalty on the squares of the head's inputs. */
  default DoubleParam activationPenalty() {
    return stageParams().number("activationPenalty");
  }

  /** Penalty on the squares of the head's inputs. */
  default double getActivationPenalty() {
    return (double) getOrDefault(activationPenalty());
  }

  /** Penalty on the squares of the output's changes. */
  default DoubleParam changePenalty() {
    return stageParams().number("changePenalty");
  }

  /** Penalty on the squares of the output's changes. */
  default double getChangePenalty() {
    return (double) getOrDefault(changePenalty());
  }
}
