package org.sparklstm.job.run;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.Stopwatch;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.data.table.TableSource;
import org.sparklstm.job.scoring.Scores;

/** {@code score}: what a model says of a table: see {@link Scores}. */
public final class ScoreRun {
  private static final Map<String, String> CSV_DEFAULTS = Map.of("header", "true");

  private static final String COMPLETE = "_SUCCESS";

  private final JobContext context;

  public ScoreRun(JobContext context) {
    this.context = context;
  }

  /**
   * Scores.
   *
   * @param modelPath directory of a saved model
   * @param inputPath table in the format of data.source
   * @param outputPath where the result goes
   * @param mode what to do where there is something already
   * @return the result as one line of JSON
   */
  public String run(String modelPath, String inputPath, String outputPath, SaveMode mode) {
    Stopwatch watch = new Stopwatch();
    if (mode == SaveMode.Ignore && isThere(outputPath)) {
      context.console().say("%s is there already: nothing to do".formatted(outputPath));
      return new Json()
          .put(ResultKeys.RUN_ID, context.config().run().id())
          .put(ResultKeys.STATUS, "already-complete")
          .put(ResultKeys.OUTPUT, context.storage(outputPath).path().toString())
          .redactedLine();
    }
    refuseOverwriting(modelPath, inputPath, outputPath, mode);
    LoadedModel loaded = LoadedModel.of(context, modelPath);
    Dataset<Row> rows =
        TableSource.openPath(
            context.spark(), context.config().data().source(), inputPath, "--input");
    Scores scores =
        loaded
            .context()
            .task()
            .score(loaded.model(), context.table(rows, inputPath), context.sparkContext());
    Path target = context.storage(outputPath).path();
    Path beside = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    ScoreConfig score = context.config().score();
    DataFrameWriter<Row> writer = scores.table().write().format(score.format());
    if (score.format().equals("csv")) {
      writer = writer.options(CSV_DEFAULTS);
    }
    try {
      writer.options(score.options()).save(beside.toString());
    } catch (Exception e) {
      delete(beside);
      throw new UserException(
          "scores of %s could not be written to %s: %s"
              .formatted(inputPath, outputPath, Failures.rootMessage(e)),
          e);
    }
    replace(beside, target);
    context.console().say("%s written to %s".formatted(scores.sentence().get(), outputPath));
    return new Json()
        .put(ResultKeys.RUN_ID, context.config().run().id())
        .put(ResultKeys.STATUS, "complete")
        .put(ResultKeys.MODEL, loaded.directory().path().toString())
        .put("input", inputPath)
        .put(ResultKeys.OUTPUT, context.storage(outputPath).path().toString())
        .put(scores.unit(), scores.count().getAsLong())
        .put("rows", scores.rows().getAsLong())
        .put(ResultKeys.SECONDS, new Json().put(ResultKeys.TOTAL, watch.seconds()))
        .redactedLine();
  }

  /** Whether a complete table is there; Spark marks those it has written to the end. */
  private boolean isThere(String outputPath) {
    Path output = context.storage(outputPath).path();
    try {
      FileSystem files = output.getFileSystem(context.hadoop());
      return files.exists(new Path(output, COMPLETE));
    } catch (IOException e) {
      throw new UserException("--output %s: %s".formatted(outputPath, e.getMessage()), e);
    }
  }

  /**
   * What lay there goes only once its successor is whole; should that fail, the successor stays.
   */
  private void replace(Path written, Path target) {
    String trouble = "the file system refused";
    try {
      FileSystem files = target.getFileSystem(context.hadoop());
      files.delete(target, true);
      if (files.rename(written, target)) {
        return;
      }
    } catch (IOException e) {
      trouble = e.getMessage();
    }
    throw new UserException(
        "the scores are complete in %s, but could not be renamed to %s: %s"
            .formatted(written, target, trouble));
  }

  private void refuseOverwriting(
      String modelPath, String inputPath, String outputPath, SaveMode mode) {
    Path output = context.storage(outputPath).path();
    refuseOverlap(output, inputPath.replaceFirst("[*?{\\[].*", ""), "input " + inputPath);
    refuseOverlap(output, modelPath, "model " + modelPath);
    refuseOverlap(output, context.model(modelPath).path().toString(), "model " + modelPath);
    try {
      FileSystem files = output.getFileSystem(context.hadoop());
      if (files.exists(output) && !files.getFileStatus(output).isDirectory()) {
        throw new UserException(
            "--output %s is a file, expected a directory or nothing".formatted(outputPath));
      }
      if (mode != SaveMode.Overwrite && files.exists(output)) {
        throw new UserException(
            mode == SaveMode.Ignore
                ? "--output %s is there already, but it is not complete: it has no %s; remove it, or give --overwrite"
                    .formatted(outputPath, COMPLETE)
                : "--output %s is there already; name another place, or give --overwrite or --skip-existing"
                    .formatted(outputPath));
      }
    } catch (IOException e) {
      throw new UserException("--output %s: %s".formatted(outputPath, e.getMessage()), e);
    }
  }

  private void delete(Path unfinished) {
    try {
      unfinished.getFileSystem(context.hadoop()).delete(unfinished, true);
    } catch (IOException e) {
      context.console().warn("%s could not be deleted: %s".formatted(unfinished, e.getMessage()));
    }
  }

  /** What is replaced is deleted: nothing that is read may lie in it, nor around it. */
  private void refuseOverlap(Path output, String other, String name) {
    if (other.isEmpty()) {
      return;
    }
    String one = output.toString() + "/";
    String two = context.storage(other).path() + "/";
    if (one.startsWith(two) || two.startsWith(one)) {
      throw new UserException(
          "--output %s overlaps with the %s; name another place".formatted(output, name));
    }
  }
}
