package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, the command line and the masters, through spark-submit. */
class SubmitIT {
  private static final String CONFIG = Electricity.CONFIG;

  @TempDir Path directory;

  private Submit.Result train(String master, String... settings) throws Exception {
    return train(List.of("--master", master), settings);
  }

  private Submit.Result train(List<String> options, String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of(settings));
    // runs of one test have one name; each is to begin at the beginning
    all.add("run.resume=never");
    return Submit.run(directory, options, Electricity.train(all.toArray(String[]::new)));
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

  /** Law 1: the master and the partitions never show. */
  @Test
  void everyMasterAndPartitioningGivesTheSameBits() throws Exception {
    String[] small = {"train.epochs=1", "model.hidden=8", "window.stride=4"};
    JsonObject one = null;
    String[][] ways = {
      {"local[1]", "train.execution=single"},
      {"local[2]", "train.execution=distributed"},
      {"local-cluster[2,1,1024]", "train.execution=single"},
      {"local-cluster[2,1,1024]", "data.partitions=6", "train.aggregation-depth=2"},
      {"local-cluster[2,1,1024]", "data.partitions=auto", "train.compress-gradients=false"},
      {"local[2]", "data.partitions=8"},
    };
    for (String[] way : ways) {
      List<String> settings = new ArrayList<>(List.of(small));
      settings.addAll(List.of(way).subList(1, way.length));
      Submit.Result result = train(way[0], settings.toArray(new String[0]));
      assertThat(result.exitCode()).as(result.errors()).isZero();
      JsonObject summary = result.json();
      if (one == null) {
        one = summary;
      }
      assertThat(summary.get("weights_sha256")).isEqualTo(one.get("weights_sha256"));
      assertThat(summary.get("test")).isEqualTo(one.get("test"));
    }
  }

  /** Wherever the steps are taken, the states that are kept are the same. */
  @Test
  void checkpointsAreTheSameWhereverStepsAreTaken() throws Exception {
    List<Map<String, Integer>> found = new ArrayList<>();
    for (String master : new String[] {"local[1]", "local-cluster[1,1,1024]"}) {
      Submit.Result result =
          train(
              master,
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

  /** Kryo writes everything that travels, replicated and partitioned. */
  @Test
  void kryoGivesTheSameBits() throws Exception {
    String[] small = {"train.epochs=1", "model.hidden=8", "window.stride=8"};
    JsonObject java = train("local[1]", small).json();
    List<String> kryo =
        List.of(
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.serializer=org.apache.spark.serializer.KryoSerializer");
    String[][] ways = {
      {"data.placement=replicated", "data.partitions=6", "train.aggregation-depth=2"},
      {"data.placement=partitioned"},
      {"train.execution=single"}
    };
    for (String[] way : ways) {
      List<String> settings = new ArrayList<>(List.of(small));
      settings.addAll(List.of(way));
      Submit.Result result = train(kryo, settings.toArray(new String[0]));
      assertThat(result.exitCode()).as(result.errors()).isZero();
      assertThat(result.json().get("weights_sha256")).isEqualTo(java.get("weights_sha256"));
    }
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
    JsonObject java = Submit.run(directory, "local[1]", arguments).json();
    List<String> kryo =
        List.of(
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.serializer=org.apache.spark.serializer.KryoSerializer");
    Submit.Result result = Submit.run(directory, kryo, arguments);
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.json().get("weights_sha256")).isEqualTo(java.get("weights_sha256"));
    assertThat(result.json().get("test")).isEqualTo(java.get("test"));
  }

  @Test
  void aLimitOfSparkIsExplained() throws Exception {
    List<String> narrow =
        List.of("--master", "local-cluster[2,1,1024]", "--conf", "spark.driver.maxResultSize=20k");
    Submit.Result result = train(narrow, "train.execution=distributed");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("bigger than spark.driver.maxResultSize")
        .contains("train.aggregation-depth = 2")
        .doesNotContain("\tat ");
  }

  @Test
  void partitionedDataGiveTheSameBitsOnTwoExecutors() throws Exception {
    String[] settings = {
      "train.epochs=1", "model.hidden=8", "window.stride=4", "data.shard-bytes=1"
    };
    JsonObject driver = train("local[1]", settings).json();
    Submit.Result executors =
        train(
            "local-cluster[2,1,1024]",
            settings[0],
            settings[1],
            settings[2],
            settings[3],
            "data.placement=partitioned");
    assertThat(executors.exitCode()).as(executors.errors()).isZero();
    assertThat(executors.json().get("weights_sha256")).isEqualTo(driver.get("weights_sha256"));
    assertThat(driver.getAsJsonObject("data").get("shards").getAsInt()).isEqualTo(3);
  }

  @Test
  void aMistakeIsOneLineAndAnExitCode() throws Exception {
    Submit.Result unknown = train("local[1]", "train.epoch=3");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors())
        .contains("error: --set: unknown key train.epoch; did you mean train.epochs?")
        .doesNotContain("\tat ");
    assertThat(unknown.output()).isEmpty();
    Submit.Result missing = train("local[1]", "data.source.path=none.csv");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.errors())
        .contains("error: data.source.path: none.csv does not exist")
        .doesNotContain("\tat ");
    Submit.Result shown =
        Submit.run(
            directory, "local[1]", "train", "--config", CONFIG, "--stacktrace", "--set", "x=1");
    assertThat(shown.errors()).contains("error: --set: unknown key x", "\tat org.sparklstm");
    Submit.Result command = Submit.run(directory, "local[1]", "tain");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.errors()).contains("'tain'", "Did you mean: lstm-job.jar train?");
  }
}
