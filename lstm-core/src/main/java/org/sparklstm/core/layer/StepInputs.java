package org.sparklstm.core.layer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network of tokens reads at each step beside the token.
 *
 * @param numbers number of columns that are numbers
 * @param classes the embeddings of the columns that are class numbers, in order
 */
public record StepInputs(int numbers, List<EmbeddingSpec> classes) implements Serializable {
  /** Nothing but the token. */
  public static final StepInputs NONE = new StepInputs(0, List.of());

  public StepInputs {
    classes = List.copyOf(classes);
    if (numbers < 0) {
      throw new IllegalArgumentException("%d numbers, expected at least 0".formatted(numbers));
    }
  }

  /** Number of columns. */
  public int columns() {
    return numbers + classes.size();
  }

  /** Number of values that the recurrent stack reads of them. */
  public int width() {
    return numbers + classes.stream().mapToInt(EmbeddingSpec::width).sum();
  }

  /** The first layer of a network: numbers go through; tokens and classes become vectors. */
  MixedInputsSpec with(EmbeddingSpec tokens) {
    List<EmbeddingSpec> all = new ArrayList<>(List.of(tokens));
    all.addAll(classes);
    return new MixedInputsSpec(numbers, all);
  }
}
