package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar, the command line and the masters, through spark-submit: each kind of process once, the
 * rest in the driver that tests share.
 */
class SubmitIT {
  private static final String CLUSTER = "local-cluster[2,1,1024]";
  private static final String KRYO = "spark.serializer=org.apache.spark.serializer.KryoSerializer";
  private static final String JAVA = "spark.serializer=org.apache.spark.serializer.JavaSerializer";

  @TempDir static Path directory;

  /** A small run on one core of one machine. */
  private static JsonObject expected;

  @BeforeAll
  static void runOnOneCore() throws Exception {
    // as users start it
    expected =
        Submit.run(directory, "local[1]", small("one-core", "train.execution=single")).success();
    assertThat(expected.getAsJsonObject("data").get("shards").getAsInt()).isEqualTo(3);
  }

  private static String[] small(String id, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run.id=" + id,
                "train.epochs=1",
                "model.hidden=8",
                "window.stride=4",
                "data.shard-bytes=1"));
    all.addAll(List.of(settings));
    return train(all.toArray(String[]::new));
  }

  private static String[] train(String... settings) {
    List<String> all = new ArrayList<>(List.of("run.output=" + directory.resolve("runs")));
    all.addAll(List.of(settings));
    return Electricity.train(all.toArray(String[]::new));
  }

  @Test
  void theJarHoldsNothingThatSparkBrings() throws Exception {
    try (JarFile jar = new JarFile(Submit.ROOT.resolve("job/target/lstm-job.jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("org.sparklstm.job.cli.Main");
      assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
          .allMatch(name -> name.startsWith("org/sparklstm/"))
          .noneMatch(name -> name.contains("jackson"));
    }
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        arguments("replicated", JAVA, "data.partitions=6 train.aggregation-depth=2"),
        arguments("plain", JAVA, "data.placement=partitioned train.compress-gradients=false"),
        arguments("kryo", KRYO, "data.placement=partitioned train.aggregation-depth=2"),
        arguments("kryo-single", KRYO, "train.execution=single"));
  }

  /** Law 1: the master and the partitions never show, nor how things travel. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void everyWayGivesTheSameBits(String id, String serializer, String settings) throws Exception {
    List<String> options = new ArrayList<>(Submit.options(CLUSTER));
    options.addAll(List.of("--conf", serializer));
    String[] command = small(id, settings.split(" "));
    // one of them as a process of its own
    Submit.Result result =
        id.equals("replicated")
            ? Submit.run(directory, options, command)
            : Submit.shared(directory, options, command);
    JsonObject summary = result.success();
    assertThat(summary.get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    assertThat(summary.get("test")).isEqualTo(expected.get("test"));
  }

  /** Hashes of the parameters in the checkpoints of a training, by name. */
  private static Map<String, Integer> states(String run, String master) throws Exception {
    String[] command =
        train(
            "run.id=" + run,
            "train.epochs=1",
            "window.stride=8",
            "window.lookback=24",
            "train.batch=8",
            "model.hidden=64",
            "train.execution=single",
            "checkpoint.every-steps=2",
            "checkpoint.keep=1000");
    Submit.shared(directory, Submit.options(master), command).success();
    Map<String, Integer> parameters = new TreeMap<>();
    Path checkpoints = directory.resolve("runs").resolve(run).resolve("checkpoints");
    try (DirectoryStream<Path> saved = Files.newDirectoryStream(checkpoints, "*-epoch-??????")) {
      for (Path checkpoint : saved) {
        byte[] bytes = Files.readAllBytes(checkpoint.resolve("parameters.safetensors"));
        parameters.put(checkpoint.getFileName().toString(), Arrays.hashCode(bytes));
      }
    }
    return parameters;
  }

  /** Wherever the steps are taken, the states that are kept are the same. */
  @Test
  void checkpointsAreTheSameWhereverStepsAreTaken() throws Exception {
    Map<String, Integer> here = new TreeMap<>();
    Map<String, Integer> there = new TreeMap<>();
    Map<String, Integer> common = new TreeMap<>();
    // while one is written others are left out, and others each time
    for (int round = 0; common.size() < 3; round++) {
      assertThat(round).as("trainings without three checkpoints in common").isLessThan(10);
      here.putAll(states("here-" + round, "local[1]"));
      there.putAll(states("there-" + round, "local-cluster[1,1,1024]"));
      common = new TreeMap<>(here);
      common.keySet().retainAll(there.keySet());
    }
    there.keySet().retainAll(common.keySet());
    assertThat(there).isEqualTo(common);
  }

  @Test
  void kryoClassifiesOnTwoExecutors() throws Exception {
    StringBuilder csv = new StringBuilder("device,t,x,kind\n");
    for (int device = 0; device < 60; device++) {
      for (int t = 0; t < 3 + device % 5; t++) {
        int slope = device % 3 - 1;
        csv.append(
            "%d,%d,%d,%s%n".formatted(device, t, slope * t + device % 7, "abc".charAt(slope + 1)));
      }
    }
    String[] arguments = {
      "train",
      "--config",
      Files.writeString(directory.resolve("empty.conf"), "").toString(),
      "--set",
      "task=classify",
      "--set",
      "run.resume=never",
      "--set",
      "run.output=" + directory.resolve("runs"),
      "--set",
      "data.source.format=csv",
      "--set",
      "data.source.path=" + Files.writeString(directory.resolve("steps.csv"), csv.toString()),
      "--set",
      "data.series-id=[device]",
      "--set",
      "data.time=t",
      "--set",
      "data.features=[x]",
      "--set",
      "data.label=kind",
      "--set",
      "train.epochs=2",
      "--set",
      "data.placement=replicated",
      "--set",
      "train.execution=distributed"
    };
    JsonObject java = Submit.shared(directory, Submit.options("local[1]"), arguments).success();
    List<String> kryo = new ArrayList<>(Submit.options(CLUSTER));
    kryo.addAll(List.of("--conf", KRYO));
    JsonObject result = Submit.shared(directory, kryo, arguments).success();
    assertThat(result.get("weights_sha256")).isEqualTo(java.get("weights_sha256"));
    assertThat(result.get("test")).isEqualTo(java.get("test"));
  }

  /** A download of Spark has no configuration of its log, and then logs what it does. */
  @Test
  void theLogOfAFreshSparkIsQuiet() throws Exception {
    Path noConfiguration = Files.createDirectories(directory.resolve("no-configuration"));
    List<String> options = List.of("--master", "local[1]");
    Path errors = Files.createTempFile(directory, "errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(Submit.command(options, small("fresh", "train.execution=single")))
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("SPARK_CONF_DIR", noConfiguration.toString());
    assertThat(builder.start().waitFor()).as(() -> "see " + errors).isZero();
    assertThat(Files.readAllLines(errors))
        .hasSizeLessThan(25)
        .noneMatch(line -> line.contains(" INFO "))
        .anyMatch(line -> line.startsWith("epoch 1/1"));
  }

  @Test
  void aLimitOfSparkIsExplained() throws Exception {
    List<String> narrow = new ArrayList<>(Submit.options("local-cluster[1,1,1024]"));
    narrow.addAll(List.of("--conf", "spark.driver.maxResultSize=20k"));
    Submit.Result result =
        Submit.shared(directory, narrow, train("run.id=narrow", "train.execution=distributed"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("bigger than spark.driver.maxResultSize")
        .contains("train.aggregation-depth = 2")
        .doesNotContain("\tat ");
  }

  @Test
  void aMistakeIsOneLineAndAnExitCode() throws Exception {
    List<String> local = Submit.options("local[1]");
    Submit.Result unknown = Submit.run(directory, local, train("train.epoch=3"));
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors())
        .contains("error: --set: unknown key train.epoch; did you mean train.epochs?")
        .doesNotContain("\tat ");
    assertThat(unknown.output()).isEmpty();
    Submit.Result missing =
        Submit.shared(directory, local, train("run.id=missing", "data.source.path=none.csv"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.errors())
        .contains("error: data.source.path: none.csv does not exist")
        .doesNotContain("\tat ");
    Submit.Result command = Submit.run(directory, local, "tain", "password=of a friend");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.errors())
        .contains("'tain'", "Did you mean: lstm-job.jar train?")
        .doesNotContain("friend");
    Submit.Result option =
        Submit.shared(directory, local, "train", "--confg=x", "--password", "of a friend");
    assertThat(option.exitCode()).isEqualTo(2);
    assertThat(option.errors())
        .contains("Unknown option: '--confg'", "--config")
        .doesNotContain("friend");
  }
}
