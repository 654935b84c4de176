package org.sparklstm.core.layer;

import java.util.List;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * Rows of numbers and class numbers: the numbers go through, and each class number, a column at the
 * end of the row, becomes its vector, as {@code torch.cat([numbers, embedding_0(c_0), …], 1)}.
 *
 * @param numbers number of columns that go through
 * @param classes the embeddings of the columns after them, in order; their parameters are named
 *     {@code 0.weight}, {@code 1.weight} …, as in a {@code torch.nn.ModuleList}. Only the first
 *     one's vectors may be dropped: all draw the same numbers.
 */
public record MixedInputsSpec(int numbers, List<EmbeddingSpec> classes) implements LayerSpec {
  public MixedInputsSpec {
    classes = List.copyOf(classes);
    if (numbers < 0 || classes.isEmpty()) {
      throw new IllegalArgumentException(
          "%d numbers and %d embeddings, expected at least 0 and 1"
              .formatted(numbers, classes.size()));
    }
    if (classes.stream().skip(1).anyMatch(one -> one.dropout() > 0)) {
      throw new IllegalArgumentException("only vectors of the first embedding may be dropped");
    }
  }

  /** Values per input row. */
  public int inputs() {
    return numbers + classes.size();
  }

  /** Values per output row. */
  public int outputs() {
    return numbers + classes.stream().mapToInt(EmbeddingSpec::width).sum();
  }

  @Override
  public int outputs(int inputs) {
    if (inputs != inputs()) {
      throw new IllegalArgumentException(
          "%d numbers and %d embeddings take rows of %d values, found rows of %d"
              .formatted(numbers, classes.size(), inputs(), inputs));
    }
    return outputs();
  }

  /** Name, within the layer, of the parameter of an embedding. */
  public static String weight(int embedding) {
    return prefix("", embedding) + "weight";
  }

  /** Prefix of the names of an embedding's parameters. */
  static String prefix(String prefix, int embedding) {
    return prefix + embedding + ".";
  }

  @Override
  public void declare(ParameterLayout.Builder builder, String prefix) {
    for (int i = 0; i < classes.size(); i++) {
      classes.get(i).declare(builder, prefix(prefix, i));
    }
  }

  @Override
  public void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {
    for (int i = 0; i < classes.size(); i++) {
      classes.get(i).initialise(random, layout, prefix(prefix, i), values);
    }
  }
}
