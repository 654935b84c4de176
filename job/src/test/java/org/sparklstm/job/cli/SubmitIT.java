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

/** The jar, the command line and the masters, through spark-submit. */
class SubmitIT {
  private static final String CLUSTER = "local-cluster[2,1,1024]";
  private static final String KRYO = "spark.serializer=org.apache.spark.serializer.KryoSerializer";
  private static final String JAVA = "spark.serializer=org.apache.spark.serializer.JavaSerializer";

  @TempDir static Path directory;

  /** A small run on one core of one machine. */
  private static JsonObject expected;

  @BeforeAll
  static void runOnOneCore() throws Exception {
    Submit.Result result =
        small(List.of("--master", "local[1]"), "one-core", "train.execution=single");
    assertThat(result.exitCode()).as(result.errors()).isZero();
    expected = result.json();
    assertThat(expected.getAsJsonObject("data").get("shards").getAsInt()).isEqualTo(3);
  }

  private static Submit.Result small(List<String> options, String id, String... settings)
      throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run.id=" + id,
                "train.epochs=1",
                "model.hidden=8",
                "window.stride=4",
                "data.shard-bytes=1"));
    all.addAll(List.of(settings));
    return train(options, all.toArray(String[]::new));
  }

  private static Submit.Result train(List<String> options, String... settings) throws Exception {
    return Submit.run(directory, options, Electricity.train(settings));
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
        arguments("kryo", KRYO, "data.partitions=6 train.aggregation-depth=2"),
        arguments("kryo-partitioned", KRYO, "data.placement=partitioned"),
        arguments("kryo-single", KRYO, "train.execution=single"));
  }

  /** Law 1: the master and the partitions never show, nor how things travel. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void everyWayGivesTheSameBits(String id, String serializer, String settings) throws Exception {
    List<String> options = new ArrayList<>(Submit.quick(CLUSTER));
    options.addAll(List.of("--conf", serializer));
    Submit.Result result = small(options, id, settings.split(" "));
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.json().get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    assertThat(result.json().get("test")).isEqualTo(expected.get("test"));
  }

  /** Wherever the steps are taken, the states that are kept are the same. */
  @Test
  void checkpointsAreTheSameWhereverStepsAreTaken() throws Exception {
    List<Map<String, Integer>> found = new ArrayList<>();
    for (String master : new String[] {"local[1]", "local-cluster[1,1,1024]"}) {
      Submit.Result result =
          train(
              List.of("--master", master),
              "run.output=" + directory.resolve(master),
              "train.epochs=1",
              "model.hidden=128",
              "train.execution=single",
              "checkpoint.every-steps=2",
              "checkpoint.keep=1000");
      assertThat(result.exitCode()).as(result.errors()).isZero();
      String run = result.json().get("run_id").getAsString();
      Map<String, Integer> parameters = new TreeMap<>();
      Path checkpoints = directory.resolve(master).resolve(run).resolve("checkpoints");
      try (DirectoryStream<Path> saved = Files.newDirectoryStream(checkpoints, "*-epoch-??????")) {
        for (Path checkpoint : saved) {
          byte[] bytes = Files.readAllBytes(checkpoint.resolve("parameters.safetensors"));
          parameters.put(checkpoint.getFileName().toString(), Arrays.hashCode(bytes));
        }
      }
      found.add(parameters);
    }
    // while one is written others may be left out
    found.get(0).keySet().retainAll(found.get(1).keySet());
    found.get(1).keySet().retainAll(found.get(0).keySet());
    assertThat(found.get(1)).isEqualTo(found.get(0)).hasSizeGreaterThan(2);
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
      "data.placement=partitioned"
    };
    JsonObject java = Submit.run(directory, Submit.quick("local[1]"), arguments).json();
    List<String> kryo = new ArrayList<>(Submit.quick(CLUSTER));
    kryo.addAll(List.of("--conf", KRYO));
    Submit.Result result = Submit.run(directory, kryo, arguments);
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.json().get("weights_sha256")).isEqualTo(java.get("weights_sha256"));
    assertThat(result.json().get("test")).isEqualTo(java.get("test"));
  }

  @Test
  void aLimitOfSparkIsExplained() throws Exception {
    List<String> narrow = new ArrayList<>(Submit.quick(CLUSTER));
    narrow.addAll(List.of("--conf", "spark.driver.maxResultSize=20k"));
    Submit.Result result = train(narrow, "run.id=narrow", "train.execution=distributed");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("bigger than spark.driver.maxResultSize")
        .contains("train.aggregation-depth = 2")
        .doesNotContain("\tat ");
  }

  @Test
  void aMistakeIsOneLineAndAnExitCode() throws Exception {
    Submit.Result unknown = train(List.of("--master", "local[1]"), "train.epoch=3");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors())
        .contains("error: --set: unknown key train.epoch; did you mean train.epochs?")
        .doesNotContain("\tat ");
    assertThat(unknown.output()).isEmpty();
    Submit.Result missing =
        train(Submit.quick("local[1]"), "run.id=missing", "data.source.path=none.csv");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.errors())
        .contains("error: data.source.path: none.csv does not exist")
        .doesNotContain("\tat ");
    Submit.Result command = Submit.run(directory, "local[1]", "tain", "password=of a friend");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.errors())
        .contains("'tain'", "Did you mean: lstm-job.jar train?")
        .doesNotContain("friend");
    Submit.Result option =
        Submit.run(directory, "local[1]", "train", "--confg=x", "--password", "of a friend");
    assertThat(option.exitCode()).isEqualTo(2);
    assertThat(option.errors())
        .contains("Unknown option: '--confg'", "--config")
        .doesNotContain("friend");
  }
}
