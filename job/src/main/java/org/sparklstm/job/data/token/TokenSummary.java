package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparklstm.core.exact.ContentSum;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.token.TokenForm.Trouble;

/** Counts and defects of sequences of tokens, found in one pass; merges in any order. */
final class TokenSummary implements Serializable, TokenCursor.Visitor {
  private static final long serialVersionUID = 1L;

  /** How often each token occurs in each span; the first of a sequence only in training. */
  private final HashMap<String, SpanCounts> counts = new HashMap<>();

  /** How often each label occurs in each span. */
  private final HashMap<String, SpanCounts> labels = new HashMap<>();

  private final EnumMap<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
  private final EnumMap<Trouble, String> firstTroubles = new EnumMap<>(Trouble.class);
  private final ContentSum content = new ContentSum();
  private final SpanCounts sequences = new SpanCounts();
  private final SpanCounts predicted = new SpanCounts();
  private long rows;
  private long tokens;
  private int longest;

  @Override
  public void trouble(Trouble trouble, String row) {
    rows++;
    troubles.merge(trouble, 1L, Long::sum);
    firstTroubles.putIfAbsent(trouble, row);
  }

  @Override
  public void content(long high, long low) {
    rows++;
    content.add(high, low);
  }

  @Override
  public void sequence(
      String[] all, String[] classes, int from, int to, Split split, long high, long low) {
    sequences.add(split, 1);
    predicted.add(split, to - from - 1L);
    tokens += to - from;
    longest = Math.max(longest, to - from);
    for (int i = split == Split.TRAIN ? from : from + 1; i < to; i++) {
      counts.computeIfAbsent(all[i], token -> new SpanCounts()).add(split, 1);
    }
    for (int i = from; classes != null && i < to; i++) {
      if (classes[i] != null) {
        labels.computeIfAbsent(classes[i], label -> new SpanCounts()).add(split, 1);
      }
    }
  }

  /** Adds what was found elsewhere. Modified. */
  TokenSummary merge(TokenSummary other) {
    other.counts.forEach((token, more) -> counts.merge(token, more, SpanCounts::merge));
    other.labels.forEach((label, more) -> labels.merge(label, more, SpanCounts::merge));
    other.troubles.forEach((trouble, count) -> troubles.merge(trouble, count, Long::sum));
    other.firstTroubles.forEach(
        (trouble, row) ->
            firstTroubles.merge(trouble, row, (one, two) -> one.compareTo(two) < 0 ? one : two));
    content.add(other.content);
    sequences.merge(other.sequences);
    predicted.merge(other.predicted);
    rows += other.rows;
    tokens += other.tokens;
    longest = Math.max(longest, other.longest);
    return this;
  }

  /** The tokens of the train span, the most frequent first, at most so many. */
  List<String> mostFrequent(int most) {
    Comparator<Map.Entry<String, SpanCounts>> byCount =
        Comparator.comparingLong(entry -> -entry.getValue().of(Split.TRAIN));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue().of(Split.TRAIN) > 0)
        .sorted(byCount.thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The number of different tokens in the train span. */
  long different() {
    return counts.values().stream().filter(count -> count.of(Split.TRAIN) > 0).count();
  }

  /**
   * How often each token of a vocabulary occurs in a span, by number.
   *
   * @param numbers of the tokens; all others have number 0
   * @param count largest number plus 1
   */
  long[] counts(Split split, Map<String, Integer> numbers, int count) {
    long[] byNumber = new long[count];
    counts.forEach((token, found) -> byNumber[numbers.getOrDefault(token, 0)] += found.of(split));
    return byNumber;
  }

  /** The labels of all spans. */
  Set<String> labels() {
    return labels.keySet();
  }

  /** How often a label occurs in a span. */
  long labelled(Split split, String label) {
    return labels.getOrDefault(label, new SpanCounts()).of(split);
  }

  Map<Trouble, Long> troubles() {
    return troubles;
  }

  String first(Trouble trouble) {
    return firstTroubles.get(trouble);
  }

  /** Number of sequences, or of parts of them, in a span. */
  long sequences(Split split) {
    return sequences.of(split);
  }

  /** Number of tokens of a span that are predicted. */
  long predicted(Split split) {
    return predicted.of(split);
  }

  String content() {
    return content.toString();
  }

  long rows() {
    return rows;
  }

  /** Number of tokens in all spans. */
  long tokens() {
    return tokens;
  }

  int longest() {
    return longest;
  }
}
