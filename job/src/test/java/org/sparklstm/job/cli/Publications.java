package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/**
 * Commands whose drivers end or stop right before one of the changes by which they publish a
 * result: whoever reads finds the old one or the new one.
 */
final class Publications implements AutoCloseable {
  private static final int KILLED = 137;

  /** Epochs after which the model is better than the naive forecast, and than after one. */
  static final int BETTER = 14;

  /** Epochs of a training of which each change is tried. */
  static final int FEW = 2;

  private final java.nio.file.Path directory;
  private final KilledDriverIT.Place place;
  private final List<String> options = new ArrayList<>();
  private Server server;
  private String root;

  /** The same place as a reader sees it; the S3 server keeps its objects as files. */
  private Path readable;

  private FileSystem files;

  Publications(java.nio.file.Path directory, KilledDriverIT.Place place) {
    this.directory = directory;
    this.place = place;
  }

  /**
   * Starts the store and trains two models.
   *
   * @param epochs of the second; it is promoted only after {@link #BETTER}
   */
  void prepare(int epochs) throws IOException, InterruptedException {
    options.addAll(Submit.options("local[2]"));
    String classes = Submit.ROOT.resolve("job/target/test-classes").toString();
    String scheme = "file";
    String impl = "";
    switch (place) {
      case LOCAL -> {
        root = directory.resolve("publications").toString();
        readable = new Path(root);
        options.addAll(List.of("--driver-class-path", classes));
      }
      case HDFS -> {
        server = Server.hdfs(directory);
        root = server.hdfsPath();
        readable = new Path(root);
        scheme = "hdfs";
        impl = "org.apache.hadoop.hdfs.DistributedFileSystem";
        options.addAll(List.of("--driver-class-path", classes));
      }
      default -> {
        server = Server.s3(directory);
        root = server.s3Path();
        readable = new Path(directory.resolve(root.replace("s3a://", "s3/")).toString());
        scheme = "s3a";
        impl = "org.apache.hadoop.fs.s3a.S3AFileSystem";
        List<String> s3 = new ArrayList<>(server.s3Options());
        s3.set(1, classes + ":" + s3.get(1));
        options.addAll(s3);
      }
    }
    String halting = HaltingFileSystem.class.getName() + (impl.isEmpty() ? "$Local" : "");
    set("spark.hadoop.fs." + scheme + ".impl", halting);
    set("spark.hadoop.halting.impl", impl);
    // the one that Spark uses by default on S3 wants to see S3A itself, and then does the same
    set(
        "spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a",
        "org.apache.hadoop.mapreduce.lib.output.FileOutputCommitterFactory");
    Configuration hadoop = new Configuration();
    hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    files = readable.getFileSystem(hadoop);
    run(train("first", 1, "auto")).success();
    run(train("second", epochs, "auto")).success();
    run(score("first", "scores-first", List.of())).success();
  }

  private void set(String name, String value) {
    options.addAll(List.of("--conf", name + "=" + value));
  }

  private Submit.Result run(String... command) throws IOException, InterruptedException {
    return Submit.run(directory, options, command);
  }

  private List<String> halting(String path, int change, String how) {
    List<String> halting = new ArrayList<>(options);
    halting.addAll(
        List.of(
            "--conf", "spark.hadoop.halting.path=" + path,
            "--conf", "spark.hadoop.halting.at=" + change,
            "--conf", "spark.hadoop.halting.how=" + how));
    return halting;
  }

  private String[] settings(String command, String id, int epochs, String... more) {
    List<String> all = new ArrayList<>(List.of(command, "--config", Electricity.CONFIG));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "data.source.path=" + Electricity.DATA,
                "window.stride=8",
                "window.baseline=last",
                "window.period=1",
                "train.learning-rate=0.02",
                "model.hidden=8",
                "train.epochs=" + epochs,
                "run.output=" + root,
                "run.id=" + id));
    settings.addAll(List.of(more));
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    return all.toArray(String[]::new);
  }

  private String[] train(String id, int epochs, String resume) {
    return settings("train", id, epochs, "run.resume=" + resume);
  }

  private static String[] with(String[] command, List<String> more) {
    List<String> all = new ArrayList<>(Arrays.asList(command));
    all.addAll(more);
    return all.toArray(String[]::new);
  }

  private String[] score(String model, String output, List<String> more) {
    List<String> all =
        new ArrayList<>(List.of("--model", root + "/" + model, "--output", root + "/" + output));
    all.addAll(more);
    return with(settings("score", model, 1), all);
  }

  private void copy(String from, String to) throws IOException {
    if (place == KilledDriverIT.Place.HDFS) {
      FileUtil.copy(
          files, new Path(readable, from), files, new Path(readable, to), false, files.getConf());
      return;
    }
    // with the attributes, in which the S3 server keeps its tags
    java.nio.file.Path source = java.nio.file.Path.of(readable.toString(), from);
    java.nio.file.Path target = java.nio.file.Path.of(readable.toString(), to);
    try (Stream<java.nio.file.Path> all = Files.walk(source)) {
      for (java.nio.file.Path one : all.toList()) {
        Files.copy(
            one,
            target.resolve(source.relativize(one).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private String text(Path file) throws IOException {
    try (var in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The lines of the files that an output's marker lists, each as long as it says. */
  private String scores(String output) throws IOException {
    Path path = new Path(readable, output);
    StringBuilder lines = new StringBuilder();
    JsonObject marker = JsonParser.parseString(text(new Path(path, "_SUCCESS"))).getAsJsonObject();
    for (JsonElement part : marker.getAsJsonArray("files")) {
      Path file = new Path(path, part.getAsJsonObject().get("name").getAsString());
      assertThat(files.getFileStatus(file).getLen())
          .isEqualTo(part.getAsJsonObject().get("length").getAsLong());
      lines.append(text(file));
    }
    return lines.toString();
  }

  /** The fingerprint that the newest version of a model has, whose weights are there. */
  private String model(String id) throws IOException {
    Path newest = null;
    for (FileStatus version : files.listStatus(new Path(readable, id + "/model"))) {
      if (files.exists(new Path(version.getPath(), "model.json"))
          && (newest == null || version.getPath().compareTo(newest) > 0)) {
        newest = version.getPath();
      }
    }
    assertThat(files.getFileStatus(new Path(newest, "weights.safetensors")).getLen()).isPositive();
    return JsonParser.parseString(text(new Path(newest, "model.json")))
        .getAsJsonObject()
        .get("weights_sha256")
        .getAsString();
  }

  /** Something that is published. */
  private interface Reader {
    String read() throws IOException;
  }

  /**
   * A publication.
   *
   * @param path text in the paths of its changes
   * @param reader reads what is published
   * @param command publishes it
   */
  private record Publication(String path, Reader reader, String... command) {}

  /** What the commands publish. */
  enum Kind {
    TRAIN,
    SCORE,
    PROMOTE,
    EXPORT
  }

  private Publication publication(Kind kind, String id) throws IOException {
    return switch (kind) {
      case TRAIN -> {
        copy("first", id);
        yield new Publication("/" + id + "/", () -> model(id), train(id, FEW, "never"));
      }
      case SCORE -> {
        copy("scores-first", id);
        yield new Publication(id, () -> scores(id), score("second", id, List.of("--overwrite")));
      }
      case PROMOTE -> {
        copy("first/config.conf", id);
        String pointer = root + "/first/model\n";
        if (place == KilledDriverIT.Place.HDFS) {
          try (var out = files.create(new Path(readable, id), true)) {
            out.write(pointer.getBytes(StandardCharsets.UTF_8));
          }
        } else {
          Files.writeString(java.nio.file.Path.of(readable.toString(), id), pointer);
        }
        yield new Publication(
            id,
            () -> text(new Path(readable, id)),
            with(
                settings("promote", "second", BETTER),
                List.of("--candidate", root + "/second", "--current", root + "/" + id)));
      }
      case EXPORT -> {
        if (!files.exists(new Path(readable, "exported"))) {
          try {
            run(export("first", "exported")).success();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        }
        copy("exported", id);
        yield new Publication(id, () -> text(new Path(readable, id)), export("second", id));
      }
    };
  }

  private String[] export(String model, String output) {
    return new String[] {
      "export",
      "--model",
      root + "/" + model,
      "--format",
      "safetensors",
      "--output",
      root + "/" + output
    };
  }

  /**
   * Kills the driver before each change, or before some.
   *
   * @param first number of the first change
   * @param stride between the changes
   * @return number of kills
   */
  int kill(Kind kind, int first, int stride) throws IOException, InterruptedException {
    String wanted = undisturbed(kind);
    int kills = 0;
    while (true) {
      Optional<String> result = killBefore(kind, first + kills * stride);
      if (result.isEmpty()) {
        return kills;
      }
      assertThat(result).contains(wanted);
      kills++;
    }
  }

  /**
   * Kills the driver before a change, and runs the same command again.
   *
   * @return what is published then; nothing if there are fewer changes
   */
  Optional<String> killBefore(Kind kind, int change) throws IOException, InterruptedException {
    String id = "%s-killed-%03d".formatted(kind.name().toLowerCase(Locale.ROOT), change);
    Publication publication = publication(kind, id);
    String old = publication.reader().read();
    Submit.Result killed =
        Submit.run(directory, halting(publication.path(), change, "kill"), publication.command());
    if (killed.exitCode() == 0) {
      return Optional.empty();
    }
    assertThat(killed.exitCode()).as(killed.errors()).isEqualTo(KILLED);
    String found = publication.reader().read();
    run(publication.command()).success();
    String result = publication.reader().read();
    assertThat(result).isNotEqualTo(old);
    assertThat(found).as(killed.errors()).isIn(old, result);
    assertThat(leftovers(id)).as(killed.errors()).isEmpty();
    return Optional.of(result);
  }

  /** What is published when nobody disturbs it. */
  private String undisturbed(Kind kind) throws IOException, InterruptedException {
    Publication publication = publication(kind, kind + "-undisturbed");
    run(publication.command()).success();
    return publication.reader().read();
  }

  /**
   * What lies beside a result and belongs to no one. The lock's number does: where nothing that is
   * published carries it, it stays, so that the killed driver would be told if it came back.
   */
  private List<String> leftovers(String id) throws IOException {
    List<String> left = new ArrayList<>();
    try {
      for (FileStatus file : files.listStatus(readable)) {
        String name = file.getPath().getName();
        boolean isNumber = name.matches("\\." + id + "\\.(lock|spark-lstm)-000000002");
        if (name.startsWith("." + id) && !isNumber) {
          left.add(name);
        }
      }
    } catch (FileNotFoundException e) {
      // nothing at all
    }
    return left;
  }

  /**
   * Stops a driver before a change, lets another one, which takes it for dead, complete, and lets
   * it go on.
   *
   * @return whether the first one then said that another one has taken over; it has to unless its
   *     result was there before it stopped
   */
  boolean stop(Kind kind, int change) throws IOException, InterruptedException {
    String id = "%s-stopped-%03d".formatted(kind.name().toLowerCase(Locale.ROOT), change);
    Publication publication = publication(kind, id);
    String old = publication.reader().read();
    Submit.Running first =
        Submit.start(directory, halting(publication.path(), change, "stop"), publication.command());
    if (!first.waitFor(() -> isStopped(first.process().pid()))) {
      // how many checkpoints are skipped depends on the speed, so this run had fewer changes
      return false;
    }
    boolean wasPublished = !publication.reader().read().equals(old);
    List<String> elsewhere = new ArrayList<>(List.of("unshare", "--fork", "--pid", "--mount-proc"));
    elsewhere.addAll(Submit.command(options, publication.command()));
    Submit.Result second = Submit.start(directory, elsewhere).end();
    second.success();
    String result = publication.reader().read();
    first.thaw();
    Submit.Result late = first.end();
    assertThat(publication.reader().read()).as(late.errors()).isEqualTo(result);
    if (wasPublished && late.exitCode() == 0) {
      return false;
    }
    assertThat(late.exitCode()).as(late.errors()).isEqualTo(1);
    assertThat(late.errors()).containsAnyOf("taken over", "has changed while the models");
    return true;
  }

  private static boolean isStopped(long pid) throws IOException {
    String stat = Files.readString(java.nio.file.Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
