package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;

/** Next tokens as a stage of a pipeline. */
class NextTokenStageTest {
  @TempDir Path directory;

  private static LstmNextToken stage() {
    return new LstmNextToken()
        .setSeriesIdCols(new String[] {"visit"})
        .setHiddenSize(8)
        .setBatchSize(8)
        .setBptt(6)
        .setLearningRate(0.02)
        .setEpochs(15);
  }

  private static Map<String, List<Object>> byVisit(Dataset<Row> rows, String column) {
    Map<String, List<Object>> found = new HashMap<>();
    for (Row row : rows.select("visit", column).collectAsList()) {
      found.put(row.getString(0), row.getList(1));
    }
    return found;
  }

  @Test
  void recommendsAndContinues() {
    Dataset<Row> visits = Tables.visits(120);
    LstmNextTokenModel model = stage().fit(visits);
    Dataset<Row> recommended = model.recommendForAll(visits, 3);
    assertThat(recommended.columns()).containsExactly("visit", "tokens", "recommendations");
    Row first =
        recommended
            .select(
                functions.avg(
                    functions
                        .expr(
                            "substring(recommendations[0].token, 5, 1) = "
                                + "(substring(tokens[size(tokens) - 1], 5, 1) + 1) % 5")
                        .cast("int")),
                functions.min(functions.size(functions.col("recommendations"))),
                functions.max(
                    functions.expr(
                        "recommendations[1].probability - recommendations[0].probability")),
                functions.max(
                    functions.expr(
                        "aggregate(recommendations.probability, 0d, (sum, one) -> sum + one)")))
            .first();
    assertThat(first.getDouble(0)).isGreaterThan(0.9);
    assertThat(first.getInt(1)).isEqualTo(3);
    assertThat(first.getDouble(2)).isNotPositive();
    assertThat(first.getDouble(3)).isLessThan(1);

    Map<String, List<Object>> going = byVisit(model.setMaxLength(9).generate(visits), "generated");
    assertThat(going).hasSize(120);
    assertThat(going.values()).allMatch(tokens -> tokens.size() == 9);
    // neither rows nor partitions decide what is drawn, and each visit draws its own
    assertThat(byVisit(model.generate(visits.repartition(7)), "generated")).isEqualTo(going);
    Dataset<Row> alike =
        visits.withColumn(
            "tokens", functions.array(functions.lit("page1"), functions.lit("page2")));
    assertThat(byVisit(model.generate(alike), "generated").values().stream().distinct().count())
        .isGreaterThan(20);
    assertThat(byVisit(model.setSeed(9).generate(visits), "generated")).isNotEqualTo(going);
    assertThat(
            byVisit(model.setTemperature(0).setStopToken("page0").generate(alike), "generated")
                .values())
        .allMatch(List.of("page3", "page4", "page0")::equals);
    model.setOutput("generated");
    assertThat(model.transform(alike).columns()).containsExactly("visit", "tokens", "generated");
    assertThatThrownBy(() -> model.setStopToken("elsewhere").generate(alike))
        .hasMessageContaining("stopToken is 'elsewhere', which the model does not know");
  }

  @Test
  void textsAreTokensToo() {
    Dataset<Row> lines =
        Tables.visits(60).select(functions.array_join(functions.col("tokens"), " ").alias("line"));
    LstmNextTokenModel model =
        new LstmNextToken()
            .setTokensCol("line")
            .setTokenPattern("\\w+")
            .setSplitUnit("sequences")
            .setHiddenSize(8)
            .setBatchSize(4)
            .setLearningRate(0.02)
            .setEpochs(20)
            .fit(lines);
    Dataset<Row> prompts = LocalSpark.session().sql("SELECT 'page1 page2' AS line");
    assertThat(model.setTemperature(0).setMaxLength(3).generate(prompts).first().getString(1))
        .isEqualTo("page3 page4 page0");
  }

  @Test
  void theDoorChangesNothing() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("visits.csv", Jobs.visits());
    JsonObject trained = jobs.train(table, Jobs.VISITS);
    Dataset<Row> rows = Jobs.rows(table);
    LstmNextTokenModel model =
        new LstmNextToken()
            .setSeriesIdCols(new String[] {"visit"})
            .setTimeCol("time")
            .setTokensCol("page")
            .setHiddenSize(8)
            .setBatchSize(16)
            .setBlockSize(4)
            .setBptt(5)
            .setLearningRate(0.02)
            .setEpochs(3)
            .fit(rows);
    assertThat(model.weightsSha256()).isEqualTo(trained.get("weights_sha256").getAsString());
    LstmNextTokenModel loaded = LstmNextTokenModel.load(trained.get("model").getAsString());
    assertThat(loaded.getTokensCol()).isEqualTo("page");
    Dataset<Row> scored = loaded.transform(rows);
    assertThat(scored.columns()).startsWith("visit", "page", "prediction", "probability");
    assertThat(scored.collectAsList())
        .containsExactlyInAnyOrderElementsOf(model.transform(rows).collectAsList());
  }

  @Test
  void whatIsWrongIsSaidInParams() {
    Dataset<Row> visits = Tables.visits(20);
    assertThatThrownBy(() -> stage().setTokensCol("page").fit(visits))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tokensCol: no column 'page' in the data frame");
    Dataset<Row> holes =
        visits.withColumn(
            "tokens", functions.array(functions.lit("a"), functions.lit(null).cast("string")));
    assertThatThrownBy(() -> stage().fit(holes))
        .hasMessageContaining("has a token that is null in 20 of 20 sequences")
        .hasMessageContaining("set handleInvalid = skip");
    assertThatThrownBy(() -> stage().setTrainSplit(0).fit(visits))
        .hasMessageContaining("has nothing to train on");
    LstmNextToken sparing =
        stage().setTrainSplit(0.998).setValidationSplit(0.001).setTestSplit(0.001);
    assertThatThrownBy(() -> sparing.fit(visits))
        .hasMessageContaining("the validation span of the data frame has no sequence")
        .hasMessageEndingWith("raise validationSplit, or set it to 0");
  }
}
