package org.sparklstm.core.io;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sparklstm.core.layer.Cell;
import org.sparklstm.core.layer.RecurrentSpec;

/**
 * The options of a recurrent module of PyTorch, as string metadata of a file: {@code cell} (lstm,
 * gru, rnn_tanh, rnn_relu), {@code input_size}, {@code hidden_size} and, optionally, {@code
 * num_layers}, {@code bias}, {@code bidirectional}, {@code batch_first} and {@code proj_size},
 * which default to torch's defaults.
 *
 * @param spec the module
 * @param axes the order of a batch's axes
 */
public record RecurrentMetadata(RecurrentSpec spec, Axes axes) {

  /** The order of a batch's axes. */
  public enum Axes {
    /** (T, B, I), torch's default. */
    TIME_FIRST,
    /** (B, T, I). */
    BATCH_FIRST
  }

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "cell",
              "input_size",
              "hidden_size",
              "num_layers",
              "bias",
              "bidirectional",
              "batch_first",
              "proj_size"));

  /**
   * Keys without influence on a pass: dropout applies in training only, and other tools write
   * format.
   */
  private static final Set<String> IGNORED = Set.of("dropout", "format");

  /**
   * Reads the metadata of a file.
   *
   * @throws MalformedFileException if a key is unknown, missing or has an invalid value
   */
  public static RecurrentMetadata of(Map<String, String> metadata) throws MalformedFileException {
    try {
      for (String key : metadata.keySet()) {
        if (!KNOWN.contains(key) && !IGNORED.contains(key)) {
          throw new IllegalArgumentException(
              "unexpected key '%s'; expected %s".formatted(key, KNOWN));
        }
      }
      Cell cell = Cell.named(required(metadata, "cell"));
      int inputs = number(metadata, "input_size", required(metadata, "input_size"));
      int hidden = number(metadata, "hidden_size", required(metadata, "hidden_size"));
      RecurrentSpec spec =
          RecurrentSpec.of(cell, inputs, hidden)
              .withLayers(number(metadata, "num_layers", "1"))
              .withProjection(number(metadata, "proj_size", "0"));
      spec = truth(metadata, "bidirectional", "false") ? spec.bidirectional() : spec;
      spec = truth(metadata, "bias", "true") ? spec : spec.withoutBias();
      Axes axes = truth(metadata, "batch_first", "false") ? Axes.BATCH_FIRST : Axes.TIME_FIRST;
      return new RecurrentMetadata(spec, axes);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException("__metadata__: " + e.getMessage(), e);
    }
  }

  /** The metadata to write to a file. */
  public Map<String, String> toMap() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("cell", spec.cell().toString());
    metadata.put("input_size", Integer.toString(spec.inputs()));
    metadata.put("hidden_size", Integer.toString(spec.hidden()));
    metadata.put("num_layers", Integer.toString(spec.layers()));
    metadata.put("bias", Boolean.toString(spec.bias() == RecurrentSpec.Bias.YES));
    metadata.put("bidirectional", Boolean.toString(spec.directions() == 2));
    metadata.put("batch_first", Boolean.toString(axes == Axes.BATCH_FIRST));
    metadata.put("proj_size", Integer.toString(spec.projection()));
    return metadata;
  }

  private static String required(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "'%s' is missing; the metadata has %s".formatted(key, metadata.keySet()));
    }
    return value;
  }

  private static int number(Map<String, String> metadata, String key, String or) {
    String value = metadata.getOrDefault(key, or);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is '%s', expected a whole number".formatted(key, value), e);
    }
  }

  /** Accepts the spellings of Python and Java, and 0 and 1. */
  private static boolean truth(Map<String, String> metadata, String key, String or) {
    String value = metadata.getOrDefault(key, or);
    return switch (value) {
      case "true", "True", "1" -> true;
      case "false", "False", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              "'%s' is '%s', expected true or false".formatted(key, value));
    };
  }
}
