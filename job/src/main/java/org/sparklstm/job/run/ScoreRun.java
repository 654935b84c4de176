package org.sparklstm.job.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
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
import org.sparklstm.job.output.Output;
import org.sparklstm.job.scoring.Scores;
import org.sparklstm.job.storage.PathText;
import org.sparklstm.job.storage.Storage;

/** {@code score}: writes the predictions of a model for a table; see {@link Scores}. */
public final class ScoreRun {
  private static final Map<String, String> CSV_DEFAULTS = Map.of("header", "true");

  /** Formats of plain files, whose output is replaced and completed by our own rules. */
  private static final List<String> OF_FILES = List.of("csv", "json", "parquet", "orc", "text");

  /** Our marker says that an output is complete, and what belongs to it. */
  private static final Map<String, String> UNMARKED =
      Map.of("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");

  private static final String OUTPUT = "--output";

  private final JobContext context;
  private final BiFunction<JobContext, String, LoadedModel> loader;
  private final Answers answers;
  private final Summary summary;

  /** What is written of a table. */
  @FunctionalInterface
  interface Answers {
    Scores of(LoadedModel loaded, Table input);
  }

  /** What is said of a table once it is written. */
  @FunctionalInterface
  interface Summary {
    /**
     * Called right before the table becomes visible.
     *
     * @param guard lets a directory be changed only while the lock of the output is held
     */
    default void prepare(SaveMode mode, UnaryOperator<Storage> guard) {}

    /**
     * Sums up.
     *
     * @param guard lets a directory be changed only while the lock of the output is held
     */
    Json of(Scores scores, UnaryOperator<Storage> guard);
  }

  public ScoreRun(JobContext context) {
    this(
        context,
        LoadedModel::of,
        (loaded, input) ->
            loaded.context().task().score(loaded.model(), input, context.sparkContext()),
        (scores, guard) -> new Json());
  }

  /**
   * Writes something else of a table.
   *
   * @param loader opens the model of a path
   */
  ScoreRun(
      JobContext context,
      BiFunction<JobContext, String, LoadedModel> loader,
      Answers answers,
      Summary summary) {
    this.context = context;
    this.loader = loader;
    this.answers = answers;
    this.summary = summary;
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
    ScoreConfig score = context.config().score();
    boolean isOfFiles = OF_FILES.contains(score.format().toLowerCase(Locale.ROOT));
    if (!isOfFiles && mode != SaveMode.ErrorIfExists) {
      throw new UserException(
          "score.format = %s commits by its own rules: --overwrite and --skip-existing are for %s"
              .formatted(score.format(), String.join(", ", OF_FILES)));
    }
    Belongings belongings = belongings(modelPath, inputPath);
    Path place = belongings.requireApart(OUTPUT, context.storage(outputPath));
    RunDirectory.requireOutside(OUTPUT, context.storage(place.toString()));
    LoadedModel loaded = loader.apply(context, modelPath);
    Table input = inputPath.map(this::table).orElseGet(context::table);
    belongings.addDirectories("files of the input", input.rows().inputFiles());
    belongings.requireApart(OUTPUT, context.storage(outputPath));
    if (!isOfFiles) {
      Scores scores = answers.of(loaded, input);
      summary.prepare(mode, directory -> directory);
      write(scores, input, score, outputPath, PathText.of(outputPath));
      return done(loaded, input, scores, directory -> directory, outputPath, watch);
    }
    try (Output output = Output.lock(context.storage(place.toString()), context.console()::say)) {
      if (mode == SaveMode.Ignore && output.isComplete()) {
        context.console().say("%s is complete: nothing to do".formatted(outputPath));
        return new Json()
            .put(ResultKeys.RUN_ID, context.config().run().id())
            .put(ResultKeys.STATUS, "already-complete")
            .put(ResultKeys.OUTPUT, context.storage(outputPath).path().toString())
            .redactedLine();
      } else if (mode == SaveMode.Overwrite) {
        output.requireReplaceable();
      } else {
        output.requireAbsent();
      }
      Scores scores = answers.of(loaded, input);
      write(scores, input, score, outputPath, output.temporary());
      summary.prepare(mode, output::guard);
      output.publish(score.format(), mode == SaveMode.Overwrite);
      return done(loaded, input, scores, output::guard, outputPath, watch);
    }
  }

  private void write(
      Scores scores, Table input, ScoreConfig score, String outputPath, Path target) {
    DataFrameWriter<Row> writer = scores.table().write().format(score.format());
    if (score.format().equalsIgnoreCase("csv")) {
      writer = writer.options(CSV_DEFAULTS);
    }
    DataFrameWriter<Row> ready = writer.options(score.options()).options(UNMARKED);
    try {
      context.waiting(
          "scoring " + input.name(),
          () -> {
            ready.save(target.toString());
            return target;
          });
    } catch (Exception e) {
      throw new UserException(
          "scores of %s could not be computed and written to %s: %s"
              .formatted(input.name(), outputPath, Failures.rootMessage(e)),
          e);
    }
  }

  private String done(
      LoadedModel loaded,
      Table input,
      Scores scores,
      UnaryOperator<Storage> guard,
      String outputPath,
      Stopwatch watch) {
    context.console().say("%s written to %s".formatted(scores.sentence().get(), outputPath));
    return summary
        .of(scores, guard)
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

  /** What the output must not replace. */
  private Belongings belongings(String modelPath, Optional<String> inputPath) {
    Belongings belongings = new Belongings(context.hadoop(), context.storageTimeout());
    inputPath
        .or(context.config().data().source()::path)
        .ifPresent(input -> belongings.addPattern("input " + input, input));
    context
        .config()
        .data()
        .futureSource()
        .ifPresent(future -> belongings.addPattern("future rows " + future, future));
    belongings.add("model " + modelPath, modelPath, Belongings.Within.REFUSED);
    belongings.add(
        "model " + modelPath,
        context.model(modelPath).path().toString(),
        Belongings.Within.REFUSED);
    context
        .configuration()
        .ifPresent(
            file -> belongings.add("configuration " + file, file, Belongings.Within.REFUSED));
    String run = context.config().run().directory();
    belongings.add("directory of run " + run, run, Belongings.Within.ALLOWED);
    RunDirectory.RESERVED.forEach(
        name ->
            belongings.add(name + " of run " + run, run + "/" + name, Belongings.Within.REFUSED));
    return belongings;
  }

  private Table table(String path) {
    Dataset<Row> rows =
        TableSource.openPath(context.spark(), context.config().data().source(), path, "--input");
    return context.table(rows, path);
  }
}
