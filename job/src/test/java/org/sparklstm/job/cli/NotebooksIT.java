package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.Python;

/** Every notebook runs, and says what it says in the repository. */
class NotebooksIT {
  private static final Path NOTEBOOKS = Submit.ROOT.resolve("notebooks");
  private static final int MINUTES = 30;

  /** Most code of a notebook runs once or twice: to compile it well takes longer than it does. */
  private static final String SELDOM =
      "-XX:+UseSerialGC -XX:Tier4InvocationThreshold=25000 -XX:Tier4MinInvocationThreshold=3000"
          + " -XX:Tier4CompileThreshold=75000 -XX:Tier4BackEdgeThreshold=200000";

  /** The cells of a notebook. */
  private static List<JsonObject> cells(Path file) throws IOException {
    List<JsonObject> cells = new ArrayList<>();
    JsonParser.parseString(Files.readString(file))
        .getAsJsonObject()
        .getAsJsonArray("cells")
        .forEach(cell -> cells.add(cell.getAsJsonObject()));
    return cells;
  }

  private static String text(JsonElement lines) {
    if (lines == null || lines.isJsonNull()) {
      return "";
    } else if (lines.isJsonArray()) {
      StringBuilder text = new StringBuilder();
      lines.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
      return text.toString();
    }
    return lines.getAsString();
  }

  /** What a cell has written; errors are in it, pictures are only counted. */
  private static String outputs(JsonObject cell) {
    StringBuilder said = new StringBuilder();
    JsonArray outputs = cell.getAsJsonArray("outputs");
    for (int i = 0; outputs != null && i < outputs.size(); i++) {
      JsonObject output = outputs.get(i).getAsJsonObject();
      JsonObject data = output.getAsJsonObject("data");
      said.append(text(output.get("text")));
      if (data != null && data.has("image/png")) {
        assertThat(text(data.get("image/png")).length()).isBetween(5_000, 100_000);
        said.append("[picture]");
      } else if (data != null) {
        said.append(data);
      }
      said.append(text(output.get("evalue")));
    }
    return said.toString();
  }

  private static boolean isTimed(JsonObject cell) {
    JsonElement tags = cell.getAsJsonObject("metadata").get("tags");
    return tags != null && tags.toString().contains("timed");
  }

  @Test
  void allRunAndSayTheSame() throws Exception {
    Python.require("nbclient");
    Path executed = Submit.ROOT.resolve("job/target/notebooks");
    ProcessBuilder builder =
        new ProcessBuilder(NOTEBOOKS.resolve("jupyter").toString(), "execute", executed.toString())
            .redirectErrorStream(true)
            .redirectOutput(Submit.ROOT.resolve("job/target/notebooks.log").toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_TOOL_OPTIONS", SELDOM);
    Process process = builder.start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("see job/target/notebooks.log").isZero();
    List<Path> files;
    try (Stream<Path> all = Files.list(NOTEBOOKS)) {
      files = all.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
    assertThat(files).hasSize(6);
    for (Path file : files) {
      List<JsonObject> before = cells(file);
      List<JsonObject> now = cells(executed.resolve(file.getFileName()));
      assertThat(now).hasSameSizeAs(before);
      int pictures = 0;
      for (int i = 0; i < now.size(); i++) {
        String said = outputs(now.get(i));
        pictures += said.contains("[picture]") ? 1 : 0;
        if (!isTimed(now.get(i))) {
          assertThat(said).as("%s, cell %d", file, i + 1).isEqualTo(outputs(before.get(i)));
        }
      }
      assertThat(pictures).as("pictures in %s", file).isPositive();
    }
  }
}
