package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.sparklstm.core.random.CounterRandom;

/**
 * How the visits of a {@link SyntheticVisits} go on. Each page has links, of which the first are
 * followed most. The next page is a link of the current page, or the page before, to which people
 * go back, or any page, those with low numbers most often. What is computed takes as long for many
 * pages as for few.
 *
 * @param pages number of pages
 * @param seed of the links
 */
record PageChain(int pages, long seed) implements Serializable {
  private static final int LINKS = 30;

  /** Shares of next pages that are links of the current page, and the page before. */
  private static final double LINKED = 0.65;

  private static final double BACK = 0.2;

  /** Distinguishes the random numbers of links. */
  private static final long LINK = 1;

  /** There is no page before. */
  static final int NONE = -1;

  /** Random numbers that a step takes. */
  static final int DRAWS = 2;

  /**
   * A page that follows.
   *
   * @param probability of the page
   * @param rank of the page among those that could follow, from 1
   */
  record Next(int page, double probability, long rank) {}

  /**
   * Draws the page that follows.
   *
   * @param before the page before the current one, or {@link #NONE}
   * @param key of the random numbers, of which this step takes those from {@code first} on
   */
  Next next(int current, int before, long key, long first) {
    double kind = CounterRandom.uniform(key, first);
    double uniform = CounterRandom.uniform(key, first + 1);
    int page;
    if (kind < LINKED || (before == NONE && kind < LINKED + BACK)) {
      page = link(current, place(uniform));
    } else if (kind < LINKED + BACK) {
      page = before;
    } else {
      // P(page < k) = ln(k + 1) / ln(pages + 1)
      page = Math.min(pages, (int) StrictMath.exp(uniform * StrictMath.log(pages + 1.0))) - 1;
    }
    Map<Integer, Double> linked = new HashMap<>();
    addLinks(linked, current, before == NONE ? LINKED + BACK : LINKED);
    if (before != NONE) {
      linked.merge(before, BACK, Double::sum);
    }
    double own = popular(page) + linked.getOrDefault(page, 0.0);
    long rank = 1L + morePopular(own);
    for (Map.Entry<Integer, Double> link : linked.entrySet()) {
      double popular = popular(link.getKey());
      boolean isAbove = popular + link.getValue() > own;
      rank += (isAbove ? 1 : 0) - (popular > own ? 1 : 0);
    }
    return new Next(page, own, rank);
  }

  /** The place of a link among those of its page, the first ones most often: 1 / place. */
  private static int place(double uniform) {
    double left = uniform * harmonic();
    int place = 0;
    while (place < LINKS - 1 && left >= 1.0 / (place + 1)) {
      left -= 1.0 / (place + 1);
      place++;
    }
    return place;
  }

  private static double harmonic() {
    double all = 0;
    for (int link = 0; link < LINKS; link++) {
      all += 1.0 / (link + 1);
    }
    return all;
  }

  private int link(int from, int place) {
    return (int) (CounterRandom.uniform(CounterRandom.key(seed, LINK, from), place) * pages);
  }

  private void addLinks(Map<Integer, Double> linked, int from, double share) {
    double all = harmonic();
    for (int place = 0; place < LINKS; place++) {
      linked.merge(link(from, place), share / ((place + 1) * all), Double::sum);
    }
  }

  /** The probability that a page follows by its popularity. */
  private double popular(int page) {
    return (1 - LINKED - BACK)
        * (StrictMath.log((page + 2.0) / (page + 1.0)) / StrictMath.log(pages + 1.0));
  }

  /** The number of pages that follow by their popularity with more than a probability. */
  private int morePopular(double probability) {
    int low = 0;
    int high = pages;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (popular(middle) > probability) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
