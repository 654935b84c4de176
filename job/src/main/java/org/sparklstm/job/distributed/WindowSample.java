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
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;

/**
 * Brings some windows of a span to the driver. Which ones is a function of the seed and of how many
 * there are, not of where they lie.
 */
public final class WindowSample {
  private static final Comparator<Place> BY_PLACE =
      Comparator.comparingInt(Place::shard).thenComparingLong(Place::number);

  private WindowSample() {}

  /** A window to bring. */
  private record Place(int shard, long number) implements Serializable {}

  private record Found(Place place, CutWindow window) implements Serializable {}

  /** Places that are tried for each window that is wanted. */
  private static final int TRIED = 20;

  /**
   * Windows of a span, spread over all of it, always in the same order.
   *
   * @param count how many; all if there are fewer
   */
  public static List<CutWindow> of(
      PlacedShards shards, WindowSpec spec, Split span, int count, long seed) {
    return cut(shards, spec, span, places(shards.examples(span), count, CounterRandom.key(seed)));
  }

  /**
   * Windows of a span all of whose values were observed, spread over it; fewer if there are few.
   *
   * @param count how many at most
   */
  public static List<CutWindow> whole(
      PlacedShards shards, WindowReader reader, Split span, int count, long seed) {
    int tried = reader.isPartlyObserved() ? Math.multiplyExact(TRIED, count) : count;
    List<Place> places = places(shards.examples(span), tried, CounterRandom.key(seed));
    List<Place> whole =
        reader.isPartlyObserved()
            ? shards
                .partitions()
                .flatMap(task -> whole(task, span, places, reader).iterator())
                .collect()
                .stream()
                .sorted(BY_PLACE)
                .toList()
            : places;
    List<Place> kept = new ArrayList<>();
    long wanted = Math.min(count, whole.size());
    for (long i = 0; i < wanted; i++) {
      kept.add(whole.get((int) (whole.size() * i / wanted)));
    }
    return cut(shards, reader.spec(), span, kept);
  }

  private static List<Place> whole(
      TaskShards task, Split span, List<Place> places, WindowReader reader) {
    List<Place> whole = new ArrayList<>();
    for (Shard shard : task.shards()) {
      for (Place place : places) {
        if (isHere(task, shard, span, place)
            && reader.totals().isWhole(window(shard, span, place))) {
          whole.add(place);
        }
      }
    }
    return whole;
  }

  private static List<CutWindow> cut(
      PlacedShards shards, WindowSpec spec, Split span, List<Place> places) {
    return shards
        .partitions()
        .flatMap(task -> cut(task, span, places, spec).iterator())
        .collect()
        .stream()
        .sorted(Comparator.comparing(Found::place, BY_PLACE))
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
      for (Place place : places) {
        if (isHere(task, shard, span, place)) {
          found.add(new Found(place, CutWindow.of(window(shard, span, place), spec)));
        }
      }
    }
    return found;
  }

  private static boolean isHere(TaskShards task, Shard shard, Split span, Place place) {
    return place.shard() == shard.id()
        && place.number() >= task.evaluateFrom(shard, span)
        && place.number() < task.evaluateTo(shard, span);
  }

  private static Window window(Shard shard, Split span, Place place) {
    Window window = new Window();
    ((SeriesShard) shard).find(span, place.number(), window);
    return window;
  }
}
