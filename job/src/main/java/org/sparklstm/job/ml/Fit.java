package org.sparklstm.job.ml;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.ShardSource;
import org.sparklstm.job.data.Statistics;
import org.sparklstm.job.distributed.KryoRecords;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.run.Fitting;
import org.sparklstm.job.run.TrainedModel;

/**
 * A training for a stage, by the trainer that the command line has.
 *
 * @param model what it gave
 * @param epochs how it went
 */
record Fit(TrainedModel model, EpochLog epochs) {

  /** Is asked about data that lies where it is trained on, and may throw. */
  interface Check {
    void of(PlacedShards shards);
  }

  /** Throws where Spark is set up so that it cannot train. */
  static void requireSpark(SparkSession session) {
    KryoRecords.require(session.sparkContext().getConf());
  }

  /** Trains. */
  static Fit of(
      JobConfig config,
      ModelSpec spec,
      ShardSource<?> source,
      Statistics statistics,
      List<String> classes,
      Check check,
      SparkSession session) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    EpochLog epochs = new EpochLog();
    try (PlacedShards shards = PlacedShards.place(source, config.data(), spark)) {
      check.of(shards);
      try (Fitting fitting = new Fitting(config, spec, shards, List.of(epochs), spark, Log::info)) {
        float[] best = fitting.train().best();
        return new Fit(new TrainedModel(spec, best, statistics, classes), epochs);
      }
    } catch (DivergedException e) {
      throw new UserException(
          "training diverged: loss or gradient is not a finite number at step %,d (epoch %d). Lower train.learning-rate (%s) or set train.clip-norm (%s)"
              .formatted(
                  e.step() + 1,
                  e.epoch() + 1,
                  config.train().learningRate(),
                  config.train().clipNorm()),
          e);
    }
  }
}
