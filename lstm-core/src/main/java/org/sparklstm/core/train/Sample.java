package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A reproducible random sample: the elements with the smallest random keys. Parts can be merged in
 * any order.
 *
 * @param <T> the type of the elements, serialisable
 */
public final class Sample<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final TreeMap<Long, T> kept = new TreeMap<>();

  Sample(int size) {
    this.size = size;
  }

  /**
   * Adds an element if its key is among the smallest. Modified.
   *
   * @param key unique and pseudo-random
   * @param one creates the element
   */
  void add(long key, Supplier<T> one) {
    if (kept.size() < size || (size > 0 && key < kept.lastKey())) {
      kept.put(key, one.get());
      if (kept.size() > size) {
        kept.pollLastEntry();
      }
    }
  }

  /** {@code other} Not modified. */
  void merge(Sample<T> other) {
    other.kept.forEach((key, one) -> add(key, () -> one));
  }

  /** The elements of the sample. */
  public List<T> values() {
    return List.copyOf(kept.values());
  }
}
