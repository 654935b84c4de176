package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A few of many, by chance, but always the same ones: those with the smallest keys. Parts may be
 * merged in any order.
 *
 * @param <T> serialisable
 */
public final class Sample<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final TreeMap<Long, T> kept = new TreeMap<>();

  Sample(int size) {
    this.size = size;
  }

  /**
   * Takes one, unless there are enough with smaller keys.
   *
   * @param key as good as random, and its own
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

  /** Those that have been kept. */
  public List<T> values() {
    return List.copyOf(kept.values());
  }
}
