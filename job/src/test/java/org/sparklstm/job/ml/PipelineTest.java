package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.LocalSpark;

/** Text labels, rows of steps and a classifier, cross-validated as one. */
class PipelineTest {
  @TempDir Path directory;

  private static CrossValidator validator(int parallelism) {
    StringIndexer indexer = new StringIndexer().setInputCol("kind").setOutputCol("label");
    SequenceAssembler assembler =
        new SequenceAssembler()
            .setGroupCols(new String[] {"device"})
            .setTimeCol("at")
            .setInputCols(new String[] {"a", "b"})
            .setKeepCols(new String[] {"label"});
    LstmClassifier classifier =
        new LstmClassifier("classifier").setHiddenSize(8).setEpochs(6).setBatchSize(8);
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {0.001, 0.02})
            .build();
    return new CrossValidator()
        .setEstimator(
            new Pipeline().setStages(new PipelineStage[] {indexer, assembler, classifier}))
        .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
        .setEstimatorParamMaps(grid)
        .setNumFolds(3)
        // the steps of a sequence stay together
        .setFoldCol("fold")
        .setParallelism(parallelism);
  }

  @Test
  void crossValidatedSavedAndReadInAnotherJvm() throws Exception {
    Dataset<Row> steps = Tables.steps(36).cache();
    CrossValidatorModel model = validator(1).fit(steps);
    assertThat(Arrays.stream(model.avgMetrics()).max().getAsDouble()).isGreaterThan(0.85);
    CrossValidatorModel parallel = validator(2).fit(steps);
    assertThat(parallel.avgMetrics()).containsExactly(model.avgMetrics());
    assertThat(predictions(parallel, steps)).isEqualTo(predictions(model, steps));
    String saved = directory.resolve("cv").toString();
    model.save(saved);
    String input = directory.resolve("steps.parquet").toString();
    steps.write().parquet(input);
    List<String> here = predictions(model, steps);
    assertThat(here).hasSize(36);
    assertThat(predictions(CrossValidatorModel.load(saved), steps)).isEqualTo(here);
    assertThat(elsewhere(saved, input)).isEqualTo(here);
  }

  /** Predictions to the bit. */
  private static List<String> predictions(CrossValidatorModel model, Dataset<Row> steps) {
    List<String> lines = new ArrayList<>();
    for (Row row : model.transform(steps).orderBy("device").collectAsList()) {
      StringBuilder line = new StringBuilder((String) row.getAs("device"));
      for (double p : ((Vector) row.getAs("probability")).toArray()) {
        line.append(' ').append(Double.doubleToRawLongBits(p));
      }
      lines.add(line.append(' ').append((double) row.getAs("prediction")).toString());
    }
    return lines;
  }

  private List<String> elsewhere(String model, String input) throws Exception {
    Path output = directory.resolve("predictions.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add") || argument.startsWith("-Xmx"))
            .toList());
    command.addAll(
        List.of(
            // it computes next to nothing
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            PipelineTest.class.getName(),
            model,
            input,
            output.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    assertThat(process.waitFor()).as(() -> "see " + directory.resolve("log")).isZero();
    return Files.readAllLines(output, StandardCharsets.UTF_8);
  }

  /**
   * The other JVM: a saved model, a table, and where predictions go. A model outlives its session.
   */
  public static void main(String[] arguments) throws Exception {
    SparkSession spark = LocalSpark.session();
    CrossValidatorModel model = CrossValidatorModel.load(arguments[0]);
    List<String> lines = predictions(model, spark.read().parquet(arguments[1]));
    spark.stop();
    SparkSession next = LocalSpark.session();
    List<String> again = predictions(model, next.read().parquet(arguments[1]));
    next.stop();
    if (!again.equals(lines)) {
      throw new IllegalStateException("another session, other predictions: " + again);
    }
    Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
  }

  @Test
  void predictionsBecomeTextAgain() {
    Dataset<Row> steps = Tables.steps(9).filter("kind != 'rests'");
    Dataset<Row> predicted =
        validator(1).getEstimator().fit(steps, new ParamMap()).transform(steps);
    Dataset<Row> text =
        new IndexToString().setInputCol("prediction").setOutputCol("text").transform(predicted);
    assertThat(text.select("text").distinct().collectAsList())
        .extracting(row -> row.getString(0))
        .isSubsetOf("falls", "rises");
  }
}
