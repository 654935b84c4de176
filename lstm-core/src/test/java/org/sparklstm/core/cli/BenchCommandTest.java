package org.sparklstm.core.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

  private record Result(int exitCode, List<String> output, String errors) {}

  private static Result run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      int exitCode = new CommandLine(new BenchCommand()).execute(arguments);
      return new Result(
          exitCode,
          output.toString(StandardCharsets.UTF_8).lines().toList(),
          errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void printsOneLinePerShapeWithEachProvider() {
    for (String kernels : List.of("vector", "scalar")) {
      Result result =
          run(
              "--seconds",
              "0.01",
              "--warm-up",
              "0.01",
              "--kernels",
              kernels,
              "2,3,1,4,1",
              "1,2,3,4,2");
      assertThat(result.exitCode()).isZero();
      assertThat(result.output()).hasSize(3);
      JsonObject machine = JsonParser.parseString(result.output().get(0)).getAsJsonObject();
      assertThat(machine.get("java").getAsString()).isEqualTo(Runtime.version().toString());
      JsonObject line = JsonParser.parseString(result.output().get(2)).getAsJsonObject();
      if (kernels.equals("scalar")) {
        assertThat(machine.get("kernels").getAsString()).isEqualTo("plain Java");
        assertThat(line.keySet())
            .containsExactly(
                "shape",
                "train_ms",
                "train_gflops",
                "train_seq_per_s",
                "infer_ms",
                "infer_gflops",
                "infer_seq_per_s");
      } else {
        assertThat(machine.get("kernels").getAsString())
            .matches("vectors of \\d+ bits, tiles of \\d+ x \\d+ floats for (16|32) registers");
        assertThat(machine.get("peak_gflops").getAsDouble()).isPositive();
        assertThat(line.keySet()).contains("train_share_of_peak", "infer_share_of_peak");
      }
      assertThat(line.get("shape")).hasToString("[1,2,3,4,2]");
    }
  }

  @Test
  void ratiosToAnotherProgramArePrinted(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("other.jsonl");
    Files.writeString(
        file,
        """
        {"shape": [2, 3, 1, 4, 1], "train_gflops": 0.5, "infer_gflops": 0.25, "other": 1}

        {"a line": "of something else"}
        """);
    Result result = run("--seconds", "0.01", "--warm-up", "0.01", "--against", file.toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).hasSize(2);
    JsonObject line = JsonParser.parseString(result.output().get(1)).getAsJsonObject();
    assertThat(line.get("shape")).hasToString("[2,3,1,4,1]");
    assertThat(line.get("train_ratio").getAsDouble())
        .isCloseTo(line.get("train_gflops").getAsDouble() / 0.5, within(0.02));
    assertThat(line.get("infer_ratio").getAsDouble())
        .isCloseTo(line.get("infer_gflops").getAsDouble() / 0.25, within(0.04));

    Files.writeString(file, "{\"shape\": [1]}");
    assertThat(run("--against", file.toString()).errors())
        .contains("expected five whole numbers B,T,I,H,L");
    Files.writeString(file, "1,2,3");
    assertThat(run("--against", file.toString()).errors()).contains("expected lines of JSON");
    assertThat(run("--against", directory.resolve("none").toString()).errors())
        .contains("expected lines of JSON");
    assertThat(run().errors()).contains("give at least one shape");
  }

  @Test
  void timesMustBeAboveZero() {
    Result result = run("--seconds", "0", "2,3,1,4,1");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).contains("--seconds (0.0) and --warm-up (2.0) must be above 0");
  }

  @Test
  void invalidShapesAreReported() {
    Result result = run("--seconds", "0.01", "--warm-up", "0.01", "2,3,1,4");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors())
        .contains("shape '2,3,1,4': expected five whole numbers B,T,I,H,L, each at least 1");
  }
}
