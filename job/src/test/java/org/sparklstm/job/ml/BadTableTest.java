package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.Failures;
import org.sparklstm.job.UserException;

/** What is wrong with a table is said in a line, before training starts. */
class BadTableTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("features", Tables.STEPS)
          .add("label", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType);

  private static LstmClassifier classifier() {
    return new LstmClassifier("clf").setHiddenSize(3).setEpochs(1).setBatchSize(8);
  }

  private static Row row(Double label, Double weight, Double[]... steps) {
    List<List<Double>> features = new ArrayList<>();
    for (Double[] step : steps) {
      features.add(step == null ? null : Arrays.asList(step));
    }
    return RowFactory.create(features, label, weight);
  }

  private static Row good(double label) {
    return row(label, 1.0, new Double[] {label, 1.0}, new Double[] {2.0, 3.0});
  }

  /** Good rows of two classes, and others. */
  private static Dataset<Row> table(Row... others) {
    List<Row> rows = new ArrayList<>(List.of(good(0), good(1), good(0), good(1)));
    rows.addAll(List.of(others));
    return Tables.of(rows, SCHEMA);
  }

  private static void refuses(LstmClassifier classifier, Dataset<Row> table, String message) {
    assertThatThrownBy(() -> classifier.fit(table))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("clf: ")
        .hasMessageContaining(message);
  }

  @Test
  void unknownColumns() {
    refuses(
        classifier().setFeaturesCol("steps"),
        table(),
        "featuresCol: no column 'steps' in the data frame; its columns are [features, label, weight]");
    refuses(classifier().setLabelCol("y"), table(), "labelCol: no column 'y' in the data frame");
    refuses(classifier().setWeightCol("w"), table(), "weightCol: no column 'w'");
    refuses(
        classifier().setValidationIndicatorCol("v"),
        table(),
        "validationIndicatorCol: no column 'v'");
  }

  @Test
  void wrongTypes() {
    refuses(
        classifier().setFeaturesCol("label"),
        table(),
        "featuresCol: column 'label' of the data frame is of type double, expected array<array<number>>, array<vector>, array<number> or vector");
    Dataset<Row> text = table().withColumn("label", functions.lit("red"));
    refuses(
        classifier(),
        text,
        "labelCol: column 'label' of the data frame is of type string, expected a number");
    refuses(
        classifier().setValidationIndicatorCol("weight"),
        table(),
        "validationIndicatorCol: column 'weight' of the data frame is of type double, expected boolean");
    refuses(
        classifier(),
        Tables.vectors(5),
        "featuresCol: column 'features' of the data frame holds vectors, which do not tell the number of values per step: set featureSize to it");
    refuses(
        classifier().setPredictionCol("label"),
        table(),
        "the input already has a column 'label'; choose another name for the output column");
  }

  @Test
  void raggedWidths() {
    refuses(
        classifier(),
        table(row(1.0, 1.0, new Double[] {7.5}), row(1.0, 1.0, new Double[] {8.5})),
        "have different numbers of values per step: 1 in 2 rows such as [[7.5]]; 2 in 4 rows");
    refuses(
        classifier(),
        table(row(1.0, 1.0, new Double[] {7.5, 1.0}, new Double[] {4.5})),
        "featuresCol: the sequences of column 'features' of the data frame have different numbers of values per step: the row with label 1.0 and sequence [] is an example");
    List<Row> rows =
        List.of(
            RowFactory.create(Vectors.dense(1, 2, 3), 0.0),
            RowFactory.create(Vectors.dense(1, 2), 1.0));
    refuses(
        classifier().setFeatureSize(2),
        Tables.of(
            rows,
            new StructType()
                .add("features", SQLDataTypes.VectorType())
                .add("label", DataTypes.DoubleType)),
        "ends within a step in 1 of 2 rows");
  }

  @Test
  void labels() {
    refuses(
        classifier(),
        table(good(1.5)),
        "labelCol: column 'label' of the data frame has the value 1.5, expected a class number: 0, 1, 2 … as StringIndexer assigns");
    refuses(
        classifier(),
        table(good(-1)),
        "has the value -1.0, expected a class number: 0, 1, 2 … as StringIndexer assigns");
    refuses(
        classifier(),
        table(row(null, 1.0, new Double[] {9.5, 1.0})),
        "labelCol: column 'label' of the data frame is null, NaN or infinite in 1 rows, one of them the row with label null and sequence [[9.5, 1.0]]");
    refuses(
        classifier(),
        Tables.of(List.of(good(0), good(0)), SCHEMA),
        "has only one class, expected at least two");
    refuses(
        classifier(),
        table(good(4)),
        "labelCol: column 'label' of the data frame has the labels 0, 1, 4, expected all class numbers from 0 to 2; a StringIndexer makes them");
  }

  @Test
  void aClassThatOnlyValidationKnows() {
    Dataset<Row> table =
        table(good(2))
            .withColumn("validation", functions.col("label").equalTo(2))
            .withColumn(
                "label",
                functions.col("label"),
                NominalAttribute.defaultAttr()
                    .withName("label")
                    .withValues(new String[] {"red", "green", "blue"})
                    .toMetadata());
    refuses(
        classifier().setValidationIndicatorCol("validation"),
        table,
        "labelCol: 1 of the 3 classes of column 'label' of the data frame have no sequence to train on: blue");
  }

  @Test
  void sequencesThatAreNone() {
    refuses(
        classifier(),
        Tables.of(
            List.of(RowFactory.create(null, 0.0, 1.0), RowFactory.create(null, 1.0, 1.0)), SCHEMA),
        "featuresCol: column 'features' of the data frame is null in all 2 rows");
    refuses(
        classifier(),
        table(RowFactory.create(null, 0.0, 1.0)),
        "featuresCol: column 'features' of the data frame is null in 1 of 5 rows, one of them the row with label 0.0 and sequence []; set handleInvalid = skip to continue without them");
    refuses(classifier(), table(row(0.0, 1.0)), "is empty in 1 of 5 rows");
    refuses(
        classifier(),
        table(row(0.0, 1.0, new Double[] {1.0, 2.0}, null)),
        "has a step that is null in 1 of 5 rows");
    refuses(
        classifier(),
        table(row(0.0, 1.0, new Double[] {6.25, Double.NaN})),
        "has a value that is null, NaN or infinite in 1 of 5 rows, one of them the row with label 0.0 and sequence [[6.25, NaN]]; set handleInvalid = skip to continue without them");
    refuses(classifier(), Tables.of(List.of(), SCHEMA), "the data frame has no rows");
  }

  @Test
  void weights() {
    refuses(
        classifier().setWeightCol("weight"),
        table(row(1.0, -2.0, new Double[] {9.5, 1.0})),
        "weightCol: column 'weight' of the data frame has 1 invalid weights, expected 0 or more; one of them is -2.0 in the row with label 1.0");
    refuses(
        classifier().setWeightCol("weight"),
        table(row(1.0, null, new Double[] {9.5, 1.0})),
        "one of them is NaN in the row");
  }

  @Test
  void parameters() {
    assertThatThrownBy(() -> classifier().setHiddenSize(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hiddenSize is 0, expected at least 1 and at most 65536");
    assertThatThrownBy(() -> classifier().setCell("lsmt"))
        .hasMessage("cell is lsmt, expected one of lstm, gru, rnn");
    assertThatThrownBy(() -> classifier().setHandleInvalid("drop"))
        .hasMessage("handleInvalid is drop, expected one of error, skip, keep");
    refuses(
        classifier().setLoss("mae"),
        table(),
        "loss is mae, which suits task forecast or regress, not classify");
    refuses(
        classifier().setNesterov(true),
        table(),
        "nesterov needs optimizer = sgd and momentum above 0");
    refuses(
        classifier().setInitialWeightsPath("/nowhere/weights.safetensors"),
        table(),
        "initialWeightsPath: /nowhere/weights.safetensors cannot be read: it does not exist");
    LstmRegressor wild =
        new LstmRegressor("reg")
            .setHiddenSize(3)
            .setStandardization(false)
            .setOptimizer("sgd")
            .setLearningRate(1000)
            .setClipNorm(0)
            .setEpochs(50);
    assertThatThrownBy(() -> wild.fit(table(good(1e30))))
        .hasMessageStartingWith("reg: training diverged")
        .hasMessageContaining("Lower learningRate (1000.0) or set clipNorm (0.0)");
  }

  @Test
  void seriesOfAForecaster() {
    LstmForecaster forecaster =
        new LstmForecaster("fc").setTimeCol("hour").setHorizon(3).setEpochs(1).setHiddenSize(3);
    assertThatThrownBy(() -> forecaster.fit(Tables.series()))
        .hasMessage(
            "fc: targetCols must be given: columns to forecast; the network sees their past (tasks next and tag: the one column of tokens)");
    forecaster.setTargetCols(new String[] {"sales"});
    assertThatThrownBy(() -> forecaster.fit(Tables.series()))
        .hasMessage(
            "fc: lookback must be given and above 0: rows the network sees; to classify or regress, 0 for whole sequences");
    forecaster.setLookback(4);
    assertThatThrownBy(() -> forecaster.fit(Tables.series()))
        .hasMessageContaining(
            "timeCol: 200 rows of the data frame have the same time as another row")
        .hasMessageContaining("name the columns that identify series in seriesIdCols");
    forecaster.setSeriesIdCols(new String[] {"shop"});
    assertThatThrownBy(() -> forecaster.fit(Tables.series()))
        .hasMessageContaining("seriesIdCols: no column 'shop' in the data frame");
    LstmForecasterModel model =
        forecaster.setSeriesIdCols(new String[] {"store"}).fit(Tables.series());
    Dataset<Row> few = Tables.series().filter("store = 's2' or hour < '1970-01-01 03:00:00'");
    assertThat(model.transform(few).collectAsList()).as("left out").hasSize(3);
    LstmForecasterModel strict =
        model.copy(org.apache.spark.ml.param.ParamMap.empty()).setHandleInvalid("error");
    assertThatThrownBy(() -> strict.transform(few).collectAsList())
        .satisfies(
            e ->
                assertThat(Failures.rootMessage(e))
                    .contains(
                        "series store=s1 of the data frame does not end with the 4 rows without a gap that a forecast needs; with handleInvalid = skip (score.invalid = skip) it gets no forecast"));
    List<Row> kept = model.setHandleInvalid("keep").transform(few).orderBy("store").collectAsList();
    assertThat(kept).hasSize(6);
    assertThat(kept.get(0).isNullAt(3)).isTrue();
    assertThat(kept.get(5).isNullAt(3)).isFalse();
  }

  @Test
  void rowsThatCannotBePredicted() {
    LstmClassificationModel model = classifier().fit(table());
    Dataset<Row> table = table(RowFactory.create(null, 0.0, 1.0), row(1.0, 1.0));
    assertThatThrownBy(() -> model.transform(table).collectAsList())
        .satisfies(
            e ->
                assertThat(Failures.rootMessage(e))
                    .contains("a sequence of column 'features' is null"));
    assertThat(model.setHandleInvalid("skip").transform(table).collectAsList()).hasSize(4);
    List<Row> kept = model.setHandleInvalid("keep").transform(table).collectAsList();
    assertThat(kept).hasSize(6);
    assertThat(kept).filteredOn(row -> row.isNullAt(5)).hasSize(2);
    assertThat(kept)
        .filteredOn(row -> row.isNullAt(5))
        .allMatch(row -> row.isNullAt(3) && row.isNullAt(4));
    Dataset<Row> wide = Tables.of(List.of(row(0.0, 1.0, new Double[] {1.0, 2.0, 3.0})), SCHEMA);
    assertThat(model.transform(wide).first().isNullAt(5)).isTrue();
    assertThatThrownBy(() -> model.setHandleInvalid("error").transform(wide).collectAsList())
        .satisfies(
            e ->
                assertThat(Failures.rootMessage(e))
                    .contains("has 3 values per step, the model expects 2: [[1.0, 2.0, 3.0]]"));
  }

  @Test
  void columnsThatCannotBeAdded() {
    Dataset<Row> series = Tables.series().withColumnRenamed("sales", "step");
    LstmForecaster forecaster =
        new LstmForecaster("fc")
            .setSeriesIdCols(new String[] {"store"})
            .setTimeCol("hour")
            .setTargetCols(new String[] {"step"})
            .setLookback(4)
            .setHorizon(3);
    assertThatThrownBy(() -> forecaster.transformSchema(series.schema()))
        .hasMessage(
            "fc: the result would have two columns 'step': rename the one in the table, for instance in a query");
    LstmClassificationModel model = classifier().fit(table());
    assertThatThrownBy(
            () ->
                model.transform(
                    table().withColumn("features", functions.expr("flatten(features)"))))
        .hasMessageContaining("featuresCol: the sequences of column 'features'")
        .hasMessageContaining("have 1 values per step, the model expects 2");
  }

  @Test
  void aColumnThatIsCalledAsAKeyKeepsItsName() {
    Dataset<Row> odd = table().withColumnRenamed("features", "data.features");
    refuses(
        classifier().setFeaturesCol("data.label"),
        odd,
        "featuresCol: no column 'data.label' in the data frame");
  }

  @Test
  void rowsLeftOutOfTraining() {
    Dataset<Row> table = table(RowFactory.create(null, 0.0, 1.0), row(1.0, 1.0));
    float[] without = classifier().fit(table()).weights();
    assertThat(classifier().setHandleInvalid("skip").fit(table).weights()).containsExactly(without);
  }

  @Test
  void stepsThatCannotBeAssembled() {
    SequenceAssembler assembler =
        new SequenceAssembler("sa")
            .setGroupCols(new String[] {"device"})
            .setTimeCol("at")
            .setInputCols(new String[] {"a", "b"});
    Dataset<Row> steps = Tables.steps(3);
    assertThatThrownBy(() -> new SequenceAssembler("sa").transform(steps))
        .hasMessage("sa: groupCols, timeCol and inputCols must be set");
    assertThatThrownBy(
            () ->
                assembler
                    .copy(org.apache.spark.ml.param.ParamMap.empty())
                    .setInputCols(new String[] {"kind"})
                    .transform(steps))
        .hasMessageContaining("inputCols: column 'kind' of the data frame is of type string");
    assertThatThrownBy(
            () ->
                assembler
                    .copy(org.apache.spark.ml.param.ParamMap.empty())
                    .setTimeCol("a")
                    .transform(steps))
        .hasMessageContaining("timeCol: column 'a' of the data frame is of type double");
    Dataset<Row> gap =
        steps.withColumn(
            "a",
            functions.when(functions.col("at").equalTo(1), null).otherwise(functions.col("a")));
    assertThatThrownBy(() -> assembler.transform(gap).collectAsList())
        .satisfies(
            e ->
                assertThat(Failures.rootMessage(e))
                    .contains("column 'a' of the data frame is null or NaN"));
    assertThatThrownBy(() -> assembler.transform(steps.union(steps)).collectAsList())
        .satisfies(
            e ->
                assertThat(Failures.rootMessage(e))
                    .contains(
                        "column 'at' of the data frame has the same time twice in one sequence"));
    assertThat(
            assembler
                .setHandleInvalid("skip")
                .transform(gap)
                .select(functions.sum(functions.size(functions.col("features"))))
                .first()
                .getLong(0))
        .isEqualTo(steps.filter("at != 1").count());
    assertThat(
            assembler
                .setHandleInvalid("keep")
                .transform(gap)
                .filter("features[1][0] is null")
                .count())
        .isEqualTo(3);
    assertThatThrownBy(
            () ->
                assembler
                    .setHandleInvalid("error")
                    .setKeepCols(new String[] {"at"})
                    .transform(steps)
                    .collectAsList())
        .satisfies(
            e ->
                assertThat(Failures.rootMessage(e))
                    .contains("column 'at' of the data frame has several values in one sequence"));
  }
}
