package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.report.Console;

/** Models of the next token of texts and of events, from the command line. */
class NextTokenRunTest {
  private static final String POEM = "Größe, süßer Käse\n🧀 für Zoë!\n";

  private static final List<String> TEXT =
      List.of(
          "task=next",
          "data.source.format=text",
          "data.time=",
          "data.targets=[value]",
          "data.split.train=0.8",
          "data.split.validation=0.1",
          "data.split.test=0.1",
          "model.hidden=24",
          "train.batch=4",
          "train.bptt=20",
          "train.learning-rate=0.02",
          "train.epochs=25");

  /** The events of visits: pages, how long they were looked at, and on what. */
  private static final List<String> EVENTS =
      List.of(
          "task=next",
          "data.series-id=[visit]",
          "data.targets=[page]",
          "data.features=[dwell, device]",
          "data.categorical=[device]",
          "model.hidden=16",
          "train.batch=16",
          "train.bptt=8",
          "train.learning-rate=0.02",
          "train.epochs=3");

  private Path events() {
    Random random = new Random(14);
    StringBuilder csv = new StringBuilder("visit,time,page,dwell,device\n");
    for (int visit = 0; visit < 120; visit++) {
      int page = random.nextInt(20);
      for (int t = 0; t < 2 + visit % 7; t++) {
        int dwell = random.nextInt(90);
        csv.append("v%d,%d,p%d,%d,%s%n".formatted(visit, t, page, dwell, "d" + dwell % 3));
        page = (page + dwell / 30) % 20;
      }
    }
    return jobs.table("events.csv", csv.toString());
  }

  @Test
  void stepsOfStreamsAreProjected() {
    Path table = jobs.table("visits.csv", Jobs.visits());
    JobContext context = jobs.context(table, Jobs.VISITS);
    JsonObject plan =
        JsonParser.parseString(new PlanRun(context, 0.2).run(List.of(1, 4), 2, 10))
            .getAsJsonObject();
    JsonObject measured = plan.getAsJsonObject("measured");
    assertThat(measured.get("batch").getAsInt()).isEqualTo(context.config().train().batch());
    assertThat(measured.get("window_seconds").getAsDouble()).isPositive();
    assertThat(plan.getAsJsonArray("projected")).hasSize(2);
  }

  @Test
  void whatStandsBesideTokensChangesNoBitOnAnyCluster() {
    Path table = events();
    for (String[] sparse :
        new String[][] {{"train.sparse=false"}, {"train.sparse=true", "train.negatives=4"}}) {
      Set<Object> weights = new HashSet<>();
      for (String[] way :
          new String[][] {{"replicated", "single", "1"}, {"partitioned", "distributed", "3"}}) {
        JsonObject summary =
            jobs.train(
                table,
                Stream.of(
                        EVENTS,
                        List.of(sparse),
                        List.of(
                            "data.shard-bytes=2000",
                            "data.placement=" + way[0],
                            "train.execution=" + way[1],
                            "data.partitions=" + way[2]))
                    .flatMap(List::stream)
                    .toList());
        assertThat(summary.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(1);
        weights.add(summary.get("weights_sha256"));
      }
      assertThat(weights).as("%s", List.of(sparse)).hasSize(1);
    }
  }

  @Test
  void aModelThatReadsMoreThanTokensDoesNotWrite() {
    String model = jobs.train(events(), EVENTS, "train.epochs=1").get("model").getAsString();
    assertThatThrownBy(() -> sample(model, "p1", new SampleRun.Options(5, 1, 0, null, 1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the model reads [dwell, device] beside the tokens")
        .hasMessageContaining("only a model without data.features and data.categorical");
    assertThat(jobs.export(model, ExportRun.Format.ONNX, "events.onnx"))
        .content(StandardCharsets.ISO_8859_1)
        .contains("{\"page\":[\"p", "\"device\":[\"d");
  }

  /** All that keeps a model from learning by heart; the losses rise, so that steps are averaged. */
  private static final List<String> REGULARISED =
      List.of(
          "model.layers=2",
          "model.dropout=0.2",
          "model.head-dropout=0.2",
          "model.tied=true",
          "train.regularization.masks=streams",
          "train.regularization.inputs=0.1",
          "train.regularization.weights=0.3",
          "train.regularization.embeddings=0.1",
          "train.regularization.activations=2",
          "train.regularization.changes=1",
          "train.optimizer=sgd",
          "train.learning-rate=20",
          "train.average-trigger=1",
          "train.bptt=10",
          "train.epochs=5");

  @TempDir Path directory;
  private Jobs jobs;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
  }

  private static List<String> text(String... settings) {
    List<String> all = new ArrayList<>(TEXT);
    all.addAll(List.of(settings));
    return all;
  }

  /** After {@link Jobs#context}'s own settings, which are for CSV. */
  private JsonObject train(Path table, String... settings) {
    return jobs.train(table, List.of(), text(settings).toArray(String[]::new));
  }

  /** The rival that knows the last character, once more by counting. */
  private static void assertPairs(int[] text, JsonObject test) {
    int[] train = Arrays.copyOf(text, (int) (0.8 * text.length));
    int[] judged = Arrays.copyOfRange(text, (int) (0.9 * text.length), text.length);
    Map<Integer, Long> counts =
        Arrays.stream(train)
            .boxed()
            .collect(Collectors.groupingBy(one -> one, TreeMap::new, Collectors.counting()));
    // and one for characters that are not known
    double all = train.length + counts.size() + 1.0;
    double nats = 0;
    double among5 = 0;
    double reciprocal = 0;
    for (int i = 1; i < judged.length; i++) {
      int last = judged[i - 1];
      Map<Integer, Double> shares = new HashMap<>();
      int followed = 0;
      for (int j = 1; j < train.length; j++) {
        if (train[j - 1] == last) {
          shares.merge(train[j], 1.0, Double::sum);
          followed++;
        }
      }
      int different = shares.size();
      double total = followed + different;
      counts.forEach((one, count) -> shares.merge(one, different * (count + 1) / all, Double::sum));
      double share = shares.get(judged[i]);
      long better = shares.values().stream().filter(other -> other > share + 1e-9).count();
      nats -= Math.log(share / total);
      among5 += better < 5 ? 1 : 0;
      reciprocal += better < 20 ? 1.0 / (better + 1) : 0;
    }
    int tokens = judged.length - 1;
    assertThat(test.get("pairs_cross_entropy").getAsDouble())
        .isCloseTo(nats / tokens, within(1e-9));
    assertThat(test.get("pairs_recall_at_5").getAsDouble())
        .isCloseTo(among5 / tokens, within(0.02));
    assertThat(test.get("pairs_mrr_at_20").getAsDouble())
        .isCloseTo(reciprocal / tokens, within(0.02));
    assertThat(test.get("pairs_cross_entropy").getAsDouble())
        .isLessThan(test.get("baseline_cross_entropy").getAsDouble());
  }

  private static SampleRun.Sample sample(String model, String prompt, SampleRun.Options options) {
    return new SampleRun(
            LocalSpark.session().sparkContext().hadoopConfiguration(),
            Console.plain(new PrintStream(System.err, true, StandardCharsets.UTF_8)))
        .run(model, prompt, options);
  }

  @Test
  void writesWhatItHasRead() {
    Path table = jobs.table("poem.txt", POEM.repeat(40));
    JsonObject summary = train(table);
    JsonObject test = summary.getAsJsonObject("test");
    int characters = POEM.codePointCount(0, POEM.length());
    int all = 40 * characters;
    assertThat(test.get("tokens").getAsInt()).isEqualTo(all - (int) (0.9 * all) - 1);
    assertThat(test.get("cross_entropy").getAsDouble()).isLessThan(0.3);
    assertThat(test.get("baseline_cross_entropy").getAsDouble()).isGreaterThan(2);
    assertPairs(POEM.repeat(40).codePoints().toArray(), test);
    JsonObject data = summary.getAsJsonObject("data");
    assertThat(data.get("tokens").getAsInt()).isEqualTo(all);
    assertThat(data.get("vocabulary").getAsLong()).isEqualTo(POEM.codePoints().distinct().count());
    assertThat(data.get("train_predicted").getAsInt()).isEqualTo((int) (0.8 * all) - 1);
    // 4 streams of 20 tokens a step
    int steps = (((int) (0.8 * all) - 1 + 3) / 4 + 19) / 20;
    assertThat(summary.get("steps").getAsInt()).isEqualTo(25 * steps);

    String model = summary.get("model").getAsString();
    SampleRun.Options greedy = new SampleRun.Options(characters, 0, 0, null, 1);
    assertThat(sample(model, "Größe", greedy).text()).startsWith(POEM.substring(0, 25));
    SampleRun.Options drawn = new SampleRun.Options(50, 1.5, 0, null, 7);
    String text = sample(model, "Größe", drawn).text();
    assertThat(text).isEqualTo(sample(model, "Größe", drawn).text());
    assertThat(text)
        .isNotEqualTo(sample(model, "Größe", new SampleRun.Options(50, 1.5, 0, null, 8)).text());
    SampleRun.Options stopping = new SampleRun.Options(500, 0, 0, "!", 1);
    assertThat(sample(model, "Größe", stopping).text()).endsWith("!").doesNotContain("!\n");
    assertThat(sample(model, null, greedy).text()).startsWith("\n");
    assertThatThrownBy(() -> sample(model, "", new SampleRun.Options(5, 1, 0, null, 1)))
        .hasMessageContaining("has no token to continue");
    assertThatThrownBy(() -> sample(model, "G", new SampleRun.Options(5, 1, 0, "%", 1)))
        .hasMessageContaining("does not know the token '%'");
  }

  @Test
  void wordsAreTokensToo() {
    Path table = jobs.table("words.txt", "the cat sees the dog. ".repeat(60));
    JsonObject summary = train(table, "data.token-pattern=\\w+|\\p{Punct}", "train.epochs=15");
    assertThat(summary.getAsJsonObject("data").get("vocabulary").getAsInt()).isEqualTo(5);
    String model = summary.get("model").getAsString();
    assertThat(sample(model, "the dog", new SampleRun.Options(4, 0, 0, null, 1)).text())
        .isEqualTo("the dog . the cat sees");
    assertThatThrownBy(() -> train(table, "data.token-pattern=a("))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data.token-pattern: 'a(' is no regular expression");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void theResultDoesNotDependOnTheCluster(int negatives) throws Exception {
    Path table = jobs.table("visits.csv", Jobs.visits());
    Set<Object> weights = new HashSet<>();
    Set<Object> tests = new HashSet<>();
    Set<String> metrics = new HashSet<>();
    for (String[] way :
        new String[][] {
          {"replicated", "distributed", "1"},
          {"replicated", "single", "1"},
          {"replicated", "auto", "3"},
          {"partitioned", "distributed", "2"},
          {"partitioned", "auto", "5"}
        }) {
      JsonObject summary =
          jobs.train(
              table,
              with(Jobs.VISITS, REGULARISED),
              "data.shard-bytes=600",
              "train.negatives=" + negatives,
              "data.placement=" + way[0],
              "train.execution=" + way[1],
              "data.partitions=" + way[2]);
      assertThat(summary.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(2);
      weights.add(summary.get("weights_sha256"));
      tests.add(summary.get("test"));
      metrics.add(Files.readString(directory.resolve("runs/run/metrics.jsonl")));
    }
    assertThat(weights).hasSize(1);
    assertThat(tests).hasSize(1);
    assertThat(metrics).hasSize(1);
  }

  @Test
  void aResumedRunEndsAsOneThatWasNeverStopped() {
    resumeAfterEachStep(Jobs.VISITS, 12);
  }

  @Test
  void anAverageOfStepsGoesOnToo() throws Exception {
    resumeAfterEachStep(with(Jobs.VISITS, REGULARISED), 10);
    Path checkpoints = directory.resolve("runs/parts/checkpoints");
    try (Stream<Path> files = Files.walk(checkpoints)) {
      assertThat(files.filter(file -> file.endsWith("optimizer.safetensors")))
          .anyMatch(file -> NextTokenRunTest.header(file).contains("\"average\""));
    }
  }

  @Test
  void aStepTouchesTheRowsOfItsTokens() {
    Path table = jobs.table("visits.csv", Jobs.visits());
    List<String> few = with(Jobs.VISITS, List.of("train.negatives=3", "train.epochs=30"));
    JsonObject test = jobs.train(table, few).getAsJsonObject("test");
    assertThat(test.get("accuracy").getAsDouble()).isGreaterThan(0.8);
    // without momentum, decay and clipping a row that is not touched stays as it is anyway
    Set<Object> weights = new HashSet<>();
    for (String sparse : List.of("true", "false", "auto")) {
      weights.add(
          jobs.train(
                  table,
                  Jobs.VISITS,
                  "train.optimizer=sgd",
                  "train.clip-norm=0",
                  "train.sparse=" + sparse)
              .get("weights_sha256"));
    }
    assertThat(weights).hasSize(1);
    for (String[] wrong :
        new String[][] {
          {"train.negatives=90", "there are 8 different tokens: expected at most half"},
          {
            "train.negatives=3;train.sparse=false",
            "train.sparse is false, but with train.negatives"
          },
          {
            "train.sparse=true;model.tied=true",
            "train.sparse is true, but each step computes with all"
          },
          {"model.tied=true;model.embedding=3", "model.embedding is 3 and model.hidden 8"}
        }) {
      assertThatThrownBy(() -> jobs.train(table, Jobs.VISITS, wrong[0].split(";")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(wrong[1]);
    }
  }

  private static String header(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> with(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  private void resumeAfterEachStep(List<String> settings, int least) {
    Path table = jobs.table("visits.csv", Jobs.visits());
    JsonObject whole = jobs.train(table, settings, "run.resume=auto", "run.id=whole");
    int steps = whole.get("steps").getAsInt();
    assertThat(steps).isGreaterThanOrEqualTo(least);
    JsonObject part = null;
    for (int step = 1; step < 10; step++) {
      part = jobs.trainOneStep(table, settings, "run.resume=auto", "run.id=parts");
      assertThat(part.get("steps").getAsInt()).isEqualTo(step);
    }
    JsonObject end = jobs.train(table, settings, "run.resume=auto", "run.id=parts");
    assertThat(end.get("resumed_after_step").getAsInt()).isEqualTo(9);
    for (String key : List.of("steps", "train_loss", "validation_loss", "test", "weights_sha256")) {
      assertThat(end.get(key)).as(key).isEqualTo(whole.get(key));
    }
  }

  @Test
  void scoresAgreeWithTheEvaluation() {
    Path table = jobs.table("visits.csv", Jobs.visits());
    JsonObject summary = jobs.train(table, Jobs.VISITS, "train.epochs=20");
    JsonObject test = summary.getAsJsonObject("test");
    // nine of ten pages are the next one, and one in seven of the others
    assertThat(test.get("accuracy").getAsDouble()).isGreaterThan(0.8);
    assertThat(test.get("baseline_accuracy").getAsDouble()).isLessThan(0.3);
    String model = summary.get("model").getAsString();
    // all visits are tested, to compare with their scores
    JobContext all =
        jobs.context(
            table,
            Jobs.VISITS,
            "data.split.train=0",
            "data.split.validation=0",
            "data.split.test=1");
    JsonObject evaluated =
        JsonParser.parseString(new EvaluateRun(all).run(model)).getAsJsonObject();
    JsonObject errors = evaluated.getAsJsonObject("test");
    assertThat(evaluated.get("test_span_seen_in_training").getAsString()).isEqualTo("yes");
    Dataset<Row> scores = jobs.score(all, model, table);
    assertThat(scores.columns())
        .containsExactly(
            "visit",
            "page",
            "prediction",
            "probability",
            "nats_per_token",
            "log_probabilities",
            "ranks");
    assertThat(scores.count()).isEqualTo(80);
    Row sums =
        scores
            .select(
                functions.posexplode(
                    functions.arrays_zip(
                        functions.col("log_probabilities"), functions.col("ranks"))))
            .select("col.log_probabilities", "col.ranks")
            .na()
            .drop()
            .agg(
                functions.count("ranks"),
                functions.avg("log_probabilities"),
                functions.avg(functions.when(functions.col("ranks").equalTo(1), 1.0).otherwise(0)))
            .first();
    assertThat(sums.getLong(0)).isEqualTo(errors.get("tokens").getAsLong());
    assertThat(-sums.getDouble(1))
        .isCloseTo(errors.get("cross_entropy").getAsDouble(), within(1e-6));
    assertThat(sums.getDouble(2)).isCloseTo(errors.get("accuracy").getAsDouble(), within(1e-9));
    double next =
        scores
            .select(
                functions.avg(
                    functions
                        .when(
                            functions
                                .substring(functions.col("prediction"), 5, 1)
                                .cast("int")
                                .equalTo(
                                    functions
                                        .substring(
                                            functions.element_at(functions.col("page"), -1), 5, 1)
                                        .cast("int")
                                        .plus(1)
                                        .mod(7)),
                            1.0)
                        .otherwise(0)))
            .first()
            .getDouble(0);
    assertThat(next).isGreaterThan(0.9);
    // events are not cut into characters
    assertThat(sample(model, "page3 page4", new SampleRun.Options(2, 0, 0, null, 1)).text())
        .isEqualTo("page3 page4 page5 page6");
  }

  @Test
  void rareAndUnknownTokensAreOne() {
    Path table = jobs.table("visits.csv", Jobs.visits());
    JsonObject summary = jobs.train(table, Jobs.VISITS, "model.vocabulary=3");
    assertThat(summary.getAsJsonObject("data").get("vocabulary").getAsInt()).isEqualTo(3);
    assertThat(jobs.shown()).contains("7 different tokens: the 3 most frequent are told apart");
    Path other = jobs.table("other.csv", "visit,time,page\na,1,page0\na,2,elsewhere\n");
    JobContext context = jobs.context(table, Jobs.VISITS, "model.vocabulary=3");
    Row scored = jobs.score(context, summary.get("model").getAsString(), other).first();
    assertThat(scored.getList(6).get(0)).isNull();
    assertThat(scored.getList(6).get(1)).isIn(1, 2, 3, 4);
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    Path table = jobs.table("visits.csv", "visit,time,page,x\nv1,1,a,0.5\nv1,2,b,1\nv1,3,,2\n");
    String[] oneSpan = {"data.split.train=1", "data.split.validation=0", "data.split.test=0"};
    assertThatThrownBy(() -> jobs.train(table, Jobs.VISITS, oneSpan))
        .hasMessageContaining("data.targets: column 'page' of")
        .hasMessageContaining(
            "has a token that is null in 1 of 1 sequences, one of them a, b, null");
    assertThatThrownBy(() -> jobs.train(table, Jobs.VISITS, "data.targets=[x]"))
        .hasMessageContaining("column 'x'")
        .hasMessageContaining("is of type double, expected text");
    assertThatThrownBy(() -> jobs.train(table, Jobs.VISITS, "data.targets=[page, x]"))
        .hasMessageContaining("data.targets has 2 columns: expected the one column of tokens");
    assertThatThrownBy(() -> jobs.train(table, Jobs.VISITS, "data.future=[x]"))
        .hasMessageContaining("data.future is given, which is for task");
    assertThatThrownBy(() -> jobs.train(table, Jobs.VISITS, "data.token-pattern=a"))
        .hasMessageContaining("data.token-pattern cuts texts, but column 'page'");
    Path good = jobs.table("good.csv", Jobs.visits());
    PlanRun sparse = new PlanRun(jobs.context(good, Jobs.VISITS, "train.sparse=true"), 0.1);
    assertThatThrownBy(() -> sparse.run(List.of(2), 1, 1))
        .hasMessageContaining("train.sparse: steps touch some rows of the weights only");
    assertThatThrownBy(() -> jobs.train(good, Jobs.VISITS, "data.split.train=0"))
        .hasMessageContaining("has nothing to train on");
    assertThatThrownBy(
            () ->
                jobs.train(
                    good,
                    Jobs.VISITS,
                    "data.split.unit=rows-from-end",
                    "data.split.validation=2",
                    "data.split.test=2"))
        .hasMessageContaining(
            "data.split.unit is rows-from-end, which suits task forecast, not next");
    assertThatThrownBy(
            () ->
                jobs.train(
                    good,
                    Jobs.VISITS,
                    "data.split.train=20",
                    "data.split.validation=5",
                    "data.split.test=5"))
        .hasMessageContaining("whole sequences go to the spans by shares, at most 1");
    assertThatThrownBy(() -> jobs.train(good, Jobs.TWO_SERIES, "train.bptt=5"))
        .hasMessageContaining("train.bptt is given, which is for task next");
  }
}
