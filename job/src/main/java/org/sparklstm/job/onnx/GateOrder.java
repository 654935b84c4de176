package org.sparklstm.job.onnx;

import org.sparklstm.core.layer.Cell;

/** Converts between the gate orders of ONNX and PyTorch. */
final class GateOrder {
  private GateOrder() {}

  /** For each position in ONNX's order, the position of that gate in PyTorch's order. */
  private static int[] positions(Cell cell) {
    return switch (cell) {
      // i, o, f, c; PyTorch has i, f, g, o, where g is c
      case LSTM -> new int[] {0, 3, 1, 2};
      // z, r, h; PyTorch has r, z, n, where n is h
      case GRU -> new int[] {1, 0, 2};
      case RNN_TANH, RNN_RELU -> new int[] {0};
    };
  }

  /**
   * Reorders rows from PyTorch's order to ONNX's.
   *
   * @param torch (G·H, …) in PyTorch's order. Not modified.
   */
  static float[] toOnnx(Cell cell, float[] torch) {
    int[] positions = positions(cell);
    int block = torch.length / positions.length;
    float[] onnx = new float[torch.length];
    for (int i = 0; i < positions.length; i++) {
      System.arraycopy(torch, positions[i] * block, onnx, i * block, block);
    }
    return onnx;
  }

  /**
   * Reorders rows from ONNX's order to PyTorch's.
   *
   * @param onnx (G·H, …) in ONNX's order. Not modified.
   */
  static float[] toTorch(Cell cell, float[] onnx) {
    int[] positions = positions(cell);
    int block = onnx.length / positions.length;
    float[] torch = new float[onnx.length];
    for (int i = 0; i < positions.length; i++) {
      System.arraycopy(onnx, i * block, torch, positions[i] * block, block);
    }
    return torch;
  }
}
