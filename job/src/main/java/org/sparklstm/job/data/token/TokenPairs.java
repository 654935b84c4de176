package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.data.token.TokenCursor.Rules;
import org.sparklstm.job.spark.InternalRows;
import scala.Tuple2;

/** Counts which tokens follow each other in the train span, and which in the test span. */
final class TokenPairs {
  private TokenPairs() {}

  /**
   * The tokens after one of them.
   *
   * @param tokens their numbers
   * @param trained how often each follows in the train span
   * @param judged how often each follows in the test span
   */
  record Followers(int[] tokens, long[] trained, long[] judged) implements Serializable {}

  /**
   * The followers of each token that is followed.
   *
   * @param numbers of the tokens
   */
  static JavaRDD<Followers> of(InternalRows rows, Rules rules, Map<String, Integer> numbers) {
    HashMap<String, Integer> sent = new HashMap<>(numbers);
    return rows.<Long, Counts>mapPartitionsToPair(
            partition -> new Collected(new TokenCursor(partition, rules), sent))
        .reduceByKey(Counts::plus)
        .mapToPair(pair -> new Tuple2<>(first(pair._1), new Tuple2<>(second(pair._1), pair._2)))
        .groupByKey()
        .map(group -> followers(group._2));
  }

  private static long pair(int first, int second) {
    return ((long) first << Integer.SIZE) | second;
  }

  private static int first(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  private static int second(long pair) {
    return (int) pair;
  }

  private static Followers followers(Iterable<Tuple2<Integer, Counts>> found) {
    List<Tuple2<Integer, Counts>> all = new ArrayList<>();
    found.forEach(all::add);
    return new Followers(
        all.stream().mapToInt(one -> one._1).toArray(),
        all.stream().mapToLong(one -> one._2.trained).toArray(),
        all.stream().mapToLong(one -> one._2.judged).toArray());
  }

  /** How often a pair occurs. */
  private record Counts(long trained, long judged) implements Serializable {
    Counts plus(Counts other) {
      return new Counts(trained + other.trained, judged + other.judged);
    }
  }

  /** The pairs of a partition, counted as far as memory allows. */
  private static final class Collected
      implements Iterator<Tuple2<Long, Counts>>, TokenCursor.Visitor {
    /** Number of different pairs after whose row they are passed on. */
    private static final int MOST = 1 << 18;

    private final TokenCursor cursor;
    private final Map<String, Integer> numbers;
    private final Map<Long, Counts> open = new HashMap<>();
    private Iterator<Map.Entry<Long, Counts>> ready = Map.<Long, Counts>of().entrySet().iterator();

    Collected(TokenCursor cursor, Map<String, Integer> numbers) {
      this.cursor = cursor;
      this.numbers = numbers;
    }

    @Override
    public boolean hasNext() {
      if (!ready.hasNext()) {
        open.clear();
        boolean more = true;
        while (more && open.size() < MOST) {
          more = cursor.advance(this);
        }
        ready = open.entrySet().iterator();
      }
      return ready.hasNext();
    }

    @Override
    public Tuple2<Long, Counts> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no further pair");
      }
      Map.Entry<Long, Counts> one = ready.next();
      return new Tuple2<>(one.getKey(), one.getValue());
    }

    @Override
    public void sequence(Steps steps, int from, int to, Split split, long high, long low) {
      if (split == Split.VALIDATION) {
        return;
      }
      Counts one = split == Split.TRAIN ? new Counts(1, 0) : new Counts(0, 1);
      for (int i = from + 1; i < to; i++) {
        long pair = pair(number(steps.tokens()[i - 1]), number(steps.tokens()[i]));
        open.merge(pair, one, Counts::plus);
      }
    }

    private int number(String token) {
      return numbers.getOrDefault(token, Vocabulary.UNKNOWN);
    }

    /** Invalid rows were reported in the first pass. */
    @Override
    public void defect(Defect defect, String row) {}

    @Override
    public void content(long high, long low) {}
  }
}
