package org.sparklstm.job.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.model.TrainedModel;
import scala.Option;

/**
 * Models on storage: Spark's {@code metadata} with the parameters, and beside it {@code model/},
 * which is what the command line saves.
 */
final class Saved {
  private static final String MODEL = "model";

  private Saved() {}

  /** Writes a model. */
  static final class Writer extends MLWriter {
    private final LstmModel<?> model;

    Writer(LstmModel<?> model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter.saveMetadata(model, path, sparkSession());
      Map<String, String> provenance =
          Map.of(
              "uid", model.uid(),
              "spark", sparkSession().version(),
              "java", Runtime.version().toString());
      model.trained().save(directory(path, sparkSession()), model.config(), provenance);
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

    @Override
    public M load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
      M model = maker.of(metadata.uid());
      metadata.getAndSetParams((Params) model, Option.empty());
      model.become(TrainedModel.load(directory(path, sparkSession()), model.config()), null);
      return model;
    }
  }

  private static Storage directory(String path, SparkSession spark) {
    return new Storage(new Path(path, MODEL), hadoop(spark));
  }

  /** The session's own settings of file systems. */
  static Configuration hadoop(SparkSession spark) {
    return ((org.apache.spark.sql.classic.SparkSession) spark).sessionState().newHadoopConf();
  }

  /** Writes a model's weights, as PyTorch's {@code load_state_dict} takes them. */
  static void weights(TrainedModel model, String path, SparkSession spark) {
    Path file = new Path(path);
    Configuration hadoop = hadoop(spark);
    try {
      Path whole = file.getFileSystem(hadoop).makeQualified(file);
      new Storage(whole.getParent(), hadoop)
          .write(whole.getName(), model.weightsFile(Map.of())::write);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
