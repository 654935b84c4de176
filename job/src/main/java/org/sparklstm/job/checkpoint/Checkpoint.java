package org.sparklstm.job.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparklstm.core.io.MalformedFileException;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.optim.Optimizer;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;

/**
 * A checkpoint that has been read and verified.
 *
 * @param name of the checkpoint
 * @param position where training was
 * @param optimizerSteps updates the optimizer had made
 * @param parameters under their names
 * @param best the parameters of the best epoch, under their names
 * @param optimizer its state, arrays as long as the parameters
 * @param origin of the run it belongs to
 * @param metrics the lines of metrics.jsonl up to here
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

  /**
   * The state to go on from.
   *
   * @param fresh an optimizer of the run's kind. Kept, and modified.
   */
  public TrainingState state(ParameterLayout layout, Optimizer fresh) {
    try {
      Map<String, float[]> arrays = new LinkedHashMap<>();
      optimizer.tensors().forEach((array, tensor) -> arrays.put(array, tensor.values()));
      fresh.restore(optimizerSteps, arrays);
      return TrainingState.at(
          position,
          NamedParameters.values(layout, parameters, ""),
          fresh,
          NamedParameters.values(layout, best, ""));
    } catch (MalformedFileException | IllegalArgumentException e) {
      throw new UserException(
          "checkpoint %s does not fit the model: %s".formatted(name, e.getMessage()), e);
    }
  }
}
