package org.sparklstm.job.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.SequencePredictor;
import org.sparklstm.job.UserException;

/** Imports files that {@code src/test/python/export_onnx.py} wrote with PyTorch's exporter. */
class OnnxImportTest {
  private static final Path FILES = Path.of("src/test/resources/onnx");

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(FILES.resolve(name + ".onnx"));
  }

  private static Safetensors golden(String name) throws IOException {
    Path file = FILES.resolve(name + ".safetensors");
    try (var in = Files.newInputStream(file)) {
      return Safetensors.read(in, Files.size(file));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lstm_last, 1, LAST",
    "lstm_two_layers_free_sizes, 2, LAST",
    "lstm_time_first, 2, LAST",
    "lstm_without_bias, 1, MEAN",
    "gru_both_directions, 2, LAST",
    "gru_largest, 1, MAX",
    "rnn_tanh, 1, LAST",
    "rnn_relu, 2, LAST"
  })
  void whatPyTorchExportsIsTheSameNetwork(String name, int layers, String pooling)
      throws Exception {
    ImportedNetwork imported = OnnxImport.read(file(name));
    Safetensors golden = golden(name);
    NetworkSpec network = imported.network();
    RecurrentSpec recurrent = (RecurrentSpec) network.layers().get(0).layer();
    assertThat(recurrent.layers()).isEqualTo(layers);
    assertThat(network.layers().get(1).name()).isEqualToIgnoringCase(pooling);
    String module = network.layers().get(0).name();
    for (ParameterLayout.Entry entry : network.layout().entries()) {
      Safetensors.Tensor tensor = golden.tensors().get(entry.name().replace(module + ".", "cell."));
      if (tensor == null) {
        assertThat(name).isEqualTo("lstm_without_bias");
        assertThat(entry.name()).contains("bias");
        continue;
      }
      float[] values = new float[entry.size()];
      System.arraycopy(imported.weights(), entry.offset(), values, 0, entry.size());
      assertThat(values).as(entry.name()).containsExactly(tensor.values());
    }
    float[] x = golden.values("x", List.of(2L, 5L, 3L));
    float[] expected = golden.values("y", List.of(2L, 2L));
    Sequences sequences = new Sequences(3);
    for (int b = 0; b < 2; b++) {
      int at = sequences.add(15);
      System.arraycopy(x, b * 15, sequences.values(), at, 15);
      sequences.end(0, 1, Split.TEST, b, 0);
    }
    Matrix answers = Matrix.zeros(2, 2);
    new SequencePredictor(network, imported.weights(), Kernels.fastest())
        .predict(sequences, answers);
    for (int i = 0; i < 4; i++) {
      assertThat(answers.at(i / 2, i % 2)).isCloseTo(expected[i], Offset.offset(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "refused_every_step, 'node ''/head/MatMul'' (MatMul) is not supported: the head reads every step; import reads LSTM, GRU or RNN layers'",
    "refused_last_step_of_both, 'node ''/Gather'' (Gather) is not supported: it selects the last step of a bidirectional layer'",
    "refused_swapped, 'node ''/head/Gemm'' (Gemm) is not supported: the head reads something other than the last layer'",
    "refused_first_layer, 'node ''/head/Gemm'' (Gemm) is not supported: the head reads something other than the last layer'",
    "refused_first_step, 'node ''/Gather'' (Gather) is not supported: it selects something other than the last step'",
    "refused_relu, 'node ''/then/Relu'' (Relu) is not supported: unknown operator'",
    "refused_second_head, 'node ''/then/Gemm'' (Gemm) is not supported: the head reads something other than'",
    "refused_started, '(Expand) is not supported: the initial states are not 0'",
    "refused_convolution, '(Conv) is not supported: unknown operator'"
  })
  void unsupportedNodesAreRefusedByName(String name, String message) throws Exception {
    byte[] file = file(name);
    assertThatThrownBy(() -> OnnxImport.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm_last", "gru_both_directions", "rnn_relu"})
  void damagedFilesAreRefused(String name) throws Exception {
    byte[] good = file(name);
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] bad = good.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      bad = random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
      try {
        ImportedNetwork imported = OnnxImport.read(bad);
        assertThat(imported.weights()).hasSize(imported.network().layout().size());
      } catch (UserException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void invalidShapesTakeNoMemory() throws Exception {
    ModelProto.Builder model = ModelProto.parseFrom(file("lstm_last")).toBuilder();
    TensorProto.Builder tensor = model.getGraphBuilder().getInitializerBuilder(0);
    tensor.setDims(0, Integer.MAX_VALUE - 1).setDims(1, 1);
    assertThatThrownBy(() -> OnnxImport.read(model.build().toByteArray()))
        .isInstanceOf(UserException.class);
    model.getGraphBuilder().getInitializerBuilder(2).setRawData(ByteString.EMPTY);
    assertThatThrownBy(() -> OnnxImport.read(model.build().toByteArray()))
        .isInstanceOf(UserException.class);
  }

  @Test
  void biasesOfTheHeadAddUp() throws Exception {
    ModelProto.Builder model = ModelProto.parseFrom(file("lstm_last")).toBuilder();
    GraphProto.Builder graph = model.getGraphBuilder();
    NodeProto.Builder head = graph.getNodeBuilder(graph.getNodeCount() - 1);
    String bias = head.getInput(2);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Add")
            .addInput(head.getOutput(0))
            .addInput(bias)
            .addOutput("sum"));
    graph.getOutputBuilder(0).setName("sum");
    ImportedNetwork once = OnnxImport.read(file("lstm_last"));
    ImportedNetwork twice = OnnxImport.read(model.build().toByteArray());
    int at = once.network().layout().offset("head.bias");
    assertThat(twice.weights()[at]).isEqualTo(2 * once.weights()[at]).isNotZero();
  }

  @Test
  void shapesWithoutValuesTakeNoMemory() throws Exception {
    ModelProto.Builder model = ModelProto.parseFrom(file("lstm_without_bias")).toBuilder();
    GraphProto.Builder graph = model.getGraphBuilder();
    NodeProto node =
        graph.getNodeList().stream()
            .filter(one -> one.getOpType().equals("LSTM"))
            .findFirst()
            .orElseThrow();
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      // (1, 4H, I) and (1, 4H, H); biases would contradict these sizes
      if (tensor.getName().equals(node.getInput(1))) {
        tensor.clearDims().addDims(1).addDims(1 << 29).addDims(1);
        tensor.setRawData(ByteString.EMPTY);
      } else if (tensor.getName().equals(node.getInput(2))) {
        tensor.clearDims().addDims(1).addDims(1 << 29).addDims(1 << 27);
        tensor.setRawData(ByteString.EMPTY);
      }
    }
    assertThatThrownBy(() -> OnnxImport.read(model.build().toByteArray()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("but holds fewer values");
  }

  @Test
  void otherFilesAreRefused() throws Exception {
    assertThatThrownBy(
            () -> OnnxImport.read("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasMessageContaining("not an ONNX file");
    assertThatThrownBy(() -> OnnxImport.read(new byte[0])).hasMessageContaining("no graph");
    ModelProto.Builder model = ModelProto.parseFrom(file("lstm_last")).toBuilder();
    model.getOpsetImportBuilder(0).setVersion(20);
    assertThatThrownBy(() -> OnnxImport.read(model.build().toByteArray()))
        .hasMessageContaining("opset 20, expected 13 to 17: export it with torch.onnx.export");
  }
}
