package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.storage.StorageException;

/** Results that are sent to wrong places, with {@code --overwrite}: nothing is lost. */
class WrongTargetsTest {
  @TempDir Path directory;

  /** Every file and link below the directory, with its content. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        String name = directory.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          found.put(name, "-> " + Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file)) {
          found.put(name, Jobs.sha256(file));
        } else {
          found.put(name, "directory");
        }
      }
    }
    return found;
  }

  @Test
  void nothingIsLost() throws IOException {
    Jobs jobs = new Jobs(directory);
    Files.createDirectories(directory.resolve("in"));
    Path table = jobs.table("in/table.csv", Jobs.twoSeries());
    jobs.train(table, Jobs.TWO_SERIES, "train.epochs=1");
    Path configuration = Files.writeString(directory.resolve("my.conf"), "train.epochs = 1");
    Path run = directory.resolve("runs/run");
    Path model = run.resolve("model");
    Path mine = Files.createDirectories(directory.resolve("mine"));
    Files.writeString(mine.resolve("thesis.txt"), "years of work");
    Path spark = Files.createDirectories(directory.resolve("spark"));
    Files.writeString(spark.resolve("_SUCCESS"), "");
    Files.writeString(spark.resolve("part-00000.csv"), "rows");
    Path pointer = Files.writeString(directory.resolve("current"), model + "\n");
    Path output = directory.resolve("scores");
    JobContext context = jobs.context(table, Jobs.TWO_SERIES);
    JobContext named =
        new JobContext(
            LocalSpark.session(),
            context.config(),
            Optional.of(configuration.toString()),
            context.console(),
            context.stop());
    new ScoreRun(named)
        .run(
            model.toString(), Optional.of(table.toString()), output.toString(), SaveMode.Overwrite);
    Path changed = directory.resolve("changed");
    new ScoreRun(named)
        .run(
            model.toString(),
            Optional.of(table.toString()),
            changed.toString(),
            SaveMode.Overwrite);
    Files.writeString(changed.resolve("note.txt"), "keep");
    List<Path> wrong = new ArrayList<>();
    Map<String, Path> links =
        Map.of(
            "to-input", table.getParent(),
            "to-model", model,
            "to-run", run,
            "to-mine", mine,
            "to-all", directory,
            "to-table", table,
            "to-version", Jobs.newest(model),
            "to-conf", configuration);
    for (Map.Entry<String, Path> link : links.entrySet()) {
      wrong.add(Files.createSymbolicLink(directory.resolve(link.getKey()), link.getValue()));
    }
    Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nowhere"));
    wrong.addAll(
        List.of(
            directory.resolve("dangling"),
            directory,
            directory.resolve("runs"),
            run,
            model,
            Jobs.newest(model),
            Jobs.newest(model).resolve("weights.safetensors"),
            model.resolve("inside"),
            run.resolve("checkpoints"),
            run.resolve("checkpoints/inside"),
            run.resolve("tensorboard"),
            run.resolve("summary.json"),
            table,
            table.getParent(),
            table.getParent().resolve("../in"),
            configuration,
            pointer,
            mine,
            mine.resolve("thesis.txt"),
            spark,
            changed,
            directory.resolve("to-all/mine"),
            Path.of(System.getProperty("user.home")),
            Path.of("/"),
            Path.of("/tmp")));
    Map<String, String> before = everything();
    assertThat(wrong).hasSizeGreaterThan(30);
    List<String> models = List.of(model.toString(), pointer.toString(), run.toString());
    for (int i = 0; i < wrong.size(); i++) {
      Path target = wrong.get(i);
      String from = models.get(i % models.size());
      assertThatThrownBy(
              () ->
                  new ScoreRun(named)
                      .run(
                          from,
                          Optional.of(table.toString()),
                          target.toString(),
                          SaveMode.Overwrite))
          .as(target.toString())
          .isInstanceOfAny(UserException.class, StorageException.class);
      assertThat(everything()).as(target.toString()).isEqualTo(before);
      // a new file beside checkpoints replaces nothing
      if (!target.endsWith("checkpoints/inside")) {
        assertThatThrownBy(
                () ->
                    new ExportRun(context.hadoop(), Console.standardError())
                        .run(model.toString(), ExportRun.Format.SAFETENSORS, target.toString()))
            .as(target.toString())
            .isInstanceOfAny(UserException.class, StorageException.class);
        assertThat(everything()).as(target.toString()).isEqualTo(before);
      }
    }
  }
}
