package org.sparklstm.core.io;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.tensor.ParameterLayout;

/** Flat parameters as named tensors, and back. */
public final class NamedParameters {
  private NamedParameters() {}

  /**
   * One tensor a parameter, in the layout's order.
   *
   * @param prefix put before every name
   */
  public static Map<String, Safetensors.Tensor> tensors(
      ParameterLayout layout, float[] values, String prefix) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (ParameterLayout.Entry entry : layout.entries()) {
      float[] part = Arrays.copyOfRange(values, entry.offset(), entry.offset() + entry.size());
      tensors.put(prefix + entry.name(), new Safetensors.Tensor(shape(entry), part));
    }
    return tensors;
  }

  /**
   * The flat parameters in a file; it must hold all of them, each in its shape.
   *
   * @param prefix that stands before every name
   */
  public static float[] values(ParameterLayout layout, Safetensors file, String prefix)
      throws MalformedFileException {
    for (ParameterLayout.Entry entry : layout.entries()) {
      file.values(prefix + entry.name(), shape(entry));
    }
    // all are there: so many values need no more memory than the file already took
    float[] values = new float[layout.size()];
    for (ParameterLayout.Entry entry : layout.entries()) {
      float[] part = file.values(prefix + entry.name(), shape(entry));
      System.arraycopy(part, 0, values, entry.offset(), entry.size());
    }
    return values;
  }

  private static List<Long> shape(ParameterLayout.Entry entry) {
    return entry.shape().stream().map(Integer::longValue).toList();
  }
}
