package org.sparklstm.core.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The position of each named parameter in one flat array. Names and order are those of PyTorch's
 * {@code state_dict}; each parameter is stored in C order.
 */
public final class ParameterLayout {

  /**
   * A parameter.
   *
   * @param name as in PyTorch's {@code state_dict}
   * @param shape its dimensions
   * @param offset index of its first value in the flat array
   */
  public record Entry(String name, List<Integer> shape, int offset) {
    /** Number of values. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  private final Map<String, Entry> entries;
  private final int size;

  private ParameterLayout(Map<String, Entry> entries, int size) {
    this.entries = entries;
    this.size = size;
  }

  /** A builder of a layout. */
  public static Builder builder() {
    return new Builder();
  }

  /** All parameters, in the order of the flat array. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** The total number of values of all parameters. */
  public int size() {
    return size;
  }

  /**
   * The parameter with the given name.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "no parameter '%s'; the layout has %s".formatted(name, entries.keySet()));
    }
    return entry;
  }

  /**
   * The index of the first value of the parameter with the given name.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public int offset(String name) {
    return entry(name).offset();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterLayout that && entries().equals(that.entries());
  }

  @Override
  public int hashCode() {
    return entries().hashCode();
  }

  /** Collects the parameters of a layout, in order. */
  public static final class Builder {
    private final List<Entry> added = new ArrayList<>();
    private int size;

    private Builder() {}

    /**
     * Appends a parameter.
     *
     * @throws IllegalArgumentException if the parameters need more values than an array can hold
     */
    public Builder add(String name, Integer... shape) {
      Entry entry = new Entry(name, List.of(shape), size);
      added.add(entry);
      try {
        size = Math.addExact(size, entry.size());
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "the parameters up to '%s' %s need more than the %,d values that an array can hold"
                .formatted(name, entry.shape(), Integer.MAX_VALUE),
            e);
      }
      return this;
    }

    /**
     * Builds the layout.
     *
     * @throws IllegalArgumentException if two parameters have the same name
     */
    public ParameterLayout build() {
      Map<String, Entry> entries = new LinkedHashMap<>();
      for (Entry entry : added) {
        if (entries.put(entry.name(), entry) != null) {
          throw new IllegalArgumentException("parameter '" + entry.name() + "' appears twice");
        }
      }
      return new ParameterLayout(entries, size);
    }
  }
}
