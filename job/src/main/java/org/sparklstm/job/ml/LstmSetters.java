package org.sparklstm.job.ml;

/**
 * Setters of the params of the network and its training.
 *
 * @param <S> the stage itself
 */
public interface LstmSetters<S> extends LstmParams {

  /** The stage. */
  S self();

  /** Kind of recurrent cell. Modified. */
  default S setCell(String value) {
    set(cell(), value);
    return self();
  }

  /** Size of the hidden state. Modified. */
  default S setHiddenSize(int value) {
    set(hiddenSize(), value);
    return self();
  }

  /** Number of recurrent layers. Modified. */
  default S setNumLayers(int value) {
    set(numLayers(), value);
    return self();
  }

  /** Dropout between recurrent layers. Modified. */
  default S setDropout(double value) {
    set(dropout(), value);
    return self();
  }

  /** Dropout of the input of the head. Modified. */
  default S setHeadDropout(double value) {
    set(headDropout(), value);
    return self();
  }

  /** Maximum number of passes over the training examples. Modified. */
  default S setEpochs(int value) {
    set(epochs(), value);
    return self();
  }

  /** Examples per step. Modified. */
  default S setBatchSize(int value) {
    set(batchSize(), value);
    return self();
  }

  /** Examples computed together; chosen by the batch size if unset. Modified. */
  default S setBlockSize(int value) {
    set(blockSize(), value);
    return self();
  }

  /** Name of the optimizer. Modified. */
  default S setOptimizer(String value) {
    set(optimizer(), value);
    return self();
  }

  /** Momentum of sgd and rmsprop. Modified. */
  default S setMomentum(double value) {
    set(momentum(), value);
    return self();
  }

  /** Whether to use Nesterov momentum. Modified. */
  default S setNesterov(boolean value) {
    set(nesterov(), value);
    return self();
  }

  /** Learning rate of the optimizer. Modified. */
  default S setLearningRate(double value) {
    set(learningRate(), value);
    return self();
  }

  /** Schedule of the learning rate. Modified. */
  default S setSchedule(String value) {
    set(schedule(), value);
    return self();
  }

  /** Epochs of the schedule. Modified. */
  default S setScheduleEpochs(int value) {
    set(scheduleEpochs(), value);
    return self();
  }

  /** Epochs before the schedule's first reduction. Modified. */
  default S setScheduleAfter(int value) {
    set(scheduleAfter(), value);
    return self();
  }

  /** Epochs whose weights are averaged. Modified. */
  default S setAverageEpochs(int value) {
    set(averageEpochs(), value);
    return self();
  }

  /** Factor of the schedule. Modified. */
  default S setScheduleFactor(double value) {
    set(scheduleFactor(), value);
    return self();
  }

  /** Epochs over which the learning rate rises at the start. Modified. */
  default S setWarmUpEpochs(int value) {
    set(warmUpEpochs(), value);
    return self();
  }

  /** Lowest learning rate of the schedule. Modified. */
  default S setLowestLearningRate(double value) {
    set(lowestLearningRate(), value);
    return self();
  }

  /** L2 penalty; with adamw decoupled weight decay. Modified. */
  default S setWeightDecay(double value) {
    set(weightDecay(), value);
    return self();
  }

  /** Largest norm of a gradient. Modified. */
  default S setClipNorm(double value) {
    set(clipNorm(), value);
    return self();
  }

  /** Largest magnitude of a gradient element. Modified. */
  default S setClipValue(double value) {
    set(clipValue(), value);
    return self();
  }

  /** Training loss. Modified. */
  default S setLoss(String value) {
    set(loss(), value);
    return self();
  }

  /** Epochs without a better validation loss before training stops. Modified. */
  default S setPatience(int value) {
    set(patience(), value);
    return self();
  }

  /** Safetensors file with the initial weights. Modified. */
  default S setInitialWeightsPath(String value) {
    set(initialWeightsPath(), value);
    return self();
  }

  /** Seed of initial values, shuffling and dropout. Modified. */
  default S setSeed(long value) {
    set(seed(), value);
    return self();
  }

  /** Where steps run. Modified. */
  default S setExecution(String value) {
    set(execution(), value);
    return self();
  }

  /** Rounds in which the sums of tasks are added; chosen if unset. Modified. */
  default S setAggregationDepth(int value) {
    set(aggregationDepth(), value);
    return self();
  }

  /** Whether sums are sent in as few bytes as hold them. Modified. */
  default S setCompressGradients(boolean value) {
    set(compressGradients(), value);
    return self();
  }

  /** Data partitions per step; chosen if unset. Modified. */
  default S setNumPartitions(int value) {
    set(numPartitions(), value);
    return self();
  }

  /** Where data lies during training. Modified. */
  default S setPlacement(String value) {
    set(placement(), value);
    return self();
  }

  /** Where partitioned data lies. Modified. */
  default S setStorage(String value) {
    set(storage(), value);
    return self();
  }

  /** Size of the pieces that data is cut into. Modified. */
  default S setShardBytes(long value) {
    set(shardBytes(), value);
    return self();
  }

  /** Whether fit shows its progress on standard error. Modified. */
  default S setShowProgress(boolean value) {
    set(showProgress(), value);
    return self();
  }
}
