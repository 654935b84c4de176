package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import scala.collection.Seq;

/** The same sequences in other types give the same weights and predictions; weights weigh. */
class FormatsTest {
  private static final int COUNT = 40;

  private static LstmClassifier classifier() {
    return new LstmClassifier().setHiddenSize(4).setEpochs(2).setBatchSize(16);
  }

  /** Values that a float holds, so that no type rounds them. */
  private static Dataset<Row> table() {
    Column rounded =
        functions.transform(
            functions.col("features"),
            step -> functions.transform(step, x -> functions.rint(x.multiply(64)).divide(64)));
    return Tables.sequences(COUNT).withColumn("features", rounded);
  }

  private static List<String> predictions(Dataset<Row> table) {
    LstmClassificationModel model = classifier().fit(table);
    return model
        .transform(table)
        .orderBy("id")
        .select("rawPrediction", "probability", "prediction")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void arraysOfOtherNumbers() {
    List<String> expected = predictions(table());
    assertThat(predictions(cast("array<array<float>>"))).isEqualTo(expected);
    assertThat(predictions(cast("array<array<decimal(12,6)>>"))).isEqualTo(expected);
    Dataset<Row> whole =
        table()
            .withColumn(
                "features",
                functions.transform(
                    functions.col("features"),
                    step -> functions.transform(step, x -> x.multiply(64))));
    Dataset<Row> ints =
        whole.withColumn("features", functions.col("features").cast("array<array<int>>"));
    assertThat(predictions(ints)).isEqualTo(predictions(whole));
  }

  private static Dataset<Row> cast(String type) {
    return table().withColumn("features", functions.col("features").cast(type));
  }

  @Test
  void arraysOfVectors() {
    Column vectors =
        functions
            .udf(
                (UDF1<Seq<Double>, Vector>)
                    step -> {
                      double first = step.apply(0);
                      double second = step.apply(1);
                      return first > 0
                          ? Vectors.dense(first, second)
                          : Vectors.sparse(2, new int[] {0, 1}, new double[] {first, second});
                    },
                SQLDataTypes.VectorType())
            .apply(functions.col("step"));
    Dataset<Row> exploded =
        table()
            .selectExpr("id", "label", "posexplode(features) as (t, step)")
            .withColumn("step", vectors)
            .groupBy("id")
            .agg(
                functions.first("label").alias("label"),
                functions
                    .array_sort(functions.collect_list(functions.struct("t", "step")))
                    .alias("s"))
            .selectExpr("id", "label", "s.step as features");
    assertThat(predictions(exploded)).isEqualTo(predictions(table()));
  }

  @Test
  void vectorsOfAFixedLength() {
    Dataset<Row> vectors = Tables.vectors(10);
    LstmClassificationModel ofVectors = classifier().setFeatureSize(2).fit(vectors);
    Dataset<Row> flat =
        vectors.withColumn(
            "flat",
            org.apache.spark.ml.functions.vector_to_array(functions.col("features"), "float64"));
    Dataset<Row> steps =
        flat.withColumn(
            "features",
            functions.expr("transform(sequence(0, 3), t -> slice(flat, 2 * t + 1, 2))"));
    assertThat(classifier().fit(steps).weights()).containsExactly(ofVectors.weights());
    assertThat(ofVectors.transform(vectors).filter("prediction = label").count()).isPositive();
  }

  @Test
  void oneNumberAStep() {
    Dataset<Row> numbers =
        table()
            .withColumn(
                "features",
                functions.transform(functions.col("features"), step -> step.getItem(1)));
    Dataset<Row> lists =
        numbers.withColumn(
            "features", functions.transform(functions.col("features"), x -> functions.array(x)));
    assertThat(numbers.schema().apply("features").dataType())
        .isEqualTo(DataTypes.createArrayType(DataTypes.DoubleType));
    assertThat(predictions(numbers)).isEqualTo(predictions(lists));
  }

  @Test
  void equalWeightsAreNoneAndNoWeightIsNoRow() {
    float[] plain = classifier().fit(table()).weights();
    Dataset<Row> twos = table().withColumn("weight", functions.lit(2));
    assertThat(classifier().setWeightCol("weight").fit(twos).weights()).containsExactly(plain);
    Dataset<Row> some = table().withColumn("weight", functions.expr("if(id < 30, 1, 0)"));
    assertThat(classifier().setWeightCol("weight").fit(some).weights())
        .containsExactly(classifier().setWeightCol("weight").fit(some.filter("id < 30")).weights());
    float[] uneven =
        classifier()
            .setWeightCol("weight")
            .fit(table().withColumn("weight", functions.expr("1 + id % 3")))
            .weights();
    assertThat(uneven).isNotEqualTo(plain);
  }

  @Test
  void rareClassesCountForMoreWhenBalanced() {
    Dataset<Row> rare = table().filter("label = 0 or id % 5 = 0").cache();
    LstmClassifier classifier = classifier().setEpochs(8).setLearningRate(0.01);
    double plain = meanProbability(classifier.fit(rare), rare);
    double balanced = meanProbability(classifier.setClassWeights("balanced").fit(rare), rare);
    assertThat(balanced).isGreaterThan(plain + 0.05);
  }

  private static double meanProbability(LstmClassificationModel model, Dataset<Row> table) {
    return model
        .transform(table)
        .select(
            functions.avg(
                org.apache
                    .spark
                    .ml
                    .functions
                    .vector_to_array(functions.col("probability"), "float64")
                    .getItem(1)))
        .first()
        .getDouble(0);
  }

  @Test
  void columnsWithoutANameAreLeftOut() {
    LstmClassificationModel model =
        classifier().fit(table()).setRawPredictionCol("").setProbabilityCol("");
    assertThat(model.transform(table()).columns())
        .containsExactly("id", "features", "label", "drift", "weight", "validation", "prediction");
  }
}
