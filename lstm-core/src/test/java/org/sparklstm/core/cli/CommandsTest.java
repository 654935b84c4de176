package org.sparklstm.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.random.TorchRandom;

/** Runs {@code init} and {@code run} on files. */
class CommandsTest {
  @TempDir private Path directory;
  private String errors = "";

  private int execute(String... arguments) {
    PrintStream err = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      return Main.execute(arguments);
    } finally {
      System.setErr(err);
      errors = caught.toString(StandardCharsets.UTF_8);
    }
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private int init(String... options) {
    List<String> arguments = new java.util.ArrayList<>(List.of("init", "--output", path("w")));
    arguments.addAll(List.of(options));
    return execute(arguments.toArray(String[]::new));
  }

  private int run() {
    return execute("run", "--weights", path("w"), "--input", path("x"), "--output", path("y"));
  }

  private void write(String name, Map<String, Safetensors.Tensor> tensors) throws IOException {
    Files.write(directory.resolve(name), new Safetensors(Map.of(), tensors));
  }

  private static Safetensors.Tensor tensor(float[] values, long... shape) {
    return new Safetensors.Tensor(java.util.Arrays.stream(shape).boxed().toList(), values);
  }

  private static Safetensors.Tensor uniform(long seed, long... shape) {
    float[] values = new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    new TorchRandom(seed).uniform(values, 0, values.length, -1, 1);
    return tensor(values, shape);
  }

  @Test
  void initWritesWhatTorchDrawsAndRunComputesWhatTorchDoes() throws IOException {
    assertThat(init("--seed", "42", "--input-size", "2", "--hidden-size", "4")).isZero();
    Safetensors weights = Files.read(directory.resolve("w"));
    assertThat(weights.metadata())
        .containsEntry("cell", "lstm")
        .containsEntry("hidden_size", "4")
        .containsEntry("bias", "true")
        .containsEntry("proj_size", "0");
    assertThat(weights.tensors().keySet())
        .containsExactly("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
    // weights and biases take 128 uniform values; torch.randn draws the input next
    TorchRandom random = new TorchRandom(42);
    random.uniform(new float[128], 0, 128, -1, 1);
    write("x", Map.of("input", tensor(random.randn(6), 3, 1, 2)));
    assertThat(run()).isZero();
    Safetensors results = Files.read(directory.resolve("y"));
    assertThat(results.tensors().get("output").values()[0])
        .isCloseTo(-0.03820216f, org.assertj.core.data.Offset.offset(5e-8f));
    assertThat(results.tensors().keySet()).containsExactlyInAnyOrder("output", "h_n", "c_n");
    assertThat(results.tensors().get("output").shape()).containsExactly(3L, 1L, 4L);
  }

  /**
   * Batch-first gives the same numbers on other axes, padding stays zero, and gradients are
   * returned.
   */
  @Test
  void axesLengthsAndGradients() throws IOException {
    String[] options = {
      "--seed", "1", "--cell", "gru", "--input-size", "2", "--hidden-size", "3", "--bidirectional"
    };
    Map<String, Safetensors.Tensor> timeFirst = new LinkedHashMap<>();
    timeFirst.put("input", uniform(1, 4, 2, 2));
    timeFirst.put("lengths", tensor(new float[] {2, 4}, 2));
    timeFirst.put("h_0", uniform(2, 2, 2, 3));
    timeFirst.put("grad_output", uniform(3, 4, 2, 6));
    timeFirst.put("grad_h_n", uniform(4, 2, 2, 3));
    init(options);
    write("x", timeFirst);
    assertThat(run()).isZero();
    Safetensors one = Files.read(directory.resolve("y"));
    assertThat(one.tensors().keySet())
        .contains("output", "h_n", "grad.input", "grad.h_0", "grad.weight_ih_l0_reverse")
        .doesNotContain("c_n", "grad.c_0");

    Map<String, Safetensors.Tensor> batchFirst = new LinkedHashMap<>(timeFirst);
    batchFirst.put("input", swapped(timeFirst.get("input")));
    batchFirst.put("grad_output", swapped(timeFirst.get("grad_output")));
    List<String> more = new java.util.ArrayList<>(List.of(options));
    more.add("--batch-first");
    init(more.toArray(String[]::new));
    write("x", batchFirst);
    assertThat(run()).isZero();
    Safetensors other = Files.read(directory.resolve("y"));
    for (String name : one.tensors().keySet()) {
      Safetensors.Tensor expected = one.tensors().get(name);
      boolean hasAxes = name.equals("output") || name.equals("grad.input");
      assertThat(other.tensors().get(name).values())
          .as(name)
          .containsExactly((hasAxes ? swapped(expected) : expected).values());
    }
    float[] output = one.tensors().get("output").values();
    for (int t = 2; t < 4; t++) {
      for (int j = 0; j < 6; j++) {
        assertThat(output[(t * 2) * 6 + j]).isZero();
        assertThat(output[(t * 2 + 1) * 6 + j]).isNotZero();
      }
    }
  }

  private static Safetensors.Tensor swapped(Safetensors.Tensor tensor) {
    int a = tensor.shape().get(0).intValue();
    int b = tensor.shape().get(1).intValue();
    int c = tensor.shape().get(2).intValue();
    float[] values = new float[a * b * c];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        System.arraycopy(tensor.values(), (i * b + j) * c, values, (j * a + i) * c, c);
      }
    }
    return tensor(values, b, a, c);
  }

  @Test
  void errorsAreReported() throws IOException {
    assertThat(init("--seed", "1", "--input-size", "0", "--hidden-size", "3")).isEqualTo(2);
    assertThat(errors).contains("error: inputs must be at least 1, found 0");
    assertThat(init("--seed", "1", "--cell", "lstn", "--input-size", "2", "--hidden-size", "3"))
        .isEqualTo(2);
    assertThat(errors).contains("cell 'lstn': expected lstm, gru, rnn_tanh or rnn_relu");
    assertThat(init("--seed", "1", "--input-size", "2", "--hidden-size", "40000")).isEqualTo(2);
    assertThat(errors).contains("need more than the 2,147,483,647 values that an array can hold");
    init("--seed", "1", "--input-size", "2", "--hidden-size", "3");
    assertThat(run()).isEqualTo(1);
    assertThat(errors).contains("x: no such file or directory");
    write("x", Map.of("input", uniform(1, 4, 2, 5)));
    assertThat(run()).isEqualTo(1);
    assertThat(errors).contains("x: tensor 'input' has shape [4, 2, 5], expected [4, 2, 2]");
    write("x", Map.of("input", uniform(1, 4, 2)));
    assertThat(run()).isEqualTo(1);
    assertThat(errors).contains("expected a tensor 'input' with 3 axes, found [4, 2]");
    write("x", Map.of("input", uniform(1, 4, 2, 2), "hidden", uniform(1, 1)));
    assertThat(run()).isEqualTo(1);
    assertThat(errors).contains("unexpected tensor 'hidden'");
    write("x", Map.of("input", uniform(1, 4, 2, 2), "lengths", tensor(new float[] {5, 1}, 2)));
    assertThat(run()).isEqualTo(1);
    assertThat(errors)
        .contains("'lengths' has the element 5.0, expected whole numbers from 1 to 4");
    write("x", Map.of("input", tensor(new float[0], 2_000_000_000L, 1, 0)));
    assertThat(run()).isEqualTo(1);
    assertThat(errors).contains("has shape [2000000000, 1, 0], expected [2000000000, 1, 2]");
    write("w", Map.of("weight_ih_l0", uniform(1, 4, 2)));
    assertThat(run()).isEqualTo(1);
    assertThat(errors).contains("__metadata__: 'cell' is missing");
  }

  @Test
  void metadataCannotAskForMoreThanTheFileHolds() throws IOException {
    write("x", Map.of("input", uniform(1, 4, 2, 2)));
    for (String[] wrong :
        new String[][] {
          {
            "num_layers",
            "2000000000",
            "num_layers is 2000000000, but the file has only the tensors"
          },
          {"hidden_size", "2000000000", "hidden 2000000000 is too large"},
          {
            "hidden_size",
            "400000000",
            "need more than the 2,147,483,647 values that an array can hold"
          },
          {"hidden_size", "20000", "tensor 'weight_ih_l0' has shape [4, 2], expected [80000, 2]"},
          {"bidirektional", "true", "unexpected key 'bidirektional'; expected [batch_first, bias,"},
          {"bias", "maybe", "'bias' is 'maybe', expected true or false"},
          {"input_size", "two", "'input_size' is 'two', expected a whole number"},
        }) {
      Map<String, String> metadata = new LinkedHashMap<>();
      metadata.put("cell", "lstm");
      metadata.put("input_size", "2");
      metadata.put("hidden_size", "1");
      metadata.put(wrong[0], wrong[1]);
      Files.write(
          directory.resolve("w"),
          new Safetensors(metadata, Map.of("weight_ih_l0", uniform(1, 4, 2))));
      assertThat(run()).isEqualTo(1);
      assertThat(errors).contains(wrong[2]);
    }
  }
}
