package org.sparklstm.job.model;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.Classification;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.KeyInfo;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.task.ModelSpecs;

/**
 * A trained model: its weights and everything scoring needs.
 *
 * <p>On storage it is {@code weights.safetensors}, with PyTorch's names, and {@code model.json},
 * written last, which describes it and holds the weights' fingerprint.
 *
 * @param weights the flat parameters. Kept, not copied.
 * @param statistics of the columns, targets first; of a step's values, and of the label where it is
 *     a number to predict
 * @param classes names of the classes, none unless it classifies
 */
public record TrainedModel(
    ModelSpec spec, float[] weights, Statistics statistics, List<String> classes) {
  private static final String WEIGHTS = "weights.safetensors";
  private static final String DESCRIPTION = "model.json";
  private static final int FORMAT_VERSION = 1;
  private static final int LARGEST_DESCRIPTION = 64 << 20;

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .create();

  public TrainedModel {
    classes = List.copyOf(classes);
  }

  /** What model.json holds. Versions before there were classes have none. */
  private record Description(
      int formatVersion,
      String weightsSha256,
      Map<String, String> configuration,
      Statistics statistics,
      List<String> classes,
      List<Double> classWeights,
      Map<String, String> provenance) {

    boolean isComplete() {
      return formatVersion == FORMAT_VERSION
          && weightsSha256 != null
          && configuration != null
          && statistics != null;
    }
  }

  /**
   * Saves the model.
   *
   * @param provenance where it comes from, for people
   */
  public void save(Storage directory, JobConfig config, Map<String, String> provenance) {
    Description description =
        new Description(
            FORMAT_VERSION,
            Fingerprint.sha256(weights),
            ModelKeys.values(config),
            statistics,
            classes.isEmpty() ? null : classes,
            spec.objective() instanceof Classification classification
                ? classification.classWeights()
                : null,
            withoutSecrets(provenance));
    directory.write(WEIGHTS, weightsFile(description.configuration())::write);
    directory.writeText(DESCRIPTION, GSON.toJson(description) + "\n");
  }

  private static Map<String, String> withoutSecrets(Map<String, String> provenance) {
    Map<String, String> hidden = new LinkedHashMap<>(provenance);
    hidden.replaceAll((name, value) -> Secrets.hide(value));
    return hidden;
  }

  /**
   * The weights as a file, under PyTorch's names.
   *
   * @param metadata for its header
   */
  public Safetensors weightsFile(Map<String, String> metadata) {
    return new Safetensors(
        new LinkedHashMap<>(metadata),
        NamedParameters.tensors(spec.network().layout(), weights, ""));
  }

  /**
   * Loads a model and checks that it is the one the configuration describes.
   *
   * @throws UserException naming the keys that differ, or what is wrong with the files
   */
  public static TrainedModel load(Storage directory, JobConfig config) {
    Description description = description(directory);
    refuseOther(directory.path().toString(), description.configuration(), ModelKeys.values(config));
    return load(directory, description, config);
  }

  /**
   * A model that has been loaded as it describes itself.
   *
   * @param config that describes it; where its data lie is made up
   */
  public record Saved(TrainedModel model, JobConfig config) {}

  /**
   * Loads a model as it describes itself.
   *
   * @throws UserException naming what is wrong with the files
   */
  public static Saved load(Storage directory) {
    Description description = description(directory);
    try {
      JobConfig config =
          ModelKeys.configuration(description.configuration(), description.statistics().columns());
      return new Saved(load(directory, description, config), config);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      throw noModel(directory, e);
    }
  }

  private static Description description(Storage directory) {
    if (!directory.list().contains(DESCRIPTION)) {
      throw new UserException(
          "no %s in %s, expected the directory of a model (model/ in that of its run) or the file that promote has written"
              .formatted(DESCRIPTION, directory.path()));
    }
    return readDescription(directory);
  }

  private static TrainedModel load(Storage directory, Description description, JobConfig config) {
    String name = directory.path().toString();
    Statistics statistics = description.statistics();
    statistics.check(name);
    List<String> classes = description.classes() == null ? List.of() : description.classes();
    ModelSpec spec = ModelSpecs.of(config, statistics, classes, description.classWeights(), name);
    ParameterLayout layout = spec.network().layout();
    float[] weights =
        directory.read(
            WEIGHTS,
            (in, length) -> NamedParameters.values(layout, Safetensors.read(in, length), ""));
    if (!Fingerprint.sha256(weights).equals(description.weightsSha256())) {
      throw new UserException(
          "model %s: the weights' SHA-256 is %s, model.json says %s; the two files do not belong together"
              .formatted(name, Fingerprint.sha256(weights), description.weightsSha256()));
    }
    return new TrainedModel(spec, weights, statistics, classes);
  }

  private static Description readDescription(Storage directory) {
    Description description;
    try {
      description =
          GSON.fromJson(directory.readText(DESCRIPTION, LARGEST_DESCRIPTION), Description.class);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      // whatever the parser makes of a file that is not ours
      throw noModel(directory, e);
    }
    if (description == null || !description.isComplete()) {
      throw new UserException(
          "model %s: %s has format version %s, expected %d with all its parts"
              .formatted(
                  directory.path(),
                  DESCRIPTION,
                  description == null ? "none" : description.formatVersion(),
                  FORMAT_VERSION));
    }
    return description;
  }

  private static UserException noModel(Storage directory, RuntimeException e) {
    return new UserException(
        "model %s: %s does not describe a model: %s"
            .formatted(directory.path(), DESCRIPTION, e.getMessage()),
        e);
  }

  private static void refuseOther(
      String name, Map<String, String> model, Map<String, String> config) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> entry : config.entrySet()) {
      // a key that is younger than the model had its default
      String trained =
          model.containsKey(entry.getKey())
              ? model.get(entry.getKey())
              : KeyInfo.of(entry.getKey()).defaultText();
      if (!entry.getValue().equals(trained)) {
        differences.add(
            "%s is %s in the model and %s in the configuration"
                .formatted(entry.getKey(), trained, entry.getValue()));
      }
    }
    if (!differences.isEmpty()) {
      throw new UserException(
          "model %s was trained with another configuration: %s"
              .formatted(name, String.join("; ", differences)));
    }
  }
}
