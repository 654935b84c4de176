package org.sparklstm.job.model;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.PanelTime;

/**
 * A model on storage: {@code weights.safetensors}, with PyTorch's names, and {@code model.json},
 * written last, which describes it and holds the fingerprint of the weights.
 */
public final class SavedModel {
  static final String DESCRIPTION = "model.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String JUDGED = "judged";
  private static final int FORMAT_VERSION = 1;

  /** Of it, scales by series take about 200 bytes for each series and target. */
  private static final int LARGEST_DESCRIPTION = 512 << 20;

  /** The files of a model, in the order in which they are deleted: first what makes it whole. */
  static final List<String> FILES = List.of(DESCRIPTION, WEIGHTS);

  private final Storage directory;
  private final Storage files;
  private final Description description;

  private SavedModel(Storage directory, Storage files, Description description) {
    this.directory = directory;
    this.files = files;
    this.description = description;
  }

  /**
   * Content of model.json. Models of 0.1.0 have no lists, and models of other tasks no classes.
   *
   * @param configuration texts by key
   * @param lists names of columns by key
   * @param time how the times of a forecast go on
   * @param provenance provenance of the model, for people to read
   */
  private record Description(
      int formatVersion,
      String weightsSha256,
      Map<String, String> configuration,
      Map<String, List<String>> lists,
      Statistics statistics,
      List<String> classes,
      List<Double> classWeights,
      List<Double> thresholds,
      Time time,
      Seen seen,
      Map<String, String> provenance) {
    /** What is missing, if anything is. */
    Optional<String> missing() {
      Map<String, Boolean> present = new LinkedHashMap<>();
      present.put("weights_sha256", weightsSha256 != null);
      present.put("configuration", configuration != null);
      present.put("statistics", statistics != null);
      present.put("classes", hasNoNull(classes));
      present.put("seen", seen == null || seen.isComplete());
      present.put("class_weights", hasNoNull(classWeights));
      return present.keySet().stream().filter(name -> !present.get(name)).findFirst();
    }
  }

  private static boolean hasNoNull(List<?> list) {
    return list == null || list.stream().noneMatch(Objects::isNull);
  }

  /** How times go on, as model.json holds it. */
  private record Time(String frequency, boolean monthEnds, String zone) {
    static Time of(PanelTime time) {
      return new Time(time.frequency().text(), time.frequency().monthEnds(), time.zone().getId());
    }

    PanelTime read() {
      return new PanelTime(
          Frequency.parse(frequency).orElseThrow().atMonthEnds(monthEnds), ZoneId.of(zone));
    }
  }

  /**
   * Saves a model where none is.
   *
   * @param directory of the files
   * @param config configuration that it was trained with
   * @param provenance provenance of the model, for people to read
   */
  public static void save(
      TrainedModel model, Storage directory, JobConfig config, Map<String, String> provenance) {
    Map<String, String> shown = new LinkedHashMap<>(provenance);
    shown.replaceAll((name, value) -> Secrets.hide(value));
    Description description =
        new Description(
            FORMAT_VERSION,
            Fingerprint.sha256(model.weights()),
            Definition.kept(config),
            Definition.lists(config),
            model.statistics(),
            orNull(model.classes()),
            orNull(model.classWeights()),
            orNull(model.thresholds()),
            model.time().map(Time::of).orElse(null),
            model.seen().orElse(null),
            shown);
    // before anything is written: what could not be read must not be published
    byte[] text = (StoredJson.pretty(description) + "\n").getBytes(StandardCharsets.UTF_8);
    requireRoom(text.length, model.statistics());
    boolean saved =
        directory.publishNew(WEIGHTS, model.weightsFile(Definition.defining(config))::write)
            && directory.publishNew(DESCRIPTION, out -> out.write(text));
    if (!saved) {
      throw new UserException(
          "%s has a model already; save this one elsewhere".formatted(directory.path()));
    }
  }

  /**
   * Checks, before a training, that its model can be saved.
   *
   * @throws UserException if the scales of its series are too many
   */
  public static void requireRoom(Statistics statistics) {
    // the names of the series that were seen take up to half as much
    requireRoom(StoredJson.prettyBytes(statistics) * 3 / 2, statistics);
  }

  private static void requireRoom(long bytes, Statistics statistics) {
    if (bytes > LARGEST_DESCRIPTION) {
      throw UserException.of(
          "a model keeps what each series is measured by: that of %,d columns and all series takes %,d bytes, more than the %,d that can be read again; use {data.scale} = global and {data.feature-scale} = global, or fewer series",
          statistics.columns().size(), bytes, LARGEST_DESCRIPTION);
    }
  }

  /** The directory of the first model, beside the one that was trained again on all rows. */
  public static Storage judged(Storage version) {
    return version.below(JUDGED);
  }

  /** Where the model of a directory lies that is to be judged: it has not seen the test span. */
  public static Storage toJudge(Storage directory) {
    return judgedIn(directory).orElse(directory);
  }

  /** Reads the model of the first training, if that of the directory was trained again. */
  public static Optional<SavedModel> first(Storage directory) {
    return judgedIn(directory).map(SavedModel::read);
  }

  private static Optional<Storage> judgedIn(Storage directory) {
    return Optional.of(judged(new ModelVersions(directory).newest().orElse(directory)))
        .filter(ModelPath::isModel);
  }

  /** Where PyTorch finds the weights of a model in its directory. */
  public static Path weights(Storage directory) {
    return directory.file(WEIGHTS);
  }

  /** Empty lists are left out of the file. */
  private static <T> List<T> orNull(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  /**
   * Reads the description of a model; the weights are read when it is opened.
   *
   * @throws UserException if there is no model, or its description is invalid
   */
  public static SavedModel read(Storage directory) {
    Storage files =
        new ModelVersions(directory)
            .newest()
            .orElseThrow(
                () ->
                    new UserException(
                        "no %s in %s, expected the directory of a model (model/ in the directory of its run), of a saved Spark ML stage, or a file that promote has written"
                            .formatted(DESCRIPTION, directory.path())));
    SavedModel saved = new SavedModel(directory, files, readDescription(files));
    saved.statistics().check(saved.name());
    return saved;
  }

  private static Description readDescription(Storage directory) {
    Description description;
    try {
      description =
          StoredJson.read(directory.readText(DESCRIPTION, LARGEST_DESCRIPTION), Description.class);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      // the parser throws various exceptions for files of other programs
      throw invalid(directory, e);
    }
    if (description == null || description.formatVersion() == 0) {
      throw new UserException(
          "model %s: %s is damaged: it has no format version; save the model again"
              .formatted(directory.path(), DESCRIPTION));
    } else if (description.formatVersion() != FORMAT_VERSION) {
      throw new UserException(
          "model %s: %s has format version %s, expected %d; open it with the version of spark-lstm that saved it"
              .formatted(
                  directory.path(), DESCRIPTION, description.formatVersion(), FORMAT_VERSION));
    }
    description
        .missing()
        .ifPresent(
            name -> {
              throw new UserException(
                  "model %s: %s is damaged: %s is missing or incomplete; save the model again"
                      .formatted(directory.path(), DESCRIPTION, name));
            });
    return description;
  }

  private static UserException invalid(Storage directory, RuntimeException e) {
    return new UserException(
        "model %s: %s does not describe a model: %s"
            .formatted(directory.path(), DESCRIPTION, e.getMessage()),
        e);
  }

  /** The name of the model in messages: its directory. */
  public String name() {
    return directory.path().toString();
  }

  public Statistics statistics() {
    return description.statistics();
  }

  /** How the times of a forecast go on; nothing for models of 0.1.0 and of other tasks. */
  public Optional<PanelTime> time() {
    try {
      return Optional.ofNullable(description.time()).map(Time::read);
    } catch (RuntimeException e) {
      throw invalid(directory, e);
    }
  }

  /** Names of the classes; empty unless the model classifies. */
  public List<String> classes() {
    return description.classes() == null ? List.of() : description.classes();
  }

  /** Weights of the classes in training; empty unless the model classifies. */
  public List<Double> classWeights() {
    return description.classWeights() == null ? List.of() : description.classWeights();
  }

  /**
   * Thresholds of the classes; empty if the likeliest class is the answer.
   *
   * @throws UserException if there is not one for each class
   */
  private List<Double> thresholds() {
    List<Double> thresholds = description.thresholds();
    if (thresholds == null) {
      return List.of();
    } else if (thresholds.size() != classes().size()
        || thresholds.stream().anyMatch(one -> one == null || !(one > 0))) {
      throw new UserException(
          "model %s has the thresholds %s, expected a number above 0 for each of its %,d classes"
              .formatted(name(), thresholds, classes().size()));
    }
    return thresholds;
  }

  /**
   * The configuration that the model was trained with, with defaults for keys that it does not
   * keep.
   *
   * @throws UserException if the description does not hold a valid configuration
   */
  public JobConfig config() {
    try {
      return Definition.config(
          description.configuration(), description.lists(), statistics().columns());
    } catch (RuntimeException e) {
      throw invalid(directory, e);
    }
  }

  /** The keys that the model keeps. */
  public Set<String> keys() {
    return description.configuration().keySet();
  }

  /**
   * Checks that a configuration describes this model.
   *
   * @param mayDiffer keys that may differ
   * @throws UserException if other keys differ; names them
   */
  public void requireSame(JobConfig config, Set<String> mayDiffer) {
    Definition.requireSame(name(), description.configuration(), config, mayDiffer);
  }

  /**
   * Reads the weights.
   *
   * @param spec network and objective of the model
   * @throws UserException if the weights do not match the description
   */
  public TrainedModel open(ModelSpec spec) {
    ParameterLayout layout = spec.network().layout();
    float[] weights =
        files.read(
            WEIGHTS, (in, length) -> NamedParameters.exactly(layout, Safetensors.read(in, length)));
    if (!Fingerprint.sha256(weights).equals(description.weightsSha256())) {
      throw new UserException(
          "model %s: the SHA-256 of the weights is %s, but model.json has %s; the two files do not belong together, copy or save the model again"
              .formatted(name(), Fingerprint.sha256(weights), description.weightsSha256()));
    }
    return new TrainedModel(
        spec,
        weights,
        statistics(),
        classes(),
        classWeights(),
        thresholds(),
        time(),
        Optional.ofNullable(description.seen()));
  }
}
