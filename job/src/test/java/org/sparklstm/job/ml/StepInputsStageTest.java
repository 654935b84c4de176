package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.UserException;

/** Numbers and classes beside tokens: what comes next follows from all three. */
class StepInputsStageTest {
  private static final String[] INPUTS = {"dwell", "device"};

  @TempDir Path directory;

  /**
   * A row per page of a visit. After a long stay the next page is another one than after a short.
   */
  private static Dataset<Row> rows(int visits) {
    Random random = new Random(13);
    List<Row> rows = new ArrayList<>();
    for (int visit = 0; visit < visits; visit++) {
      int page = random.nextInt(5);
      int length = 2 + random.nextInt(9);
      for (int t = 0; t < length; t++) {
        double dwell = random.nextInt(2) * 300 + random.nextInt(50);
        boolean isPhone = random.nextBoolean();
        String kind = dwell > 100 ? isPhone ? "read" : "work" : "pass";
        rows.add(
            RowFactory.create(
                "v" + visit, t, "page" + page, dwell, isPhone ? "phone" : "desk", kind));
        page = (page + 1 + (dwell > 100 ? 1 : 0) + (isPhone ? 2 : 0)) % 5;
      }
    }
    return Tables.of(
        rows,
        new StructType()
            .add("visit", DataTypes.StringType)
            .add("at", DataTypes.IntegerType)
            .add("page", DataTypes.StringType)
            .add("dwell", DataTypes.DoubleType)
            .add("device", DataTypes.StringType)
            .add("kind", DataTypes.StringType));
  }

  private static Dataset<Row> structs(Dataset<Row> rows) {
    return rows.groupBy("visit")
        .agg(
            functions.expr(
                "sort_array(collect_list(struct(at, page, dwell, device, kind))) as events"));
  }

  private static LstmNextToken next() {
    return new LstmNextToken()
        .setTokensCol("page")
        .setFeatureCols(INPUTS)
        .setCategoricalCols(new String[] {"device"})
        .setHiddenSize(16)
        .setBatchSize(16)
        .setBptt(8)
        .setLearningRate(0.02)
        .setEpochs(30);
  }

  /** The share of pages but the first that the model held for the likeliest. */
  private static double right(Dataset<Row> scored) {
    return scored
        .selectExpr("explode(ranks) as rank")
        .selectExpr("avg(cast(rank = 1 as double))")
        .first()
        .getDouble(0);
  }

  @Test
  void theNextTokenFollowsFromNumbersAndClassesToo() throws Exception {
    Dataset<Row> rows = rows(200);
    String[] ids = {"visit"};
    LstmNextTokenModel model = next().setSeriesIdCols(ids).setTimeCol("at").fit(rows);
    Dataset<Row> scored = model.transform(rows);
    assertThat(scored.columns())
        .containsExactly(
            "visit",
            "page",
            "prediction",
            "probability",
            "nats_per_token",
            "log_probabilities",
            "ranks");
    assertThat(right(scored)).isGreaterThan(0.95);
    assertThat(model.recommendForAll(rows, 2).count()).isEqualTo(200);
    String path = directory.resolve("model").toString();
    model.write().save(path);
    assertThat(LstmNextTokenModel.load(path).transform(rows).orderBy("visit").collectAsList())
        .isEqualTo(scored.orderBy("visit").collectAsList());
    assertThatThrownBy(() -> model.generate(rows))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the model reads [dwell, device] beside the tokens")
        .hasMessageContaining("only a model without featureCols and categoricalCols");

    // the same visits in one row each: as lists, and as a list of structs
    Dataset<Row> structs = structs(rows);
    Dataset<Row> lists =
        structs.selectExpr(
            "visit", "events.page as page", "events.dwell as dwell", "events.device as device");
    LstmNextTokenModel ofLists = next().setSeriesIdCols(ids).fit(lists);
    assertThat(ofLists.weightsSha256()).isEqualTo(model.weightsSha256());
    LstmNextToken nested =
        next()
            .setSeriesIdCols(ids)
            .setTokensCol("events.page")
            .setFeatureCols(new String[] {"events.dwell", "events.device"})
            .setCategoricalCols(new String[] {"events.device"});
    LstmNextTokenModel ofStructs = nested.fit(structs);
    assertThat(ofStructs.weightsSha256()).isEqualTo(model.weightsSha256());
    Dataset<Row> answered = ofStructs.transform(structs);
    assertThat(answered.columns())
        .containsExactly(
            "visit",
            "events",
            "prediction",
            "probability",
            "nats_per_token",
            "log_probabilities",
            "ranks");
    assertThat(answered.schema()).isEqualTo(ofStructs.transformSchema(structs.schema()));
    assertThat(answered.orderBy("visit").select("ranks").collectAsList())
        .isEqualTo(scored.orderBy("visit").select("ranks").collectAsList());
  }

  @Test
  void aClassOfATokenFollowsFromThemToo() {
    Dataset<Row> rows = rows(150);
    LstmTagger stage =
        new LstmTagger()
            .setTokensCol("events.page")
            .setLabelCol("events.kind")
            .setFeatureCols(new String[] {"events.dwell", "events.device"})
            .setCategoricalCols(new String[] {"events.device"})
            .setHiddenSize(8)
            .setBatchSize(16)
            .setLearningRate(0.02)
            .setEpochs(20);
    Dataset<Row> structs = structs(rows);
    Dataset<Row> tagged = stage.fit(structs).transform(structs);

    assertThat(
            tagged
                .selectExpr("explode(arrays_zip(events.kind, prediction)) as pair")
                .selectExpr("avg(cast(pair.kind = pair.prediction as double))")
                .first()
                .getDouble(0))
        .isGreaterThan(0.98);
  }

  /** A column with one value per sequence is that of each of its tokens. */
  @Test
  void whatHoldsForASequenceHoldsForItsTokens() {
    Dataset<Row> lists =
        structs(rows(40))
            .selectExpr("visit", "events.page as page", "events.dwell as dwell", "visit as device");
    Dataset<Row> repeated =
        lists.selectExpr("visit", "page", "dwell", "transform(page, one -> device) as device");
    LstmNextToken stage = next().setEpochs(1);
    assertThat(stage.fit(lists).weightsSha256()).isEqualTo(stage.fit(repeated).weightsSha256());
    // an id can be one of the classes
    LstmNextTokenModel ofIds =
        next()
            .setEpochs(1)
            .setSeriesIdCols(new String[] {"device"})
            .setFeatureCols(new String[] {"dwell"})
            .fit(lists);
    assertThat(ofIds.weightsSha256()).isEqualTo(stage.fit(lists).weightsSha256());
  }

  @Test
  void oddTablesAreReadAsTheyAre() {
    Dataset<Row> lists =
        structs(rows(40))
            .selectExpr(
                "visit", "events.page as page", "events.dwell as dwell", "events.device as device");
    LstmNextToken stage = next().setEpochs(1);
    String weights = stage.fit(lists).weightsSha256();
    // an empty sequence has nothing beside it
    Dataset<Row> empty =
        lists
            .sparkSession()
            .sql("SELECT 'none' AS visit, array() AS page, null AS dwell, null AS device");
    LstmNextTokenModel withEmpty = stage.fit(lists.union(empty));
    assertThat(withEmpty.weightsSha256()).isEqualTo(weights);
    // a column that is named as a field of an array would be
    Dataset<Row> named =
        lists
            .withColumnRenamed("page", "events.page")
            .withColumn("events", functions.expr("array(named_struct('page', 'other'))"));
    assertThat(stage.copy(ParamMap.empty()).setTokensCol("events.page").fit(named).weightsSha256())
        .isEqualTo(weights);
    // a number that no float holds once it is scaled
    LstmNextTokenModel model = stage.fit(lists);
    assertThatThrownBy(
            () ->
                model
                    .transform(
                        lists.withColumn("dwell", functions.expr("transform(page, one -> 1e300)")))
                    .collectAsList())
        .hasStackTraceContaining("column 'dwell' has the number 1.0E300, which is too large");
  }

  private static void refuses(LstmNextToken stage, Dataset<Row> rows, String... words) {
    assertThatThrownBy(() -> stage.fit(rows))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void namesWhatDoesNotFit() {
    Dataset<Row> structs = structs(rows(20));
    String lists = "events.page as page";
    String devices = "events.device as device";
    refuses(
        next(),
        structs.selectExpr(
            "visit", lists, devices, "if(visit = 'v3', array(1d), events.dwell) as dwell"),
        "featureCols: column 'dwell'",
        "has another number of values than there are tokens in 1 of 20 sequences");
    refuses(
        next(),
        structs.selectExpr(lists, devices, "if(visit = 'v3', null, events.dwell) as dwell"),
        "featureCols: column 'dwell'",
        "is null in 1 of 20 sequences",
        "or replace such values in a query");
    refuses(
        next(),
        structs.selectExpr(
            lists,
            devices,
            "transform(events.dwell, one -> nullif(one, events.dwell[0])) as dwell"),
        "featureCols: column 'dwell'",
        "has a number that is null, NaN or infinite");
    refuses(
        next(),
        structs.selectExpr(lists, devices, "events.device as dwell"),
        "featureCols: column 'dwell'",
        "holds values of type string, expected numbers",
        "name it in categoricalCols too");
    refuses(
        next().setCategoricalCols(new String[] {"browser"}),
        structs.selectExpr(lists, devices, "events.dwell as dwell"),
        "categoricalCols: 'browser' is neither in featureCols nor in seriesIdCols");
    refuses(
        next().setFeatureCols(new String[] {"page"}),
        structs.selectExpr(lists, devices),
        "featureCols names 'page', which is the column of tokens (tokensCol)");
    refuses(
        next()
            .setTokensCol("events")
            .setFeatureCols(new String[0])
            .setCategoricalCols(new String[0]),
        structs,
        "tokensCol: column 'events'",
        "holds structs; name the field with the token, one of [events.at, events.page,");
    refuses(
        next()
            .setTokensCol("events.site")
            .setFeatureCols(new String[0])
            .setCategoricalCols(new String[0]),
        structs,
        "no column 'events.site'");
    refuses(
        next()
            .setTokensCol("events.pge")
            .setFeatureCols(new String[0])
            .setCategoricalCols(new String[0]),
        structs,
        "no column 'events.pge'",
        "events.page");
    refuses(
        next().setFeatureCols(new String[] {"events"}).setCategoricalCols(new String[0]),
        structs.selectExpr("visit", lists, "events"),
        "featureCols: column 'events'",
        "expected one value for each token; name a field, one of [events.at,");
    refuses(
        next().setFeatureCols(new String[] {"dwell", "dwell"}).setCategoricalCols(new String[0]),
        structs.selectExpr(lists, "events.dwell as dwell"),
        "featureCols names 'dwell' twice");
    // a class that is not known is one of its own
    LstmNextTokenModel model =
        next()
            .setEpochs(1)
            .fit(structs.selectExpr("visit", lists, devices, "events.dwell as dwell"));
    assertThat(
            model
                .transform(
                    structs.selectExpr(
                        lists, "transform(events, one -> null) as device", "events.dwell as dwell"))
                .filter("probability is null")
                .count())
        .isZero();
    assertThatThrownBy(
            () ->
                model
                    .transform(
                        structs.selectExpr(
                            lists, devices, "transform(events, one -> double('NaN')) as dwell"))
                    .collectAsList())
        .hasRootCauseInstanceOf(UserException.class)
        .hasStackTraceContaining("column 'dwell' of a sequence has a number that is null");
  }
}
