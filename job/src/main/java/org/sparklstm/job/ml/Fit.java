package org.sparklstm.job.ml;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.ShardSource;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.KryoRecords;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.InitialWeights;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.task.Fitting;

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

  /** Trains. {@code log} is told what people may want to know. */
  static Fit of(
      JobConfig config,
      ModelSpec spec,
      ShardSource<?> source,
      Statistics statistics,
      List<String> classes,
      Check check,
      SparkSession session,
      Consumer<String> log) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    EpochLog epochs = new EpochLog();
    float[] parameters = InitialWeights.of(config, spec.network(), Saved.hadoop(session));
    try (PlacedShards shards = PlacedShards.place(source, config.data(), spark)) {
      check.of(shards);
      try (Fitting fitting =
          new Fitting(
              config,
              spec,
              Fitting.beginning(config, parameters),
              shards,
              List.of(epochs),
              spark,
              log,
              0)) {
        epochs.start();
        float[] best = fitting.train().best();
        return new Fit(new TrainedModel(spec, best, statistics, classes), epochs);
      }
    } catch (DivergedException e) {
      throw Fitting.explained(e, config, "nothing is kept of it");
    }
  }
}
