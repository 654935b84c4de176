package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Map;
import org.sparklstm.core.layer.NetworkSpec;

/**
 * A network as an ONNX file without scaling: {@code x (T, 1, I)} in, {@code y (1, O)} out, 32 bits
 * wide. Turning the axes and back is optimised away when the file is loaded.
 */
public final class BareOnnx {
  private BareOnnx() {}

  /**
   * The file.
   *
   * @param weights Not modified.
   * @param steps T
   */
  public static byte[] of(NetworkSpec network, float[] weights, int steps) {
    OnnxGraph graph = new OnnxGraph("bare");
    String x = graph.input("x", DataType.FLOAT, steps, 1, network.inputs());
    String y =
        new OnnxNetwork(graph, network, weights, "").add(network, graph.transpose(x, 1, 0, 2));
    graph.output(y, "y", DataType.FLOAT, 1, network.outputs());
    return graph.model("a network without scaling", Map.of()).toByteArray();
  }
}
