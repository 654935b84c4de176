package org.sparklstm.job.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.io.MalformedFileException;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.optim.Optimizer;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.LastEpochs;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.core.train.WeightAverage;
import org.sparklstm.job.UserException;

/**
 * A checkpoint that has been read and verified.
 *
 * @param name name of the checkpoint
 * @param position epoch, step and losses of the training
 * @param optimizerSteps number of updates the optimizer has made
 * @param parameters parameters by name
 * @param best parameters of the best epoch, by name
 * @param optimizer optimizer state, and parameters of the last epochs to average, each array as
 *     long as the parameters; the states of streams; and the average of the parameters after steps
 * @param origin data and configuration of the run that wrote the checkpoint
 * @param metrics lines of metrics.jsonl up to this step
 */
public record Checkpoint(
    String name,
    TrainingState.Position position,
    long optimizerSteps,
    Safetensors parameters,
    Safetensors best,
    Safetensors optimizer,
    Origin origin,
    String metrics) {

  /** Begins the names of the parameters of the last epochs, oldest first from 0. */
  static final String LAST_EPOCH = "last_epoch.";

  /** Name of the states of the streams, where there are any. */
  static final String STREAMS = "streams";

  /** Name of the average of the parameters after steps, where it has begun. */
  static final String AVERAGE = "average";

  /**
   * Returns the training state to resume from.
   *
   * @param fresh a new optimizer of the run's kind. Kept. Modified.
   * @throws UserException if names or shapes differ from the model's
   */
  public TrainingState state(ParameterLayout layout, Optimizer fresh) {
    try {
      Map<String, float[]> arrays = new LinkedHashMap<>();
      optimizer.tensors().forEach((array, tensor) -> arrays.put(array, tensor.values()));
      List<float[]> lastEpochs = new ArrayList<>();
      while (arrays.containsKey(LAST_EPOCH + lastEpochs.size())) {
        lastEpochs.add(arrays.remove(LAST_EPOCH + lastEpochs.size()));
      }
      float[] streams = arrays.remove(STREAMS);
      float[] average = arrays.remove(AVERAGE);
      requireAverage(average, layout.size());
      fresh.restore(optimizerSteps, arrays);
      return TrainingState.at(
              position,
              NamedParameters.values(layout, parameters, ""),
              fresh,
              NamedParameters.values(layout, best, ""),
              new LastEpochs(lastEpochs))
          .with(streams == null ? new float[0] : streams)
          .with(
              average == null
                  ? WeightAverage.notBegun()
                  : WeightAverage.at(average, position.averagedSteps()));
    } catch (MalformedFileException | IllegalArgumentException e) {
      throw new UserException(
          "checkpoint %s does not fit the model: %s; start over with run.resume = never"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private static void requireAverage(float[] average, int parameters) {
    if (average != null && average.length != parameters) {
      throw new IllegalArgumentException(
          "the average has %,d values, expected %,d".formatted(average.length, parameters));
    }
  }
}
