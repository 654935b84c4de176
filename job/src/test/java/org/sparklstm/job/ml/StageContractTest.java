package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.encoders.RowEncoder;
import org.apache.spark.sql.execution.streaming.runtime.MemoryStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.job.LocalSpark;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark's own stages promise, of each of ours. */
class StageContractTest {
  @TempDir Path directory;

  /**
   * A stage and what it is tried on.
   *
   * @param loader reads the stage
   * @param modelLoader reads its model, null for a transformer
   * @param outputMode of a stream
   */
  record Case(
      PipelineStage stage,
      Dataset<Row> table,
      Function<String, PipelineStage> loader,
      Function<String, Transformer> modelLoader,
      String outputMode) {
    @Override
    public String toString() {
      return stage.getClass().getSimpleName();
    }

    /** The stage that transforms: trained, where there is something to train. */
    Transformer transformer() {
      return stage instanceof Estimator<?> estimator ? estimator.fit(table) : (Transformer) stage;
    }
  }

  static Stream<Case> stages() {
    return Stream.of(
        new Case(
            new LstmClassifier()
                .setHiddenSize(5)
                .setEpochs(2)
                .setBatchSize(16)
                .setValidationIndicatorCol("validation"),
            Tables.sequences(60),
            LstmClassifier::load,
            LstmClassificationModel::load,
            "append"),
        new Case(
            new LstmRegressor()
                .setHiddenSize(4)
                .setCell("gru")
                .setLabelCol("drift")
                .setWeightCol("weight")
                .setEpochs(2)
                .setBatchSize(16),
            Tables.sequences(60),
            LstmRegressor::load,
            LstmRegressionModel::load,
            "append"),
        new Case(
            new LstmForecaster()
                .setSeriesIdCols(new String[] {"store"})
                .setTimeCol("hour")
                .setTargetCols(new String[] {"sales"})
                .setFeatureCols(new String[] {"price"})
                .setLookback(8)
                .setHorizon(3)
                .setHiddenSize(4)
                .setEpochs(2),
            Tables.series(),
            LstmForecaster::load,
            LstmForecasterModel::load,
            "append"),
        new Case(
            new LstmNextToken().setHiddenSize(4).setEpochs(2).setBatchSize(8).setBptt(4),
            Tables.visits(40),
            LstmNextToken::load,
            LstmNextTokenModel::load,
            "append"),
        new Case(
            new LstmTagger().setHiddenSize(4).setEpochs(2).setBatchSize(8),
            Tables.tagged(40),
            LstmTagger::load,
            LstmTaggerModel::load,
            "append"),
        new Case(
            new SequenceAssembler()
                .setGroupCols(new String[] {"device"})
                .setTimeCol("at")
                .setInputCols(new String[] {"a", "b"})
                .setKeepCols(new String[] {"kind"}),
            Tables.steps(9),
            SequenceAssembler::load,
            null,
            "complete"));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void paramsAreItsOwnAndNamedOnce(Case tried) {
    checkParams(tried.stage());
    checkParams(tried.transformer());
  }

  private static void checkParams(Params stage) {
    Set<String> names = new HashSet<>();
    for (Param<?> param : stage.params()) {
      assertThat(names.add(param.name())).as(param.name()).isTrue();
      assertThat(param.parent()).isEqualTo(stage.uid());
      assertThat(param.doc()).isNotBlank();
      assertThat(stage.getParam(param.name())).isSameAs(param);
    }
    assertThat(names).contains("handleInvalid").hasSizeGreaterThan(5);
    assertThat(stage.explainParams().lines()).hasSizeGreaterThanOrEqualTo(names.size());
    assertThat(stage.uid()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void copiesAreEqualAndApart(Case tried) {
    PipelineStage stage = tried.stage();
    PipelineStage copy = stage.copy(ParamMap.empty());
    assertThat(copy).isNotSameAs(stage).hasSameClassAs(stage);
    assertThat(copy.uid()).isEqualTo(stage.uid());
    assertThat(values(copy)).isEqualTo(values(stage));
    Param<Object> handleInvalid = stage.getParam("handleInvalid");
    PipelineStage other = stage.copy(new ParamMap().put(handleInvalid, "keep"));
    assertThat(values(other)).contains("handleInvalid=keep");
    String policy = stage instanceof LstmForecaster ? "skip" : "error";
    assertThat(values(stage)).contains("handleInvalid=%s (default)".formatted(policy));
    Transformer transformer = tried.transformer();
    Transformer copied = transformer.copy(ParamMap.empty());
    assertThat(copied).isNotSameAs(transformer).hasSameClassAs(transformer);
    assertThat(rows(copied, tried.table())).isEqualTo(rows(transformer, tried.table()));
    if (transformer instanceof Model<?> model) {
      assertThat(((Model<?>) copied).parent()).isSameAs(model.parent());
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aTrainedStageRefusesParamsThatTrainingHasUsed(Case tried) {
    if (!(tried.stage() instanceof Estimator<?> estimator)) {
      return;
    }
    Model<?> model = estimator.fit(tried.table());
    Param<Object> hidden = model.getParam("hiddenSize");
    assertThatThrownBy(() -> model.transform(tried.table(), new ParamMap().put(hidden, 99)))
        .hasMessageContaining("hiddenSize is 99, but the model was trained with ")
        .hasMessageContaining("fit it again, or leave the param out");
    assertThatThrownBy(
            () -> model.copy(new ParamMap().put(model.getParam("initialWeightsPath"), "x")))
        .hasMessageContaining("initialWeightsPath is x, but the model was trained with none");
    // what a CrossValidator hands over: the params of training, and those of other stages
    Object trained = model.getOrDefault(hidden);
    Param<Object> foreign = new LstmClassifier().getParam("hiddenSize");
    Param<Object> invalid = model.getParam("handleInvalid");
    ParamMap same = new ParamMap().put(hidden, trained).put(foreign, 99).put(invalid, "skip");
    assertThat(model.transform(tried.table(), same).count()).isPositive();
  }

  /** Names and values of all parameters that have one. */
  private static List<String> values(Params stage) {
    List<String> values = new ArrayList<>();
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param)) {
        Object value = stage.getOrDefault(param);
        values.add(param.name() + "=" + shown(value) + (stage.isSet(param) ? "" : " (default)"));
      }
    }
    return values;
  }

  private static String shown(Object value) {
    if (value instanceof double[] numbers) {
      return Arrays.toString(numbers);
    }
    return value instanceof String[] texts ? Arrays.toString(texts) : value.toString();
  }

  static List<String> rows(Transformer transformer, Dataset<Row> table) {
    return sorted(transformer.transform(table));
  }

  private static List<String> sorted(Dataset<Row> table) {
    return table.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void isReadAsItWasSaved(Case tried) throws IOException {
    checkSaved(tried.stage(), tried.loader(), "stage");
    if (tried.modelLoader() == null) {
      return;
    }
    Transformer model = tried.transformer();
    Transformer read = (Transformer) checkSaved(model, tried.modelLoader()::apply, "model");
    assertThat(((LstmModel<?>) read).weights()).containsExactly(((LstmModel<?>) model).weights());
    assertThat(rows(read, tried.table())).isEqualTo(rows(model, tried.table()));
    assertThat(((LstmModel<?>) model).hasSummary()).isTrue();
    assertThat(((LstmModel<?>) read).hasSummary()).isFalse();
    assertThatThrownBy(((LstmModel<?>) read)::summary).hasMessageContaining("was loaded");
  }

  private PipelineStage checkSaved(
      PipelineStage stage, Function<String, PipelineStage> loader, String name) throws IOException {
    String path = directory.resolve(name).toUri().toString();
    ((MLWritable) stage).save(path);
    assertThatThrownBy(() -> ((MLWritable) stage).save(path)).isInstanceOf(IOException.class);
    ((MLWritable) stage).write().overwrite().save(path);
    PipelineStage read = loader.apply(path);
    assertThat(read).hasSameClassAs(stage);
    assertThat(read.uid()).isEqualTo(stage.uid());
    assertThat(values(read)).isEqualTo(values(stage));
    return read;
  }

  @ParameterizedTest
  @MethodSource("stages")
  void pipelinesAreReadAsTheyWereSaved(Case tried) throws IOException {
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {tried.stage()});
    String path = directory.resolve("pipeline").toString();
    pipeline.save(path);
    assertThat(Pipeline.load(path).getStages()[0].uid()).isEqualTo(tried.stage().uid());
    PipelineModel model = pipeline.fit(tried.table());
    String modelPath = directory.resolve("pipeline-model").toString();
    model.save(modelPath);
    assertThat(rows(PipelineModel.load(modelPath), tried.table()))
        .isEqualTo(rows(model, tried.table()));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void schemasAreToldBefore(Case tried) {
    Transformer transformer = tried.transformer();
    assertThat(transformer.transformSchema(tried.table().schema()))
        .isEqualTo(transformer.transform(tried.table()).schema());
    assertThat(tried.stage().transformSchema(tried.table().schema()).fieldNames())
        .isEqualTo(transformer.transform(tried.table()).columns());
  }

  @ParameterizedTest
  @MethodSource("stages")
  void streamsGiveWhatTablesGive(Case tried) throws Exception {
    Transformer transformer = tried.transformer();
    Encoder<Row> encoder = RowEncoder.encoderFor(tried.table().schema(), true);
    MemoryStream<Row> stream = MemoryStream.apply(encoder, LocalSpark.session());
    Dataset<Row> streamed = transformer.transform(stream.toDF());
    assertThat(streamed.isStreaming()).isTrue();
    String name = "out_" + tried;
    StreamingQuery query =
        streamed
            .writeStream()
            .format("memory")
            .queryName(name)
            .outputMode(tried.outputMode())
            .start();
    try {
      stream.addData(CollectionConverters.asScala(tried.table().collectAsList()));
      query.processAllAvailable();
      assertThat(sorted(LocalSpark.session().table(name)))
          .isEqualTo(rows(transformer, tried.table()))
          .isNotEmpty();
    } finally {
      query.stop();
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void transformingIsLazy(Case tried) throws Exception {
    Transformer transformer = tried.transformer();
    SparkContext spark = LocalSpark.session().sparkContext();
    JobCounter jobs = JobCounter.on(spark);
    try {
      Dataset<Row> planned = transformer.transform(tried.table());
      assertThat(jobs.settled(spark)).isZero();
      assertThat(planned.count()).isPositive();
      assertThat(jobs.settled(spark)).isPositive();
    } finally {
      spark.removeSparkListener(jobs);
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void theSameTableGivesTheSameWeights(Case tried) {
    if (!(tried.stage() instanceof Estimator<?> estimator)) {
      return;
    }
    float[] weights = ((LstmModel<?>) estimator.fit(tried.table())).weights();
    Dataset<Row> elsewhere = tried.table().repartition(5).orderBy(tried.table().columns()[0]);
    assertThat(((LstmModel<?>) estimator.fit(elsewhere)).weights()).containsExactly(weights);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void sparkConnectFindsIt(Case tried) throws IOException {
    assertThat(registered(tried.stage() instanceof Estimator ? "Estimator" : "Transformer"))
        .contains(tried.stage().getClass().getName());
    String transformer = tried.transformer().getClass().getName();
    assertThat(registered("Transformer")).contains(transformer);
    assertThat(tried.transformer().getClass()).hasDeclaredMethods("read");
    assertThat(Stream.of(tried.transformer().getClass().getConstructors()))
        .extracting(constructor -> constructor.getParameterCount())
        .contains(0, 1);
  }

  private static List<String> registered(String kind) throws IOException {
    try (var in =
        StageContractTest.class.getResourceAsStream(
            "/META-INF/services/org.apache.spark.ml." + kind)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
