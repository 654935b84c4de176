package org.sparklstm.job.spark;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.SparkSession;

/** The metadata that Spark ML writes beside a saved stage: class, uid and params. */
public interface StageMetadata {
  /** Uid of the stage. */
  String uid();

  /** Sets the params of a stage as they were saved. {@code stage} Modified. */
  void setParams(Params stage);

  /** Writes the metadata of a stage. */
  static void save(Params stage, String path, SparkSession session) {
    SparkVersion.CURRENT.saveMetadata(stage, path, session);
  }

  /** Reads the metadata of a stage of that class. */
  static StageMetadata load(String path, SparkSession session, String className) {
    return SparkVersion.CURRENT.loadMetadata(path, session, className);
  }

  /** A reader for stages that consist of their params only. */
  static <T> MLReader<T> reader() {
    return new DefaultParamsReader<>();
  }
}
