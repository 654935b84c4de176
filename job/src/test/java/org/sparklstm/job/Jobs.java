package org.sparklstm.job;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.ExportRun;
import org.sparklstm.job.run.JobContext;
import org.sparklstm.job.run.ScoreRun;
import org.sparklstm.job.run.StoppedException;
import org.sparklstm.job.run.TrainRun;

/** A small table, a configuration for it, and runs on both. */
public final class Jobs {
  private final Path directory;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  public Jobs(Path directory) {
    this.directory = directory;
  }

  /** Two series of 200 hours: a daily wave with a slow drift, and one at twice the height. */
  public static String twoSeries() {
    StringBuilder csv = new StringBuilder("store,time,sales,price\n");
    for (int series = 1; series <= 2; series++) {
      for (int hour = 0; hour < 200; hour++) {
        csv.append(
            "s%d,2024-01-%02d %02d:00:00,%.4f,%.2f%n"
                .formatted(
                    series,
                    1 + hour / 24,
                    hour % 24,
                    series * (10 + 3 * Math.sin(hour * Math.PI / 12)) + hour * 0.01,
                    5 + (hour % 7) * 0.1));
      }
    }
    return csv.toString();
  }

  /** The rows of a table that {@link #table} has written. */
  public static Dataset<Row> rows(Path table) {
    return LocalSpark.session()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(table.toString());
  }

  /** The configuration for {@link #twoSeries}. */
  public static final List<String> TWO_SERIES =
      List.of(
          "data.series-id=[store]",
          "data.targets=[sales]",
          "data.features=[price]",
          "window.lookback=12",
          "window.horizon=6",
          "model.hidden=5",
          "train.epochs=2");

  /** Two stores whose promotions are planned; days are missing, and one store begins late. */
  public static String panel() {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("store,time,units,promo,size,kind\n");
    for (int store = 0; store < 2; store++) {
      for (int day = store * 60; day < 130; day++) {
        int promo = random.nextInt(4) == 0 ? 1 : 0;
        double units = Math.pow(50, store + 1) * (1 + promo) * (1 + 0.1 * random.nextGaussian());
        boolean isPlanned = day >= 124;
        if (isPlanned || random.nextInt(12) > 0) {
          csv.append(
              "%d,%s,%s,%d,%d,%s%n"
                  .formatted(
                      store,
                      LocalDate.of(2024, 1, 1).plusDays(day),
                      isPlanned ? "" : "%.2f".formatted(Math.max(0, units)),
                      promo,
                      10 + store,
                      store == 0 ? "small" : "large"));
        }
      }
    }
    return csv.toString();
  }

  /** The configuration to forecast {@link #panel} with all kinds of input. */
  public static final List<String> PANEL =
      List.of(
          "data.series-id=[store]",
          "data.targets=[units]",
          "data.future=[promo]",
          "data.static=[size, kind]",
          "data.categorical=[kind]",
          "data.calendar=[day-of-week]",
          "data.gaps=fill",
          "data.transform=log1p",
          "data.scale=window",
          "window.lookback=14",
          "window.horizon=6",
          "window.baseline=none",
          "window.cold-share=0.2",
          "model.hidden=5",
          "model.head-dropout=0.2",
          "train.batch=32",
          "train.epochs=2");

  /** 120 devices of 4 to 9 rows that fall, rest or rise, at the rate in column drift. */
  public static String devices() {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("device,time,a,b,kind,drift\n");
    for (int device = 0; device < 120; device++) {
      double drift = (device % 3 - 1) * 0.5 + random.nextGaussian() * 0.05;
      int length = 4 + random.nextInt(6);
      for (int t = 0; t < length; t++) {
        csv.append(
            "d%03d,%d,%.4f,%.4f,%s,%.4f%n"
                .formatted(
                    device,
                    t,
                    drift * t + random.nextGaussian() * 0.1,
                    random.nextGaussian(),
                    List.of("falls", "rests", "rises").get(device % 3),
                    drift));
      }
    }
    return csv.toString();
  }

  /** The configuration to classify {@link #devices}. */
  public static final List<String> CLASSIFY =
      List.of(
          "task=classify",
          "data.series-id=[device]",
          "data.features=[a, b]",
          "data.label=kind",
          "model.hidden=8",
          "train.batch=16",
          "train.epochs=12",
          "train.learning-rate=0.02");

  /**
   * 80 visits of 1 to 15 pages. From page {@code p} of seven a visit goes on to the next one, or
   * now and then to any.
   */
  public static String visits() {
    Random random = new Random(3);
    StringBuilder csv = new StringBuilder("visit,time,page\n");
    for (int visit = 0; visit < 80; visit++) {
      int page = random.nextInt(7);
      int length = 1 + random.nextInt(15);
      for (int t = 0; t < length; t++) {
        csv.append("v%d,%d,page%d%n".formatted(visit, t, page));
        page = random.nextInt(10) == 0 ? random.nextInt(7) : (page + 1) % 7;
      }
    }
    return csv.toString();
  }

  /** The configuration to predict the next page of {@link #visits}. */
  public static final List<String> VISITS =
      List.of(
          "task=next",
          "data.series-id=[visit]",
          "data.targets=[page]",
          "model.hidden=8",
          "train.batch=16",
          "train.block=4",
          "train.bptt=5",
          "train.learning-rate=0.02",
          "train.epochs=3");

  /** Writes a table and returns its path. */
  public Path table(String name, String csv) {
    return file(name, csv);
  }

  public Path file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a configuration with only these settings. */
  public JobConfig config(List<String> settings) {
    Path empty = file("empty.conf", "");
    return ConfigFile.read(
        empty.toString(), settings, LocalSpark.session().sparkContext().hadoopConfiguration());
  }

  /** A context for a CSV table, with further settings. */
  public JobContext context(Path table, List<String> base, String... settings) {
    java.util.ArrayList<String> all = new java.util.ArrayList<>(base);
    all.add("run.output=" + directory.resolve("runs"));
    all.add("data.source.format=csv");
    all.add("data.source.path=" + table);
    all.add("data.time=time");
    // runs of a test share an id; each must start from the beginning
    all.add("run.resume=never");
    all.addAll(List.of(settings));
    return new JobContext(LocalSpark.session(), config(all), plain());
  }

  private Console plain() {
    return Console.plain(new PrintStream(console, true, StandardCharsets.UTF_8));
  }

  /** Trains and returns the summary. */
  public JsonObject train(Path table, List<String> base, String... settings) {
    String line = new TrainRun(context(table, base, settings)).run();
    return JsonParser.parseString(line).getAsJsonObject();
  }

  /** Stops training after the first step and returns the result. */
  public JsonObject trainOneStep(Path table, List<String> base, String... settings) {
    JobContext context = context(table, base, settings);
    context.stop().request();
    try {
      return JsonParser.parseString(new TrainRun(context).run()).getAsJsonObject();
    } catch (StoppedException e) {
      return JsonParser.parseString(e.summary()).getAsJsonObject();
    }
  }

  /** Exports a model as the command does; returns the safetensors file. */
  public Path export(String model) {
    return export(model, ExportRun.Format.SAFETENSORS, "exported.safetensors");
  }

  /** Exports a model to a file of that name. */
  public Path export(String model, ExportRun.Format format, String name) {
    Path file = directory.resolve(name);
    new ExportRun(LocalSpark.session().sparkContext().hadoopConfiguration(), plain())
        .run(model, format, file.toString());
    return file;
  }

  /** What the command forecasts with a model after a table. */
  public Dataset<Row> score(JobContext context, String model, Path table) {
    String scores = directory.resolve("scores").toString();
    new ScoreRun(context).run(model, Optional.of(table.toString()), scores, SaveMode.ErrorIfExists);
    return LocalSpark.session().read().parquet(scores);
  }

  /** The output on the console. */
  public String shown() {
    return console.toString(StandardCharsets.UTF_8);
  }

  /** The files of the newest version of a model. */
  public static Path newest(Path model) {
    try (Stream<Path> versions = Files.list(model)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("\\d{9}"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of a file. */
  public static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
