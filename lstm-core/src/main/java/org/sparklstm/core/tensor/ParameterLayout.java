package org.sparklstm.core.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each named parameter lies in one flat array. Names and order are those of PyTorch's {@code
 * state_dict}; each parameter is stored in C order.
 */
public final class ParameterLayout {

  /** One parameter: its name, shape and position in the flat array. */
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

  /** Starts an empty layout. */
  public static Builder builder() {
    return new Builder();
  }

  /** All parameters, in the order in which they lie in the array. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Number of values of all parameters together. */
  public int size() {
    return size;
  }

  /** The entry of that name. */
  public Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "no parameter '%s'; there are %s".formatted(name, entries.keySet()));
    }
    return entry;
  }

  /** Where the parameter of that name starts. */
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

  /** Collects parameters in order. */
  public static final class Builder {
    private final List<Entry> added = new ArrayList<>();
    private int size;

    private Builder() {}

    /** Appends a parameter. */
    public Builder add(String name, Integer... shape) {
      Entry entry = new Entry(name, List.of(shape), size);
      added.add(entry);
      try {
        size = Math.addExact(size, entry.size());
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "the parameters up to '%s' %s are more than the %,d of an array"
                .formatted(name, entry.shape(), Integer.MAX_VALUE),
            e);
      }
      return this;
    }

    /** The finished layout. */
    public ParameterLayout build() {
      Map<String, Entry> entries = new LinkedHashMap<>();
      for (Entry entry : added) {
        if (entries.put(entry.name(), entry) != null) {
          throw new IllegalArgumentException("parameter '" + entry.name() + "' is there twice");
        }
      }
      return new ParameterLayout(entries, size);
    }
  }
}
