package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.LocalSpark;

/** Predictions are the same whatever Spark makes of the plan they are part of. */
class PlansTest {
  private static Dataset<Row> table;
  private static LstmClassificationModel model;
  private static List<String> expected;

  @BeforeAll
  static void train() {
    table = Tables.sequences(150).repartition(3);
    model = new LstmClassifier().setHiddenSize(4).setEpochs(1).setBatchSize(16).fit(table);
    expected = predictions(model.transform(table));
  }

  private static List<String> predictions(Dataset<Row> predicted) {
    return predicted
        .select("id", "label", "rawPrediction", "probability", "prediction")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  @Test
  void interpretedOrCompiled() {
    Dataset<Row> waves = WavePanel.rows();
    LstmForecasterModel forecaster =
        WavePanel.forecaster().setHiddenSize(2).setEpochs(1).fit(waves);
    Dataset<Row> visits = Tables.visits(30);
    LstmNextTokenModel next =
        new LstmNextToken().setTokensCol("tokens").setHiddenSize(2).setEpochs(1).fit(visits);
    Supplier<List<List<Row>>> all =
        () ->
            List.of(
                forecaster.transform(waves).orderBy("store", "step").collectAsList(),
                forecaster.backtest(waves).orderBy("store", "cutoff", "step").collectAsList(),
                next.transform(visits).orderBy("visit").collectAsList());
    List<List<Row>> usual = all.get();
    for (Map<String, String> evaluation : LocalSpark.EVALUATIONS) {
      LocalSpark.under(
          evaluation,
          () -> {
            assertThat(predictions(model.transform(table)))
                .as("%s", evaluation)
                .isEqualTo(expected);
            assertThat(all.get()).as("%s", evaluation).isEqualTo(usual);
          });
    }
  }

  @Test
  void amongManyColumns() {
    List<Column> columns = new ArrayList<>(List.of(functions.col("*")));
    for (int i = 0; i < 150; i++) {
      columns.add(functions.lit(i).alias("c" + i));
    }
    Dataset<Row> wide = table.select(columns.toArray(Column[]::new));
    assertThat(predictions(model.transform(wide))).isEqualTo(expected);
  }

  @Test
  void joinedUnitedAndPredictedAgain() {
    Dataset<Row> predicted = model.transform(table);
    Dataset<Row> joined =
        predicted
            .as("a")
            .join(predicted.as("b"), functions.expr("a.id = b.id"))
            .selectExpr("a.id", "b.label", "a.rawPrediction", "b.probability", "a.prediction");
    assertThat(predictions(joined)).isEqualTo(expected);
    List<String> twice = new ArrayList<>(expected);
    twice.addAll(expected);
    Collections.sort(twice);
    assertThat(predictions(predicted.union(predicted))).isEqualTo(twice);
    LstmClassificationModel again =
        model
            .copy(org.apache.spark.ml.param.ParamMap.empty())
            .setRawPredictionCol("raw2")
            .setProbabilityCol("probability2")
            .setPredictionCol("prediction2");
    Dataset<Row> both = again.transform(predicted);
    assertThat(predictions(both)).isEqualTo(expected);
    assertThat(both.filter("rawPrediction != raw2 or prediction != prediction2").count()).isZero();
    assertThat(both.filter("prediction = prediction2").count()).isEqualTo(150);
  }

  @Test
  void sortedLimitedAndCached() {
    Dataset<Row> predicted = model.transform(table).cache();
    try {
      assertThat(predictions(predicted.orderBy("probability"))).isEqualTo(expected);
      assertThat(predictions(predicted.limit(7))).hasSize(7).isSubsetOf(expected);
      assertThat(predicted.groupBy("prediction").count().count()).isBetween(1L, 2L);
    } finally {
      predicted.unpersist();
    }
  }

  @Test
  void severalBatchesOfAStream() throws Exception {
    var encoder =
        org.apache.spark.sql.catalyst.encoders.RowEncoder.encoderFor(table.schema(), true);
    var stream =
        org.apache.spark.sql.execution.streaming.runtime.MemoryStream.apply(
            encoder, LocalSpark.session());
    var query =
        model.transform(stream.toDF()).writeStream().format("memory").queryName("batches").start();
    try {
      List<Row> rows = table.collectAsList();
      for (int from = 0; from < rows.size(); from += 50) {
        stream.addData(
            scala.jdk.javaapi.CollectionConverters.asScala(rows.subList(from, from + 50)));
        query.processAllAvailable();
      }
      assertThat(predictions(LocalSpark.session().table("batches"))).isEqualTo(expected);
    } finally {
      query.stop();
    }
  }
}
