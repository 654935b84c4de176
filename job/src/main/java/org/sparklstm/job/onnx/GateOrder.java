package org.sparklstm.job.onnx;

import org.sparklstm.core.layer.Cell;

/** The gates of a cell as ONNX stacks them, and as PyTorch does. */
final class GateOrder {
  private GateOrder() {}

  /** At each of ONNX's places, the place of the gate in PyTorch's order. */
  private static int[] places(Cell cell) {
    return switch (cell) {
      // i, o, f, c; PyTorch has i, f, g, o, where g is c
      case LSTM -> new int[] {0, 3, 1, 2};
      // z, r, h; PyTorch has r, z, n, where n is h
      case GRU -> new int[] {1, 0, 2};
      case RNN_TANH, RNN_RELU -> new int[] {0};
    };
  }

  /**
   * Rows in ONNX's order.
   *
   * @param torch (G·H, …) in PyTorch's order. Not modified.
   */
  static float[] toOnnx(Cell cell, float[] torch) {
    int[] places = places(cell);
    int block = torch.length / places.length;
    float[] onnx = new float[torch.length];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(torch, places[i] * block, onnx, i * block, block);
    }
    return onnx;
  }

  /**
   * Rows in PyTorch's order.
   *
   * @param onnx (G·H, …) in ONNX's order. Not modified.
   */
  static float[] toTorch(Cell cell, float[] onnx) {
    int[] places = places(cell);
    int block = onnx.length / places.length;
    float[] torch = new float[onnx.length];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(onnx, i * block, torch, places[i] * block, block);
    }
    return torch;
  }
}
