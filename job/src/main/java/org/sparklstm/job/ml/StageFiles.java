package org.sparklstm.job.ml;

import java.beans.Introspector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.spark.Sessions;
import org.sparklstm.job.spark.StageMetadata;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.task.Task;

/**
 * Models on storage: Spark's {@code metadata} with the params, and beside it {@code model/}, as the
 * command line saves it. A model of the command line opens as well, without metadata.
 */
final class StageFiles {
  private static final String EPOCHS = "epochs.json";
  private static final String METADATA = "metadata";

  private StageFiles() {}

  /** Writes a model. */
  static final class Writer extends MLWriter {
    private final LstmModel<?> model;

    Writer(LstmModel<?> model) {
      this.model = model;
    }

    /**
     * Saves on the driver's own disk, with the summary: servers of Spark Connect put away so, from
     * Spark 4.1 on, what has not been used for some time.
     */
    @SuppressWarnings("MissingOverride")
    public void saveToLocal(String path) throws IOException {
      save(local(path));
      if (model.epochLog() != null) {
        model.epochLog().write(storage(local(path), sparkSession()), EPOCHS);
      }
    }

    @Override
    public void saveImpl(String path) {
      JobConfig config = model.config();
      // refuses columns with which the model could not be loaded
      Task.of(config);
      StageMetadata.save(model, path, sparkSession());
      Map<String, String> provenance =
          Map.of(
              "uid", model.uid(),
              "spark", sparkSession().version(),
              "java", Runtime.version().toString());
      Storage place = storage(path, sparkSession()).below(ModelPath.MODEL);
      if (model.isRefitted()) {
        SavedModel.save(model.judged(), SavedModel.judged(place), config, provenance);
      }
      SavedModel.save(model.used(model.trained()), place, config, provenance);
    }
  }

  /** Makes an empty model. */
  interface Maker<M> {
    M of(String uid);
  }

  /** Reads a model. */
  static final class Reader<M extends LstmModel<M>> extends MLReader<M> {
    private final Class<M> type;
    private final Maker<M> maker;

    Reader(Class<M> type, Maker<M> maker) {
      this.type = type;
      this.maker = maker;
    }

    /**
     * Loads a model.
     *
     * @param path of a saved stage, of a model or run of the command line, or of a pointer that
     *     promote has written
     */
    @Override
    public M load(String path) {
      Storage place = storage(path, sparkSession());
      boolean isStage = !place.isFile() && place.list().contains(METADATA);
      return isStage ? loadStage(path, place) : loadModel(place);
    }

    /** Loads what {@link Writer#saveToLocal} has saved. */
    @SuppressWarnings("MissingOverride")
    public M loadFromLocal(String path) {
      M model = load(local(path));
      Storage place = storage(local(path), sparkSession());
      return place.list().contains(EPOCHS)
          ? model.become(model.trained(), EpochLog.read(place, EPOCHS))
          : model;
    }

    private M loadStage(String path, Storage place) {
      StageMetadata metadata = StageMetadata.load(path, sparkSession(), type.getName());
      M model = maker.of(metadata.uid());
      metadata.setParams(model);
      Storage files = place.below(ModelPath.MODEL);
      Task task = Task.of(model.config());
      return model
          .become(task.open(SavedModel.read(files)), null)
          .judgedBy(SavedModel.first(files).map(task::open).orElse(null));
    }

    private M loadModel(Storage place) {
      Storage files = ModelPath.resolve(place);
      SavedModel saved = SavedModel.read(files);
      JobConfig config = saved.config();
      String kind = type.getSimpleName();
      M model = maker.of(Identifiable.randomUID(Introspector.decapitalize(kind)));
      if (config.task() != model.kind()) {
        throw new UserException(
            "model %s is to %s, a %s is to %s; load it as another stage"
                .formatted(saved.name(), config.task(), kind, model.kind()));
      }
      model.stageParams().take(config, saved.keys());
      model.takeColumns(config.data());
      Task task = Task.of(config);
      model
          .become(task.open(saved), null)
          .judgedBy(SavedModel.first(files).map(task::open).orElse(null))
          .takeChosen();
      return model;
    }
  }

  /** A path of the driver's own disk, whatever file system is the default. */
  private static String local(String path) {
    return java.nio.file.Path.of(path).toUri().toString();
  }

  private static Storage storage(String path, SparkSession spark) {
    return new Storage(new Path(path), Sessions.hadoopConfiguration(spark));
  }

  /** Writes the weights of a model, as PyTorch's {@code load_state_dict} takes them. */
  static void weights(TrainedModel model, String path, SparkSession spark) {
    Path file = new Path(path);
    try {
      Path whole = file.getFileSystem(Sessions.hadoopConfiguration(spark)).makeQualified(file);
      new Storage(whole.getParent(), Sessions.hadoopConfiguration(spark))
          .write(whole.getName(), model.weightsFile(Map.of())::write);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
