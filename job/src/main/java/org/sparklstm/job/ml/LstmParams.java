package org.sparklstm.job.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Params of the network and its training. */
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

  /** Dropout between recurrent layers. */
  default DoubleParam dropout() {
    return stageParams().number("dropout");
  }

  /** Dropout between recurrent layers. */
  default double getDropout() {
    return (double) getOrDefault(dropout());
  }

  /** Dropout of the input of the head. */
  default DoubleParam headDropout() {
    return stageParams().number("headDropout");
  }

  /** Dropout of the input of the head. */
  default double getHeadDropout() {
    return (double) getOrDefault(headDropout());
  }

  /** Maximum number of passes over the training examples. */
  default IntParam epochs() {
    return stageParams().whole("epochs");
  }

  /** Maximum number of passes over the training examples. */
  default int getEpochs() {
    return (int) getOrDefault(epochs());
  }

  /** Examples per step. */
  default IntParam batchSize() {
    return stageParams().whole("batchSize");
  }

  /** Examples per step. */
  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /** Examples computed together; chosen by the batch size if unset. */
  default IntParam blockSize() {
    return stageParams().whole("blockSize");
  }

  /** Examples computed together; chosen by the batch size if unset. */
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

  /** Whether to use Nesterov momentum. */
  default BooleanParam nesterov() {
    return stageParams().truth("nesterov");
  }

  /** Whether to use Nesterov momentum. */
  default boolean getNesterov() {
    return (boolean) getOrDefault(nesterov());
  }

  /** Learning rate of the optimizer. */
  default DoubleParam learningRate() {
    return stageParams().number("learningRate");
  }

  /** Learning rate of the optimizer. */
  default double getLearningRate() {
    return (double) getOrDefault(learningRate());
  }

  /** Schedule of the learning rate. */
  default Param<String> schedule() {
    return stageParams().text("schedule");
  }

  /** Schedule of the learning rate. */
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

  /** Epochs before the schedule's first reduction. */
  default IntParam scheduleAfter() {
    return stageParams().whole("scheduleAfter");
  }

  /** Epochs before the schedule's first reduction. */
  default int getScheduleAfter() {
    return (int) getOrDefault(scheduleAfter());
  }

  /** Epochs whose weights are averaged. */
  default IntParam averageEpochs() {
    return stageParams().whole("averageEpochs");
  }

  /** Epochs whose weights are averaged. */
  default int getAverageEpochs() {
    return (int) getOrDefault(averageEpochs());
  }

  /** Factor of the schedule. */
  default DoubleParam scheduleFactor() {
    return stageParams().number("scheduleFactor");
  }

  /** Factor of the schedule. */
  default double getScheduleFactor() {
    return (double) getOrDefault(scheduleFactor());
  }

  /** Epochs over which the learning rate rises at the start. */
  default IntParam warmUpEpochs() {
    return stageParams().whole("warmUpEpochs");
  }

  /** Epochs over which the learning rate rises at the start. */
  default int getWarmUpEpochs() {
    return (int) getOrDefault(warmUpEpochs());
  }

  /** Lowest learning rate of the schedule. */
  default DoubleParam lowestLearningRate() {
    return stageParams().number("lowestLearningRate");
  }

  /** Lowest learning rate of the schedule. */
  default double getLowestLearningRate() {
    return (double) getOrDefault(lowestLearningRate());
  }

  /** L2 penalty; with adamw decoupled weight decay. */
  default DoubleParam weightDecay() {
    return stageParams().number("weightDecay");
  }

  /** L2 penalty; with adamw decoupled weight decay. */
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

  /** Largest magnitude of a gradient element. */
  default DoubleParam clipValue() {
    return stageParams().number("clipValue");
  }

  /** Largest magnitude of a gradient element. */
  default double getClipValue() {
    return (double) getOrDefault(clipValue());
  }

  /** Training loss. */
  default Param<String> loss() {
    return stageParams().text("loss");
  }

  /** Training loss. */
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

  /** Safetensors file with the initial weights. */
  default Param<String> initialWeightsPath() {
    return stageParams().text("initialWeightsPath");
  }

  /** Safetensors file with the initial weights. */
  default String getInitialWeightsPath() {
    return getOrDefault(initialWeightsPath());
  }

  /** Seed of initial values, shuffling and dropout. */
  default LongParam seed() {
    return stageParams().wholeLong("seed");
  }

  /** Seed of initial values, shuffling and dropout. */
  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /** Where steps run. */
  default Param<String> execution() {
    return stageParams().text("execution");
  }

  /** Where steps run. */
  default String getExecution() {
    return getOrDefault(execution());
  }

  /** Rounds in which the sums of tasks are added; chosen if unset. */
  default IntParam aggregationDepth() {
    return stageParams().whole("aggregationDepth");
  }

  /** Rounds in which the sums of tasks are added; chosen if unset. */
  default int getAggregationDepth() {
    return (int) getOrDefault(aggregationDepth());
  }

  /** Whether sums are sent in as few bytes as hold them. */
  default BooleanParam compressGradients() {
    return stageParams().truth("compressGradients");
  }

  /** Whether sums are sent in as few bytes as hold them. */
  default boolean getCompressGradients() {
    return (boolean) getOrDefault(compressGradients());
  }

  /** Data partitions per step; chosen if unset. */
  default IntParam numPartitions() {
    return stageParams().whole("numPartitions");
  }

  /** Data partitions per step; chosen if unset. */
  default int getNumPartitions() {
    return (int) getOrDefault(numPartitions());
  }

  /** Where data lies during training. */
  default Param<String> placement() {
    return stageParams().text("placement");
  }

  /** Where data lies during training. */
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

  /** Whether fit shows its progress on standard error. */
  default BooleanParam showProgress() {
    return stageParams().truth("showProgress");
  }

  /** Whether fit shows its progress on standard error. */
  default boolean getShowProgress() {
    return (boolean) getOrDefault(showProgress());
  }
}
