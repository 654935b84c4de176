package org.sparklstm.job.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
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
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.TableSource;
import org.sparklstm.job.scoring.Scores;

/** {@code score}: writes the predictions of a model for a table; see {@link Scores}. */
public final class ScoreRun {
  private static final Map<String, String> CSV_DEFAULTS = Map.of("header", "true");

  private static final String COMPLETE = "_SUCCESS";

  private final JobContext context;

  public ScoreRun(JobContext context) {
    this.context = context;
  }

  /**
   * Predicts and writes the result.
   *
   * @param modelPath directory of a saved model, or a pointer to one
   * @param inputPath table in the format of data.source; without it, data.source itself
   * @param outputPath directory of the result
   * @param mode treatment of an existing directory
   * @return the result as one line of JSON
   */
  public String run(
      String modelPath, Optional<String> inputPath, String outputPath, SaveMode mode) {
    return run(modelPath, inputPath, outputPath, mode, MissingModel.REFUSED).line();
  }

  /** Treatment of a model that does not exist. */
  public enum MissingModel {
    /** It is an error. */
    REFUSED,
    /** Nothing is done. */
    ALLOWED
  }

  /**
   * What was done.
   *
   * @param hasModel whether there is a model
   * @param line the result as one line of JSON
   */
  public record Outcome(boolean hasModel, String line) {}

  /**
   * Predicts and writes the result, if there is a model or it must exist.
   *
   * @param modelPath directory of a saved model, or a pointer to one
   * @param inputPath table in the format of data.source; without it, data.source itself
   * @param outputPath directory of the result
   * @param mode treatment of an existing directory
   * @param missing treatment of a model that does not exist
   */
  public Outcome run(
      String modelPath,
      Optional<String> inputPath,
      String outputPath,
      SaveMode mode,
      MissingModel missing) {
    if (missing == MissingModel.ALLOWED && !context.storage(modelPath).exists()) {
      context
          .console()
          .say("no model is in use: %s does not exist; nothing is scored".formatted(modelPath));
      return new Outcome(
          false,
          new Json()
              .put(ResultKeys.RUN_ID, context.config().run().id())
              .put(ResultKeys.STATUS, "no-model")
              .put(ResultKeys.MODEL, modelPath)
              .redactedLine());
    }
    return new Outcome(true, score(modelPath, inputPath, outputPath, mode));
  }

  private String score(
      String modelPath, Optional<String> inputPath, String outputPath, SaveMode mode) {
    Stopwatch watch = new Stopwatch();
    if (mode == SaveMode.Ignore && isComplete(outputPath)) {
      context.console().say("%s already exists: nothing to do".formatted(outputPath));
      return new Json()
          .put(ResultKeys.RUN_ID, context.config().run().id())
          .put(ResultKeys.STATUS, "already-complete")
          .put(ResultKeys.OUTPUT, context.storage(outputPath).path().toString())
          .redactedLine();
    }
    refuseOverwriting(modelPath, inputPath, outputPath, mode);
    LoadedModel loaded = LoadedModel.of(context, modelPath);
    Table input = inputPath.map(this::table).orElseGet(context::table);
    Scores scores = loaded.context().task().score(loaded.model(), input, context.sparkContext());
    Path target = context.storage(outputPath).path();
    Path temporary = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    ScoreConfig score = context.config().score();
    DataFrameWriter<Row> writer = scores.table().write().format(score.format());
    if (score.format().equals("csv")) {
      writer = writer.options(CSV_DEFAULTS);
    }
    DataFrameWriter<Row> ready = writer.options(score.options());
    try {
      context.waiting(
          "scoring " + input.name(),
          () -> {
            ready.save(temporary.toString());
            return temporary;
          });
    } catch (Exception e) {
      delete(temporary);
      throw new UserException(
          "scores of %s could not be written to %s: %s"
              .formatted(input.name(), outputPath, Failures.rootMessage(e)),
          e);
    }
    replace(temporary, target);
    context.console().say("%s written to %s".formatted(scores.sentence().get(), outputPath));
    return new Json()
        .put(ResultKeys.RUN_ID, context.config().run().id())
        .put(ResultKeys.STATUS, "complete")
        .put(ResultKeys.MODEL, loaded.directory().path().toString())
        .put("input", input.name())
        .put(ResultKeys.OUTPUT, context.storage(outputPath).path().toString())
        .put(scores.unit(), scores.count().getAsLong())
        .put("rows", scores.rows().getAsLong())
        .put(ResultKeys.SECONDS, new Json().put(ResultKeys.TOTAL, watch.seconds()))
        .redactedLine();
  }

  private Table table(String path) {
    Dataset<Row> rows =
        TableSource.openPath(context.spark(), context.config().data().source(), path, "--input");
    return context.table(rows, path);
  }

  /** Whether the output is a complete table, which Spark marks with a file. */
  private boolean isComplete(String outputPath) {
    Path output = context.storage(outputPath).path();
    try {
      FileSystem files = output.getFileSystem(context.hadoop());
      return files.exists(new Path(output, COMPLETE));
    } catch (IOException e) {
      throw new UserException("--output %s: %s".formatted(outputPath, e.getMessage()), e);
    }
  }

  /** Replaces the output with a complete table; if that fails, the new table stays where it is. */
  private void replace(Path written, Path target) {
    String reason = "the file system refused";
    try {
      FileSystem files = target.getFileSystem(context.hadoop());
      files.delete(target, true);
      if (files.rename(written, target)) {
        return;
      }
    } catch (IOException e) {
      reason = e.getMessage();
    }
    throw new UserException(
        "the scores are complete in %s, but the directory could not be renamed to %s: %s; rename it by hand"
            .formatted(written, target, reason));
  }

  private void refuseOverwriting(
      String modelPath, Optional<String> inputPath, String outputPath, SaveMode mode) {
    Path output = context.storage(outputPath).path();
    inputPath
        .or(context.config().data().source()::path)
        .ifPresent(
            input -> refuseOverlap(output, input.replaceFirst("[*?{\\[].*", ""), "input " + input));
    refuseOverlap(output, modelPath, "model " + modelPath);
    refuseOverlap(output, context.model(modelPath).path().toString(), "model " + modelPath);
    try {
      FileSystem files = output.getFileSystem(context.hadoop());
      if (files.exists(output) && !files.getFileStatus(output).isDirectory()) {
        throw new UserException(
            "--output %s is a file, expected a directory or a path that does not exist"
                .formatted(outputPath));
      }
      if (mode != SaveMode.Overwrite && files.exists(output)) {
        throw new UserException(
            mode == SaveMode.Ignore
                ? "--output %s already exists, but is not complete: it has no %s; remove it, or add --overwrite"
                    .formatted(outputPath, COMPLETE)
                : "--output %s already exists; choose another path, or add --overwrite or --skip-existing"
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

  /** The output is deleted before it is replaced, so no input may lie inside or above it. */
  private void refuseOverlap(Path output, String other, String name) {
    if (other.isEmpty()) {
      return;
    }
    String one = output.toString() + "/";
    String two = context.storage(other).path() + "/";
    if (one.startsWith(two) || two.startsWith(one)) {
      throw new UserException(
          "--output %s overlaps with the %s; choose another path".formatted(output, name));
    }
  }
}
