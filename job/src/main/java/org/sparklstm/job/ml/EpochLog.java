package org.sparklstm.job.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.StoredJson;
import org.sparklstm.job.storage.Storage;

/** How a training went: one row per epoch. */
final class EpochLog implements TrainingListener {
  private static final StructType SCHEMA =
      new StructType()
          .add("epoch", DataTypes.IntegerType, false)
          .add("trainLoss", DataTypes.DoubleType, false)
          .add("validationLoss", DataTypes.DoubleType, true)
          .add("learningRate", DataTypes.DoubleType, false)
          .add("best", DataTypes.BooleanType, false)
          .add("steps", DataTypes.LongType, false)
          .add("seconds", DataTypes.DoubleType, false);

  private static final int LARGEST = 1 << 24;

  private final List<Epoch> epochs;
  private long since;
  private double learningRate;
  private int bestEpoch;

  /** A row of the table. {@code validationLoss} may be null. */
  private record Epoch(
      int epoch,
      double trainLoss,
      Double validationLoss,
      double learningRate,
      boolean best,
      long steps,
      double seconds) {}

  /** The content of a file. */
  private record Kept(int bestEpoch, List<Epoch> epochs) {}

  EpochLog() {
    this(0, List.of());
  }

  private EpochLog(int bestEpoch, List<Epoch> epochs) {
    this.bestEpoch = bestEpoch;
    this.epochs = new ArrayList<>(epochs);
  }

  /** Reads what {@link #write} has written. */
  static EpochLog read(Storage directory, String name) {
    Kept kept = StoredJson.read(directory.readText(name, LARGEST), Kept.class);
    return new EpochLog(kept.bestEpoch(), kept.epochs());
  }

  /** Writes the log as a file. */
  void write(Storage directory, String name) {
    directory.writeText(name, StoredJson.pretty(new Kept(bestEpoch, epochs)));
  }

  /** Marks the start of training. */
  void start() {
    since = System.nanoTime();
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    learningRate = report.learningRate();
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    long now = System.nanoTime();
    int epoch = report.epoch() + 1;
    bestEpoch = report.best() ? epoch : bestEpoch;
    epochs.add(
        new Epoch(
            epoch,
            report.trainLoss(),
            Double.isNaN(report.validationLoss()) ? null : report.validationLoss(),
            learningRate,
            report.best(),
            state.step(),
            (now - since) / 1e9));
    since = now;
    Log.info(
        "epoch %d: train loss %s, validation loss %s"
            .formatted(epoch, report.trainLoss(), report.validationLoss()));
  }

  /** The epoch whose weights were kept, from 1. */
  int bestEpoch() {
    return bestEpoch;
  }

  /** One row per epoch. */
  Dataset<Row> table(SparkSession spark) {
    List<Row> rows =
        epochs.stream()
            .map(
                one ->
                    RowFactory.create(
                        one.epoch(),
                        one.trainLoss(),
                        one.validationLoss(),
                        one.learningRate(),
                        one.best(),
                        one.steps(),
                        one.seconds()))
            .toList();
    return spark.createDataFrame(rows, SCHEMA);
  }
}
