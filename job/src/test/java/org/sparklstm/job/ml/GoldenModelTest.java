package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.LocalSpark;

/**
 * Models that version 0.1.0 saved open, and predict what they predicted then, to the bit. {@link
 * #main} made them; what is there is never made again, a new version adds a directory.
 */
class GoldenModelTest {
  private static final String VERSION = "0.1.0";
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/models", VERSION);

  /** Sequences that need no random numbers. */
  private static Dataset<Row> sequences() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      List<List<Double>> steps = new ArrayList<>();
      for (int t = 0; t < 2 + i % 4; t++) {
        steps.add(List.of(i % 3 - 1 + 0.25 * t, (i * 7 + t * 3) % 5 - 2.0));
      }
      rows.add(RowFactory.create(i, steps, (double) (i % 3), i % 3 + 0.125 * (i % 4)));
    }
    return Tables.of(
        rows,
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("features", Tables.STEPS)
            .add("label", DataTypes.DoubleType)
            .add("number", DataTypes.DoubleType));
  }

  /** Two series of whole numbers that come again. */
  private static Dataset<Row> series() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (int t = 0; t < 60; t++) {
        rows.add(RowFactory.create("s" + i, (long) t, (double) (t * (i + 2) % 7)));
      }
    }
    return Tables.of(
        rows,
        new StructType()
            .add("name", DataTypes.StringType)
            .add("at", DataTypes.LongType)
            .add("value", DataTypes.DoubleType));
  }

  /** What a model says, to the bit. */
  private static List<String> lines(Transformer model, Dataset<Row> table) {
    return model.transform(table).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static List<String> written(String name) throws Exception {
    return Files.readAllLines(DIRECTORY.resolve(name + ".txt"), StandardCharsets.UTF_8);
  }

  private static String saved(String name) {
    return DIRECTORY.resolve(name).toAbsolutePath().toUri().toString();
  }

  @Test
  void theyOpenAndPredictWhatTheyDid() throws Exception {
    LocalSpark.session();
    LstmClassificationModel classifier = LstmClassificationModel.load(saved("classifier"));
    assertThat(classifier.getHiddenSize()).isEqualTo(3);
    assertThat(classifier.getSchedule()).isEqualTo("cosine");
    assertThat(lines(classifier, sequences())).isEqualTo(written("classifier"));
    assertThat(lines(LstmRegressionModel.load(saved("regressor")), sequences()))
        .isEqualTo(written("regressor"));
    // the default of 0.1.0, which the stage has saved
    assertThat(LstmForecasterModel.load(saved("forecaster")).getHandleInvalid()).isEqualTo("error");
    assertThat(lines(LstmForecasterModel.load(saved("forecaster")), series()))
        .isEqualTo(written("forecaster"));
  }

  /** A row per time step of sequences that need no random numbers. */
  private static Dataset<Row> steps() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      for (int t = 0; t < 2 + i % 4; t++) {
        rows.add(
            RowFactory.create(
                i, (long) t, i % 3 - 1 + 0.25 * t, (i * 7 + t * 3) % 5 - 2.0, "kind " + i % 3));
      }
    }
    return Tables.of(
        rows,
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("at", DataTypes.LongType)
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("kind", DataTypes.StringType));
  }

  /** Rows to sequences, texts to numbers, sequences to classes. */
  private static Pipeline pipeline() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new SequenceAssembler("assembler")
                  .setGroupCols(new String[] {"id"})
                  .setTimeCol("at")
                  .setInputCols(new String[] {"a", "b"})
                  .setKeepCols(new String[] {"kind"}),
              new StringIndexer("indexer").setInputCol("kind").setOutputCol("label"),
              new LstmClassifier("pipeline-classifier")
                  .setHiddenSize(3)
                  .setEpochs(2)
                  .setBatchSize(8)
                  .setLearningRate(0.02)
            });
  }

  private static String sha256(PipelineModel model) {
    return Fingerprint.sha256(((LstmModel<?>) model.stages()[2]).weights());
  }

  @Test
  void aFittedPipelineOpensAndPredictsWhatItDid() throws Exception {
    LocalSpark.session();
    assertThat(lines(PipelineModel.load(saved("pipeline-model")), steps()))
        .isEqualTo(written("pipeline-model"));
  }

  @Test
  void anUnfittedPipelineOpensAndTrainsTheSameBits() throws Exception {
    LocalSpark.session();
    PipelineModel fitted = Pipeline.load(saved("pipeline")).fit(steps());
    assertThat(List.of(sha256(fitted))).isEqualTo(written("pipeline"));
    assertThat(lines(fitted, steps())).isEqualTo(written("pipeline-model"));
  }

  /** Makes the models of this version. */
  public static void main(String[] arguments) throws Exception {
    LocalSpark.session();
    save(
        new LstmClassifier("classifier")
            .setHiddenSize(3)
            .setEpochs(3)
            .setBatchSize(8)
            .setSchedule("cosine")
            .fit(sequences()),
        "classifier",
        sequences());
    save(
        new LstmRegressor("regressor")
            .setCell("gru")
            .setBidirectional(true)
            .setPooling("max")
            .setLabelCol("number")
            .setHiddenSize(3)
            .setEpochs(3)
            .setBatchSize(8)
            .fit(sequences()),
        "regressor",
        sequences());
    save(
        new LstmForecaster("forecaster")
            .setSeriesIdCols(new String[] {"name"})
            .setTimeCol("at")
            .setTargetCols(new String[] {"value"})
            .setLookback(7)
            .setHorizon(2)
            .setHiddenSize(3)
            .setEpochs(2)
            .fit(series()),
        "forecaster",
        series());
    if (Files.exists(DIRECTORY.resolve("pipeline"))) {
      return;
    }
    pipeline().save(saved("pipeline"));
    PipelineModel fitted = pipeline().fit(steps());
    fitted.save(saved("pipeline-model"));
    Files.write(DIRECTORY.resolve("pipeline.txt"), List.of(sha256(fitted)));
    Files.write(DIRECTORY.resolve("pipeline-model.txt"), lines(fitted, steps()));
    LocalSpark.session().stop();
  }

  private static void save(LstmModel<?> model, String name, Dataset<Row> table) throws Exception {
    if (Files.exists(DIRECTORY.resolve(name))) {
      return;
    }
    model.save(saved(name));
    Files.write(DIRECTORY.resolve(name + ".txt"), lines(model, table), StandardCharsets.UTF_8);
  }
}
