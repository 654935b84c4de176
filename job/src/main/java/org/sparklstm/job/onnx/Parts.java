package org.sparklstm.job.onnx;

import java.util.Arrays;

/** Arrays put together. */
final class Parts {
  private Parts() {}

  /** One array with the values of all. */
  static float[] joined(float[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
