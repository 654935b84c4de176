package org.sparklstm.job.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What all stages are told of the network and its training. */
public interface LstmParams extends Params {

  /** All parameters of the stage. */
  StageParams stageParams();

  /** Kind of recurrent cell. */
  default Param<String> cell() {
    return stageParams().text("cell");
  }

  /** Kind of recurrent cell. */
  default String getCell() {
    return getOrDefault(cell());
  }

  /** Size of the hidden state. */
  default IntParam hiddenSize() {
    return stageParams().whole("hiddenSize");
  }

  /** Size of the hidden state. */
  default int getHiddenSize() {
    return (int) getOrDefault(hiddenSize());
  }

  /** Number of recurrent layers. */
  default IntParam numLayers() {
    return stageParams().whole("numLayers");
  }

  /** Number of recurrent layers. */
  default int getNumLayers() {
    return (int) getOrDefault(numLayers());
  }

  /** Whether layers read backwards too. */
  default BooleanParam bidirectional() {
    return stageParams().truth("bidirectional");
  }

  /** Whether layers read backwards too. */
  default boolean getBidirectional() {
    return (boolean) getOrDefault(bidirectional());
  }

  /** Dropout between recurrent layers. */
  default DoubleParam dropout() {
    return stageParams().number("dropout");
  }

  /** Dropout between recurrent layers. */
  default double getDropout() {
    return (double) getOrDefault(dropout());
  }

  /** What of a sequence goes to the head. */
  default Param<String> pooling() {
    return stageParams().text("pooling");
  }

  /** What of a sequence goes to the head. */
  default String getPooling() {
    return getOrDefault(pooling());
  }

  /** Dropout of what goes to the head. */
  default DoubleParam headDropout() {
    return stageParams().number("headDropout");
  }

  /** Dropout of what goes to the head. */
  default double getHeadDropout() {
    return (double) getOrDefault(headDropout());
  }

  /** Most passes over the training examples. */
  default IntParam epochs() {
    return stageParams().whole("epochs");
  }

  /** Most passes over the training examples. */
  default int getEpochs() {
    return (int) getOrDefault(epochs());
  }

  /** Examples of a step. */
  default IntParam batchSize() {
    return stageParams().whole("batchSize");
  }

  /** Examples of a step. */
  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /** Examples computed together; unset for what suits the batch. */
  default IntParam blockSize() {
    return stageParams().whole("blockSize");
  }

  /** Examples computed together; unset for what suits the batch. */
  default int getBlockSize() {
    return (int) getOrDefault(blockSize());
  }

  /** Name of the optimizer. */
  default Param<String> optimizer() {
    return stageParams().text("optimizer");
  }

  /** Name of the optimizer. */
  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  /** Momentum of sgd and rmsprop. */
  default DoubleParam momentum() {
    return stageParams().number("momentum");
  }

  /** Momentum of sgd and rmsprop. */
  default double getMomentum() {
    return (double) getOrDefault(momentum());
  }

  /** Whether momentum looks ahead. */
  default BooleanParam nesterov() {
    return stageParams().truth("nesterov");
  }

  /** Whether momentum looks ahead. */
  default boolean getNesterov() {
    return (boolean) getOrDefault(nesterov());
  }

  /** Step size of the optimizer. */
  default DoubleParam learningRate() {
    return stageParams().number("learningRate");
  }

  /** Step size of the optimizer. */
  default double getLearningRate() {
    return (double) getOrDefault(learningRate());
  }

  /** How the learning rate changes. */
  default Param<String> schedule() {
    return stageParams().text("schedule");
  }

  /** How the learning rate changes. */
  default String getSchedule() {
    return getOrDefault(schedule());
  }

  /** Epochs of the schedule. */
  default IntParam scheduleEpochs() {
    return stageParams().whole("scheduleEpochs");
  }

  /** Epochs of the schedule. */
  default int getScheduleEpochs() {
    return (int) getOrDefault(scheduleEpochs());
  }

  /** Factor of the schedule. */
  default DoubleParam scheduleFactor() {
    return stageParams().number("scheduleFactor");
  }

  /** Factor of the schedule. */
  default double getScheduleFactor() {
    return (double) getOrDefault(scheduleFactor());
  }

  /** Epochs of warming up. */
  default IntParam warmUpEpochs() {
    return stageParams().whole("warmUpEpochs");
  }

  /** Epochs of warming up. */
  default int getWarmUpEpochs() {
    return (int) getOrDefault(warmUpEpochs());
  }

  /** Where the learning rate stops falling. */
  default DoubleParam lowestLearningRate() {
    return stageParams().number("lowestLearningRate");
  }

  /** Where the learning rate stops falling. */
  default double getLowestLearningRate() {
    return (double) getOrDefault(lowestLearningRate());
  }

  /** L2 penalty, or decay with adamw. */
  default DoubleParam weightDecay() {
    return stageParams().number("weightDecay");
  }

  /** L2 penalty, or decay with adamw. */
  default double getWeightDecay() {
    return (double) getOrDefault(weightDecay());
  }

  /** Largest norm of a gradient. */
  default DoubleParam clipNorm() {
    return stageParams().number("clipNorm");
  }

  /** Largest norm of a gradient. */
  default double getClipNorm() {
    return (double) getOrDefault(clipNorm());
  }

  /** Largest magnitude of a gradient's elements. */
  default DoubleParam clipValue() {
    return stageParams().number("clipValue");
  }

  /** Largest magnitude of a gradient's elements. */
  default double getClipValue() {
    return (double) getOrDefault(clipValue());
  }

  /** Loss that is trained on. */
  default Param<String> loss() {
    return stageParams().text("loss");
  }

  /** Loss that is trained on. */
  default String getLoss() {
    return getOrDefault(loss());
  }

  /** Epochs without a better validation loss before training stops. */
  default IntParam patience() {
    return stageParams().whole("patience");
  }

  /** Epochs without a better validation loss before training stops. */
  default int getPatience() {
    return (int) getOrDefault(patience());
  }

  /** Safetensors file to start from. */
  default Param<String> initialWeightsPath() {
    return stageParams().text("initialWeightsPath");
  }

  /** Safetensors file to start from. */
  default String getInitialWeightsPath() {
    return getOrDefault(initialWeightsPath());
  }

  /** Seed of all that is random. */
  default LongParam seed() {
    return stageParams().wholeLong("seed");
  }

  /** Seed of all that is random. */
  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /** Whether values are scaled. */
  default BooleanParam standardization() {
    return stageParams().truth("standardization");
  }

  /** Whether values are scaled. */
  default boolean getStandardization() {
    return (boolean) getOrDefault(standardization());
  }

  /** Where steps run. */
  default Param<String> execution() {
    return stageParams().text("execution");
  }

  /** Where steps run. */
  default String getExecution() {
    return getOrDefault(execution());
  }

  /** Rounds in which sums are added; unset to choose. */
  default IntParam aggregationDepth() {
    return stageParams().whole("aggregationDepth");
  }

  /** Rounds in which sums are added; unset to choose. */
  default int getAggregationDepth() {
    return (int) getOrDefault(aggregationDepth());
  }

  /** Whether sums travel in few bytes. */
  default BooleanParam compressGradients() {
    return stageParams().truth("compressGradients");
  }

  /** Whether sums travel in few bytes. */
  default boolean getCompressGradients() {
    return (boolean) getOrDefault(compressGradients());
  }

  /** Data partitions of a step; unset to choose. */
  default IntParam numPartitions() {
    return stageParams().whole("numPartitions");
  }

  /** Data partitions of a step; unset to choose. */
  default int getNumPartitions() {
    return (int) getOrDefault(numPartitions());
  }

  /** Where data lies while training. */
  default Param<String> placement() {
    return stageParams().text("placement");
  }

  /** Where data lies while training. */
  default String getPlacement() {
    return getOrDefault(placement());
  }

  /** Where partitioned data lies. */
  default Param<String> storage() {
    return stageParams().text("storage");
  }

  /** Where partitioned data lies. */
  default String getStorage() {
    return getOrDefault(storage());
  }

  /** Size of the pieces that data is cut into. */
  default LongParam shardBytes() {
    return stageParams().wholeLong("shardBytes");
  }

  /** Size of the pieces that data is cut into. */
  default long getShardBytes() {
    return (long) getOrDefault(shardBytes());
  }
}
