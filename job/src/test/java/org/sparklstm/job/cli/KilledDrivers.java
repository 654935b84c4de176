package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;

/**
 * A training whose driver is killed again and again at random moments, and started again with the
 * same command; and the same training left alone.
 */
final class KilledDrivers {
  private static final int LARGEST_LOG = 1 << 26;

  /** Longer than it takes to get to the first step. */
  private static final int STARTING_MILLIS = 4_000;

  private final Path directory;
  private final int epochs;

  /**
   * @param epochs of some 37 steps, each of some hundredths of a second
   */
  KilledDrivers(Path directory, int epochs) {
    this.directory = directory;
    this.epochs = epochs;
  }

  private String[] command(String output) {
    return Electricity.train(
        "model.hidden=96",
        "model.dropout=0.1",
        "model.layers=2",
        "train.patience=0",
        "train.epochs=" + epochs,
        "checkpoint.every-steps=5",
        "run.output=" + output);
  }

  /** The results of a run, without what depends on the clock. */
  record Outcome(JsonElement weights, JsonElement test, JsonElement steps, String metrics) {}

  private Outcome outcome(Submit.Result result, String metrics) {
    assertThat(result.exitCode()).as(result.errors()).isZero();
    JsonObject summary = result.json();
    return new Outcome(
        summary.get("weights_sha256"), summary.get("test"), summary.get("steps"), metrics);
  }

  /** Runs it undisturbed, on local disk. */
  Outcome undisturbed() throws IOException, InterruptedException {
    Path output = directory.resolve("undisturbed");
    Submit.Result result =
        Submit.run(directory, List.of("--master", "local[2]"), command(output.toString()));
    return outcome(result, readLocal(output.resolve("electricity/metrics.jsonl")));
  }

  private static String readLocal(Path file) throws IOException {
    return Files.readString(file);
  }

  /** Reads a file of the run from wherever it lies. */
  interface Reader {
    String read(String path) throws IOException;
  }

  /** Reads with Hadoop's client: local disks and HDFS. */
  static String readHadoop(String path) throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path);
    try (var in = file.getFileSystem(new Configuration()).open(file)) {
      return new String(in.readNBytes(LARGEST_LOG), StandardCharsets.UTF_8);
    }
  }

  /** Runs it with so many kills, most of them while it trains. */
  Outcome killed(int kills, List<String> options, String output, Reader reader)
      throws IOException, InterruptedException {
    Random random = new Random(kills + output.length());
    List<String> all = new ArrayList<>(List.of("--master", "local[2]"));
    all.addAll(options);
    int late = 0;
    int resumed = 0;
    for (int kill = 0; kill < kills; kill++) {
      Submit.Running running = Submit.start(directory, all, command(output));
      if (kill == kills - 1) {
        // while the model and the summary are written
        running.hasSaid("test span");
      } else if (random.nextInt(4) == 0) {
        Thread.sleep(random.nextInt(STARTING_MILLIS));
      } else if (running.hasSaid("parameters; batches of")) {
        Thread.sleep(random.nextInt(1_200));
      }
      late += running.process().isAlive() ? 0 : 1;
      running.kill();
      resumed += Files.readString(running.errors()).contains("going on from checkpoint") ? 1 : 0;
    }
    Submit.Result last = Submit.run(directory, all, command(output));
    System.out.printf(
        "%,d kills in %s, of these %,d too late; %,d runs went on from a checkpoint%n",
        kills, output, late, resumed);
    if (last.json().get("status").getAsString().equals("complete")) {
      // the last one was killed after training, and before the end
      assertThat(last.json().get("resumed_after_step")).isEqualTo(last.json().get("steps"));
    }
    assertThat(late).as("runs that had ended before they were killed").isLessThan(kills);
    return outcome(last, reader.read(output + "/electricity/metrics.jsonl"));
  }
}
