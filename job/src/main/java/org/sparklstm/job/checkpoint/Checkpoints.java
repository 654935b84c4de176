package org.sparklstm.job.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingState;

/**
 * The checkpoints of a run: one immutable safetensors file each, named by its step, with the
 * parameters under their names, the optimizer's state, the best parameters so far, and the position
 * in the metadata.
 */
public final class Checkpoints {
  /** Raised when what a file holds changes its meaning. */
  private static final int FORMAT_VERSION = 3;

  private static final String SUFFIX = ".safetensors";

  private final Storage storage;
  private final ParameterLayout layout;
  private final String configuration;
  private final int keep;

  /**
   * @param storage the directory of checkpoints
   * @param configuration the run's configuration, which is kept in each checkpoint
   * @param keep how many of the newest stay, at least 1
   */
  public Checkpoints(Storage storage, ParameterLayout layout, String configuration, int keep) {
    this.storage = storage;
    this.layout = layout;
    this.configuration = configuration;
    this.keep = keep;
  }

  /** Deletes the checkpoints of an earlier run of the same name. */
  public void clear() {
    names().forEach(storage::delete);
  }

  /** Names of the checkpoints, oldest first. */
  public List<String> names() {
    return storage.list().stream().filter(name -> name.endsWith(SUFFIX)).toList();
  }

  /** A state of training, copied, that may be written later. */
  public record Snapshot(String name, Safetensors file) {}

  /** Copies what a checkpoint holds. */
  public Snapshot snapshot(TrainingState state) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    tensors.putAll(NamedParameters.tensors(layout, state.parameters(), "model."));
    tensors.putAll(NamedParameters.tensors(layout, state.best(), "best."));
    state
        .optimizer()
        .state()
        .forEach(
            (name, values) ->
                tensors.put(
                    "optimizer." + name,
                    new Safetensors.Tensor(List.of((long) values.length), values.clone())));
    return new Snapshot(
        "step-%012d%s".formatted(state.step(), SUFFIX), new Safetensors(position(state), tensors));
  }

  /** Writes a checkpoint, then lets go of those beyond the number to keep. */
  public void write(Snapshot snapshot) {
    storage.write(snapshot.name(), snapshot.file()::write);
    List<String> names = names();
    names.subList(0, Math.max(0, names.size() - keep)).forEach(storage::delete);
  }

  private Map<String, String> position(TrainingState state) {
    Map<String, String> position = new LinkedHashMap<>();
    position.put("format_version", Integer.toString(FORMAT_VERSION));
    position.put("epoch", Integer.toString(state.epoch()));
    position.put("step", Long.toString(state.step()));
    position.put("optimizer_steps", Long.toString(state.optimizer().steps()));
    position.put("largest_gradient", Float.toString(state.largestGradient()));
    position.put("epoch_loss", Double.toString(state.epochLoss()));
    position.put("epoch_weight", Double.toString(state.epochWeight()));
    position.put("best_epoch", Integer.toString(state.bestEpoch()));
    position.put("best_loss", Double.toString(state.bestLoss()));
    position.put("best_train_loss", Double.toString(state.bestTrainLoss()));
    position.put("losses", Arrays.toString(state.losses()));
    position.put("parameters_sha256", Fingerprint.sha256(state.parameters()));
    position.put("configuration", configuration);
    return position;
  }
}
