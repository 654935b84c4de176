package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.sequence.CutWindow;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowSpec;

/**
 * Brings some windows of a span to the driver. Which ones is a function of the seed and of how many
 * there are, not of where they lie.
 */
public final class WindowSample {
  private WindowSample() {}

  /** A window to bring. */
  private record Place(int shard, long number) implements Serializable {}

  private record Found(Place place, CutWindow window) implements Serializable {}

  /**
   * Windows of a span, spread over all of it, always in the same order.
   *
   * @param count how many; all if there are fewer
   */
  public static List<CutWindow> of(
      PlacedShards shards, WindowSpec spec, Split span, int count, long seed) {
    List<Place> places = places(shards.examples(span), count, CounterRandom.key(seed));
    return shards
        .partitions()
        .flatMap(task -> cut(task, span, places, spec).iterator())
        .collect()
        .stream()
        .sorted(
            Comparator.comparingInt((Found found) -> found.place().shard())
                .thenComparingLong(found -> found.place().number()))
        .map(Found::window)
        .toList();
  }

  /** One place out of each of equal parts of the span. */
  private static List<Place> places(long[] examples, int count, long key) {
    long all = 0;
    for (long some : examples) {
      all += some;
    }
    long wanted = Math.min(count, all);
    List<Place> places = new ArrayList<>();
    int shard = 0;
    long before = 0;
    for (long i = 0; i < wanted; i++) {
      long from = all * i / wanted;
      long to = all * (i + 1) / wanted;
      long number = from + Math.floorMod(CounterRandom.bits(key, i), to - from);
      while (number >= before + examples[shard]) {
        before += examples[shard++];
      }
      places.add(new Place(shard, number - before));
    }
    return places;
  }

  private static List<Found> cut(TaskShards task, Split span, List<Place> places, WindowSpec spec) {
    List<Found> found = new ArrayList<>();
    for (Shard shard : task.shards()) {
      long from = task.evaluateFrom(shard, span);
      long to = task.evaluateTo(shard, span);
      for (Place place : places) {
        if (place.shard() == shard.id() && place.number() >= from && place.number() < to) {
          Window window = new Window();
          ((SeriesShard) shard).find(span, place.number(), window);
          found.add(new Found(place, CutWindow.of(window, spec)));
        }
      }
    }
    return found;
  }
}
