package org.sparklstm.job.run;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.Statistics;

/**
 * A trained forecaster: its weights and everything scoring needs.
 *
 * <p>On storage it is {@code weights.safetensors}, with PyTorch's names, and {@code model.json},
 * written last, which describes it and holds the weights' fingerprint.
 */
public final class ForecastModel {
  private static final String WEIGHTS = "weights.safetensors";
  private static final String DESCRIPTION = "model.json";
  private static final int FORMAT_VERSION = 1;
  private static final int LARGEST_DESCRIPTION = 64 << 20;

  /** Keys that say what a model is; scoring with other values would give nonsense. */
  private static final Set<String> DEFINING =
      Set.of(
          "task",
          "data.series-id",
          "data.time",
          "data.targets",
          "data.features",
          "window.lookback",
          "window.horizon",
          "window.baseline",
          "window.period",
          "model.cell",
          "model.hidden",
          "model.layers",
          "model.bidirectional");

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .create();

  private final ModelSpec spec;
  private final float[] weights;
  private final Statistics statistics;

  public ForecastModel(ModelSpec spec, float[] weights, Statistics statistics) {
    this.spec = spec;
    this.weights = weights;
    this.statistics = statistics;
  }

  /** The network and windows that a configuration describes. */
  public static ModelSpec spec(JobConfig config) {
    WindowReader reader =
        new WindowReader(
            config.window().spec(), config.data().columns().size(), config.data().targets().size());
    NetworkSpec network = config.model().spec(reader.inputs(), reader.outputs());
    refuseTooLarge(network, config);
    return new ModelSpec(network, reader, config.train().loss());
  }

  /** One array holds all parameters, and one the gates of all steps of a block. */
  private static void refuseTooLarge(NetworkSpec network, JobConfig config) {
    long block = config.train().spec(0).block();
    double gates = 4.0 * config.model().hidden() * config.window().lookback() * Math.max(block, 64);
    try {
      network.layout();
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "the network has more than %,d parameters; lower model.hidden (%d), model.layers (%d) or window.horizon (%d)"
              .formatted(
                  Integer.MAX_VALUE,
                  config.model().hidden(),
                  config.model().layers(),
                  config.window().horizon()),
          e);
    }
    if (gates > Integer.MAX_VALUE) {
      throw new UserException(
          "a block needs %,.0f values for its gates, more than the %,d of an array; lower model.hidden (%d), window.lookback (%d) or train.block (%d)"
              .formatted(
                  gates,
                  Integer.MAX_VALUE,
                  config.model().hidden(),
                  config.window().lookback(),
                  block));
    }
  }

  public ModelSpec spec() {
    return spec;
  }

  public float[] weights() {
    return weights;
  }

  public Statistics statistics() {
    return statistics;
  }

  /** What model.json holds. */
  private record Description(
      int formatVersion,
      String weightsSha256,
      Map<String, String> configuration,
      Statistics statistics,
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
            FORMAT_VERSION, Fingerprint.sha256(weights), defining(config), statistics, provenance);
    Map<String, Safetensors.Tensor> tensors =
        NamedParameters.tensors(spec.network().layout(), weights, "");
    directory.write(WEIGHTS, new Safetensors(description.configuration(), tensors)::write);
    directory.writeText(DESCRIPTION, GSON.toJson(description) + "\n");
  }

  /**
   * Loads a model and checks that it is the one the configuration describes.
   *
   * @throws UserException naming the keys that differ, or what is wrong with the files
   */
  public static ForecastModel load(Storage directory, JobConfig config) {
    if (!directory.list().contains(DESCRIPTION)) {
      throw new UserException(
          "no %s in %s, expected the directory of a model: model/ in that of its run"
              .formatted(DESCRIPTION, directory.path()));
    }
    Description description = description(directory);
    refuseOther(directory, description.configuration(), defining(config));
    ModelSpec spec = spec(config);
    ParameterLayout layout = spec.network().layout();
    float[] weights =
        directory.read(
            WEIGHTS,
            (in, length) -> NamedParameters.values(layout, Safetensors.read(in, length), ""));
    if (!Fingerprint.sha256(weights).equals(description.weightsSha256())) {
      throw new UserException(
          "model %s: the weights' SHA-256 is %s, model.json says %s; the two files do not belong together"
              .formatted(
                  directory.path(), Fingerprint.sha256(weights), description.weightsSha256()));
    }
    description.statistics().check(config.data().columns(), directory.path().toString());
    return new ForecastModel(spec, weights, description.statistics());
  }

  private static Description description(Storage directory) {
    Description description;
    try {
      description =
          GSON.fromJson(directory.readText(DESCRIPTION, LARGEST_DESCRIPTION), Description.class);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      // whatever the parser makes of a file that is not ours
      throw new UserException(
          "model %s: %s does not describe a model: %s"
              .formatted(directory.path(), DESCRIPTION, e.getMessage()),
          e);
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

  private static void refuseOther(
      Storage directory, Map<String, String> model, Map<String, String> config) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> entry : config.entrySet()) {
      String trained = model.get(entry.getKey());
      if (!entry.getValue().equals(trained)) {
        differences.add(
            "%s is %s in the model and %s in the configuration"
                .formatted(entry.getKey(), trained, entry.getValue()));
      }
    }
    if (!differences.isEmpty()) {
      throw new UserException(
          "model %s was trained with another configuration: %s"
              .formatted(directory.path(), String.join("; ", differences)));
    }
  }

  private static Map<String, String> defining(JobConfig config) {
    Map<String, String> defining = new LinkedHashMap<>();
    ConfigFile.values(config)
        .forEach(
            (key, value) -> {
              if (DEFINING.contains(key)) {
                defining.put(key, value.toString());
              }
            });
    return defining;
  }
}
