package org.sparklstm.job.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.time.PanelTime;

/**
 * A trained model: its weights and everything scoring needs.
 *
 * @param weights the flat parameters. Kept, not copied.
 * @param statistics statistics of the columns, targets first; or of the values of a step, followed
 *     by the label if it is a number to predict
 * @param classes names of the classes; empty unless the model classifies
 * @param classWeights weights of the classes in training, one per class
 * @param thresholds thresholds of the classes, as in Spark's classifiers; empty if the likeliest
 *     class is the answer
 * @param time how the times of a forecast go on; nothing for models of 0.1.0 and of other tasks
 * @param seen the rows that it has seen; nothing for models of 0.1.0 and of imports
 */
public record TrainedModel(
    ModelSpec spec,
    float[] weights,
    Statistics statistics,
    List<String> classes,
    List<Double> classWeights,
    List<Double> thresholds,
    Optional<PanelTime> time,
    Optional<Seen> seen) {

  public TrainedModel {
    classes = List.copyOf(classes);
    classWeights = List.copyOf(classWeights);
    thresholds = List.copyOf(thresholds);
  }

  /** The same model with other thresholds. */
  public TrainedModel withThresholds(List<Double> others) {
    return new TrainedModel(spec, weights, statistics, classes, classWeights, others, time, seen);
  }

  /** The same weights as a network that answers other values, by other statistics. */
  public TrainedModel with(ModelSpec network, Statistics other) {
    return new TrainedModel(network, weights, other, classes, classWeights, thresholds, time, seen);
  }

  /**
   * The weights as a file, under PyTorch's names.
   *
   * @param metadata metadata for the header of the file
   */
  public Safetensors weightsFile(Map<String, String> metadata) {
    return new Safetensors(
        new LinkedHashMap<>(metadata),
        NamedParameters.tensors(spec.network().layout(), weights, ""));
  }
}
