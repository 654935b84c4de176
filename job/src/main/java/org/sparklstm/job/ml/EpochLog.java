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

  private final List<Row> epochs = new ArrayList<>();
  private long since;
  private double learningRate;
  private int bestEpoch;

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
        RowFactory.create(
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
    return spark.createDataFrame(epochs, SCHEMA);
  }
}
