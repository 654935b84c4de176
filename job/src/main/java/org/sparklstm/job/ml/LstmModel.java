package org.sparklstm.job.ml;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.spark.ScalaCollections;

/**
 * The common part of all trained stages.
 *
 * @param <M> the stage itself
 */
abstract class LstmModel<M extends LstmModel<M>> extends Model<M>
    implements LstmParams, MLWritable {
  private static final long serialVersionUID = 1L;

  private static final StructType ABOUT =
      new StructType()
          .add("numParameters", DataTypes.IntegerType, false)
          .add("weightsSha256", DataTypes.StringType, false)
          .add("bestEpoch", DataTypes.IntegerType, true)
          .add("classNames", DataTypes.createArrayType(DataTypes.StringType), true);

  private final String uid;
  private transient TrainedModel trained;
  private transient EpochLog epochs;

  /** The model of the first training, if it was trained again on all rows; else null. */
  private transient TrainedModel first;

  /** The weights as executors read them, once they have been asked for. */
  private transient Broadcast<float[]> shared;

  private transient SparkContext sharedBy;

  LstmModel(String uid) {
    this.uid = uid;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** What transform answers with. */
  public Param<String> output() {
    return stageParams().text("output");
  }

  /** What transform answers with. */
  public String getOutput() {
    return getOrDefault(output());
  }

  /** Takes over a trained model. {@code epochs} may be null. Modified. */
  M become(TrainedModel trained, EpochLog epochs) {
    this.trained = trained;
    this.epochs = epochs;
    return self();
  }

  /** How training went; null if the model was loaded. */
  EpochLog epochLog() {
    return epochs;
  }

  /** Keeps the model of the first training. {@code judged} may be null. Modified. */
  M judgedBy(TrainedModel judged) {
    first = judged;
    return self();
  }

  /** The model to judge, which has not seen the test span. */
  TrainedModel judged() {
    return first == null ? trained() : first;
  }

  /** Whether it was trained again on all rows. */
  boolean isRefitted() {
    return first != null;
  }

  /** Takes params that training has chosen. Modified. */
  void takeChosen() {}

  /** The trained model as it is used, to be saved. */
  TrainedModel used(TrainedModel model) {
    return model;
  }

  abstract M self();

  /** An empty stage of the same kind. */
  abstract M empty(String uid);

  /** The task of the stage. */
  abstract TaskKind kind();

  /** The configuration that the params describe. */
  abstract JobConfig config();

  /** Takes the columns of the configuration of a model as params. Modified. */
  void takeColumns(DataConfig data) {}

  TrainedModel trained() {
    if (trained == null) {
      throw new IllegalStateException(uid + " has no weights: it was neither trained nor loaded");
    }
    return trained;
  }

  /** The weights as executors read them. A broadcast is lost with its context. */
  synchronized Broadcast<float[]> shared(SparkSession spark) {
    if (shared == null || sharedBy != spark.sparkContext()) {
      sharedBy = spark.sparkContext();
      shared = JavaSparkContext.fromSparkContext(sharedBy).broadcast(trained().weights());
    }
    return shared;
  }

  /** Whether there is a {@link #summary}; loaded models have none. */
  public boolean hasSummary() {
    return epochs != null;
  }

  /**
   * How training went: one row per epoch, with {@code epoch}, {@code trainLoss}, {@code
   * validationLoss}, {@code learningRate}, {@code best}, {@code steps} and {@code seconds}.
   *
   * @throws IllegalStateException if the model was loaded
   */
  public Dataset<Row> summary() {
    return requireEpochs().table(SparkSession.active());
  }

  /**
   * What transform answers with if param {@code output} says so: {@code summary}, or {@code model},
   * a row with {@code numParameters}, {@code weightsSha256}, after training {@code bestEpoch}, and
   * of a classifier {@code classNames}.
   */
  Optional<Dataset<Row>> told(SparkSession spark) {
    return switch (getOrDefault(output())) {
      case "summary" -> Optional.of(requireEpochs().table(spark));
      case "model" ->
          Optional.of(
              spark.createDataFrame(
                  List.of(
                      RowFactory.create(
                          numParameters(),
                          weightsSha256(),
                          hasSummary() ? bestEpoch() : null,
                          kind() == TaskKind.CLASSIFY || kind() == TaskKind.TAG
                              ? trained().classes().toArray(String[]::new)
                              : null)),
                  ABOUT));
      default -> Optional.empty();
    };
  }

  /** The epoch whose weights the model has, from 1. */
  public int bestEpoch() {
    return requireEpochs().bestEpoch();
  }

  private EpochLog requireEpochs() {
    if (epochs == null) {
      throw new IllegalStateException(uid + " was loaded: no summary has been saved with it");
    }
    return epochs;
  }

  /** Bytes in memory, by which servers of Spark Connect limit what they keep; from Spark 4.1 on. */
  @SuppressWarnings("MissingOverride")
  public long estimatedSize() {
    long models = first == null ? 1 : 2;
    return models * Float.BYTES * trained().weights().length;
  }

  /** Number of parameters of the network. */
  public int numParameters() {
    return trained().weights().length;
  }

  /** SHA-256 of the weights, as the summary of the command line has it. */
  public String weightsSha256() {
    return Fingerprint.sha256(trained().weights());
  }

  /** A copy of the weights, in the order of the file that {@link #saveWeights} writes. */
  public float[] weights() {
    return trained().weights().clone();
  }

  /**
   * Writes the weights as a safetensors file, under PyTorch's names.
   *
   * @param path any Hadoop path; an existing file is replaced
   */
  public void saveWeights(String path) {
    StageFiles.weights(trained(), path, SparkSession.active());
  }

  /** Names of the params that a trained stage still uses. */
  abstract Set<String> usedParams();

  /** Params that say nothing about what the model has learned, and may have any value. */
  private static final Set<String> HARMLESS =
      Set.of(
          "showProgress",
          "output",
          "backtestSpan",
          "backtestWindows",
          "backtestStep",
          "backtestRefit",
          "backtestEpochs",
          "labelCol",
          "weightCol",
          "validationIndicatorCol",
          "numPartitions",
          "placement",
          "storage",
          "execution");

  private boolean isUsed(String param) {
    return usedParams().contains(param) || HARMLESS.contains(param);
  }

  /**
   * Refuses params of this stage that would have no effect, because training has used them: such as
   * another {@code hiddenSize}.
   */
  private void refuseOther(ParamMap extra) {
    for (ParamPair<?> pair : ScalaCollections.toJava(extra.toSeq())) {
      Param<?> param = pair.param();
      if (!param.parent().equals(uid) || isUsed(param.name())) {
        continue;
      }
      Object trained = isDefined(param) ? getOrDefault(param) : null;
      if (!Objects.deepEquals(pair.value(), trained)) {
        throw new IllegalArgumentException(
            "%s: %s is %s, but the model was trained with %s: fit it again, or leave the param out"
                .formatted(uid, param.name(), shown(pair.value()), shown(trained)));
      }
    }
  }

  private static String shown(Object value) {
    return value instanceof Object[] texts
        ? Arrays.toString(texts)
        : value == null ? "none" : value.toString();
  }

  /**
   * A copy with other params.
   *
   * @throws IllegalArgumentException if a param would contradict what the model was trained with
   */
  @Override
  public M copy(ParamMap extra) {
    refuseOther(extra);
    M copy = copyValues(empty(uid), extra);
    copy.become(trained, epochs).judgedBy(first);
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new StageFiles.Writer(this);
  }

  @Override
  public String toString() {
    return trained == null ? uid : "%s: %,d parameters".formatted(uid, trained.weights().length);
  }
}
