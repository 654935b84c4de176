package org.sparklstm.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
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
      assertThat(result.output()).hasSize(2);
      JsonObject line = JsonParser.parseString(result.output().get(1)).getAsJsonObject();
      assertThat(line.keySet())
          .containsExactly(
              "shape",
              "train_ms",
              "train_gflops",
              "train_seq_per_s",
              "infer_ms",
              "infer_gflops",
              "infer_seq_per_s");
      assertThat(line.get("shape")).hasToString("[1,2,3,4,2]");
    }
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
