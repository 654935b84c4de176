package org.sparklstm.core.io;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sparklstm.core.tensor.ParameterLayout;

/** Converts flat parameters to named tensors and back. */
public final class NamedParameters {
  private NamedParameters() {}

  /**
   * Converts flat parameters to one tensor per parameter, in the layout's order.
   *
   * @param values in the order of the layout. Not modified.
   * @param prefix of all names
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
   * Reads flat parameters from the tensors of a file.
   *
   * @param prefix of all names
   * @return the values in the order of the layout
   * @throws MalformedFileException if a parameter is missing or has another shape
   */
  public static float[] values(ParameterLayout layout, Safetensors file, String prefix)
      throws MalformedFileException {
    for (ParameterLayout.Entry entry : layout.entries()) {
      file.values(prefix + entry.name(), shape(entry));
    }
    // all tensors are present, so this array is no larger than the file
    float[] values = new float[layout.size()];
    for (ParameterLayout.Entry entry : layout.entries()) {
      float[] part = file.values(prefix + entry.name(), shape(entry));
      System.arraycopy(part, 0, values, entry.offset(), entry.size());
    }
    return values;
  }

  /**
   * Reads flat parameters from a file that holds them and nothing else, as PyTorch's {@code
   * load_state_dict} does. The values must be finite.
   *
   * @return the values in the order of the layout
   * @throws MalformedFileException if a parameter is missing, has another shape or a value that is
   *     not finite, or if there are other tensors
   */
  public static float[] exactly(ParameterLayout layout, Safetensors file)
      throws MalformedFileException {
    float[] values = values(layout, file, "");
    Set<String> others = new TreeSet<>(file.tensors().keySet());
    for (ParameterLayout.Entry entry : layout.entries()) {
      others.remove(entry.name());
      for (int i = 0; i < entry.size(); i++) {
        if (!Float.isFinite(values[entry.offset() + i])) {
          throw new MalformedFileException(
              "tensor %s: value %d is %s, expected a finite number"
                  .formatted(entry.name(), i, values[entry.offset() + i]));
        }
      }
    }
    if (!others.isEmpty()) {
      throw new MalformedFileException(
          "unexpected tensors %s; expected %s"
              .formatted(
                  others, layout.entries().stream().map(ParameterLayout.Entry::name).toList()));
    }
    return values;
  }

  private static List<Long> shape(ParameterLayout.Entry entry) {
    return entry.shape().stream().map(Integer::longValue).toList();
  }
}
