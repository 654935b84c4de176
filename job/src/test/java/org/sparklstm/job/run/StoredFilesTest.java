package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.task.ForecastTask;
import org.sparklstm.job.task.Task;

/**
 * What a run has stored may be wrong in any way, with checksums that fit: reading it back gives the
 * same as the valid file, or one line, and asks nobody anything. {@code -Dmutations=2000} tries
 * more.
 */
class StoredFilesTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 15);
  private static final long MOST_MEMORY = 64L << 20;
  private static final String POINTER = "current";
  private static final String MANIFEST = "checkpoints/step-000000000008-epoch-000002.json";
  private static final String VARIABLE = "PATH";
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Origin.Data DATA = Runs.data(10, "abc").in("UTC");

  @TempDir Path directory;
  private final AtomicInteger fetches = new AtomicInteger();
  private final JobConfig config = Runs.config();
  private final Map<Path, byte[]> valid = new HashMap<>();
  private HttpServer server;
  private Mutations mutations;

  /** A run with two checkpoints and a model, and a pointer to it. */
  @BeforeEach
  void write() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          fetches.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    mutations =
        new Mutations(
            9, "http://127.0.0.1:%d/x.conf".formatted(server.getAddress().getPort()), VARIABLE);

    Runs runs = new Runs(directory);
    runs.directory.write(
        RunFiles.CONFIGURATION,
        out -> out.write(ConfigFile.render(config).getBytes(StandardCharsets.UTF_8)));
    for (int epoch = 1; epoch <= 2; epoch++) {
      TrainingState state = Runs.state(config, 4L * epoch, epoch);
      Origin origin = new Origin(ConfigFile.lastingValues(config), DATA);
      runs.checkpoints.write(state, Runs.LAYOUT, origin, metrics(epoch), 3);
    }
    TrainedModel model =
        new TrainedModel(
            new ForecastTask(config).spec(),
            InitialValues.of(Runs.NETWORK, 3),
            new Statistics(List.of("y"), List.of(0.5), List.of(2.0)),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    SavedModel.save(model, RunDirectory.model(runs.directory).version(1), config, Map.of());
    JsonObject summary = new JsonObject();
    summary.addProperty("weights_sha256", Fingerprint.sha256(model.weights()));
    Files.writeString(directory.resolve(RunFiles.SUMMARY), summary.toString());
    Files.writeString(directory.resolve("model/000000001/" + RunFiles.SUMMARY), summary.toString());
    Files.writeString(directory.resolve(POINTER), directory.resolve("model") + "\n");
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        valid.put(file, Files.readAllBytes(file));
      }
    }
  }

  private static String metrics(int epochs) {
    StringBuilder lines = new StringBuilder();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      lines.append(
          """
          {"epoch":%1$d,"step":%2$d,"loss":0.5,"gradient_norm":1.0,"learning_rate":0.1,"windows":4}
          {"epoch":%1$d,"train_loss":0.5,"validation_loss":null,"best":true}
          """
              .formatted(epoch, 4 * epoch));
    }
    return lines.toString();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** What reading all of it says: a result, or one line. */
  private String outcome() {
    Runs runs = new Runs(directory);
    List<String> said = new ArrayList<>();
    try {
      RunDirectory.requireOurs(runs.directory);
      Resumption resumption =
          new Resumption(
              new JobContext(null, config, runs.console), new ForecastTask(config), runs.directory);
      said.add("complete " + resumption.complete().isPresent());
      resumption.find(runs.checkpoints);
      said.add(
          "step "
              + resumption
                  .state(DATA, Runs.LAYOUT)
                  .map(state -> state.step() + " " + Fingerprint.sha256(state.parameters()))
                  .orElse("none"));
    } catch (UserException | StorageException e) {
      said.add(e.getMessage());
    }
    try {
      SavedModel saved =
          SavedModel.read(ModelPath.resolve(GatedFileSystem.storage(directory.resolve(POINTER))));
      JobConfig kept = saved.config();
      said.add("model " + Fingerprint.sha256(Task.of(kept).open(saved).weights()));
    } catch (UserException | StorageException e) {
      said.add(e.getMessage());
    }
    said.addAll(runs.shown().lines().toList());
    for (String line : said) {
      assertThat(line)
          .doesNotContain("\n", "\tat ", "Exception", "Error:", System.getenv(VARIABLE))
          .matches(text -> text.length() < 2200 && text.chars().noneMatch(Character::isISOControl));
    }
    return String.join("\n", said);
  }

  /** So that a change gets as far as the parser. */
  private void fitChecksums() throws Exception {
    try (Stream<Path> all = Files.list(directory.resolve("checkpoints"))) {
      for (Path manifest : all.filter(file -> file.toString().endsWith(".json")).toList()) {
        JsonObject json = JsonParser.parseString(Files.readString(manifest)).getAsJsonObject();
        JsonArray files = json.getAsJsonArray("files");
        for (JsonElement entry : files) {
          Path file =
              Path.of(
                  manifest.toString().replace(".json", ""),
                  entry.getAsJsonObject().get("name").getAsString());
          if (Files.isRegularFile(file)) {
            byte[] bytes = Files.readAllBytes(file);
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            entry.getAsJsonObject().addProperty("bytes", bytes.length);
            entry.getAsJsonObject().addProperty("sha256", HexFormat.of().formatHex(sum));
          }
        }
        Files.writeString(manifest, json.toString());
      }
    }
  }

  private void restore() throws IOException {
    for (Map.Entry<Path, byte[]> file : valid.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @ParameterizedTest
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  @ValueSource(
      strings = {
        "config.conf",
        "summary.json",
        POINTER,
        "model/000000001/model.json",
        "checkpoints/step-000000000008-epoch-000002/state.json",
        "checkpoints/step-000000000008-epoch-000002/metrics.jsonl",
        MANIFEST
      })
  void givesTheSameOrOneLine(String name) throws Exception {
    Path file = directory.resolve(name);
    String text = Files.readString(file);
    String good = outcome();
    long before = allocated();
    assertThat(outcome()).isEqualTo(good);
    final long usual = allocated() - before;
    int others = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      String changed = mutations.mutate(text);
      Files.writeString(file, changed);
      if (!name.equals(MANIFEST)) {
        fitChecksums();
      }
      before = allocated();
      String result;
      try {
        result = outcome();
      } catch (Throwable e) {
        throw new AssertionError("mutation %d of %s: %s".formatted(i, name, start(changed)), e);
      }
      // a pointer may name any directory, and that may be long
      assertThat(name.equals(POINTER) ? 0 : allocated() - before)
          .as("bytes for mutation %d of %s: %s", i, name, start(changed))
          .isLessThan(usual + MOST_MEMORY);
      others += result.equals(good) ? 0 : 1;
      restore();
    }
    assertThat(fetches).hasValue(0);
    System.out.printf("%s: %,d mutations, %,d change the result%n", name, MUTATIONS, others);
    assertThat(others).isPositive();
  }

  private static String start(String text) {
    return text.substring(0, Math.min(2000, text.length()));
  }
}
