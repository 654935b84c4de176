package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sparklstm.core.exact.ContentSum;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Split;

/** Counts and defects of sequences of tokens, found in one pass; merges in any order. */
final class TokenSummary implements Serializable, TokenCursor.Visitor {
  private static final long serialVersionUID = 1L;

  /** How often each token occurs in each span; the first of a sequence only in training. */
  private final HashMap<String, SpanCounts> counts = new HashMap<>();

  /** How often each label occurs in each span. */
  private final HashMap<String, SpanCounts> labels = new HashMap<>();

  /** Of each column of numbers beside the tokens, over the train span. */
  private final Moments[] numbers;

  /** How often each value of a column of classes beside the tokens occurs in the train span. */
  private final List<HashMap<String, Long>> classes = new ArrayList<>();

  private final TreeMap<Defect, Long> defects = new TreeMap<>();
  private final TreeMap<Defect, String> firstDefects = new TreeMap<>();
  private final ContentSum content = new ContentSum();
  private final SpanCounts sequences = new SpanCounts();
  private final SpanCounts predicted = new SpanCounts();
  private long rows;
  private long tokens;
  private int longest;

  TokenSummary(StepColumns beside) {
    numbers = new Moments[beside.numbers().size()];
    Arrays.setAll(numbers, column -> new Moments());
    beside.classes().forEach(column -> classes.add(new HashMap<>()));
  }

  @Override
  public void defect(Defect defect, String row) {
    rows++;
    defects.merge(defect, 1L, Long::sum);
    firstDefects.putIfAbsent(defect, row);
  }

  @Override
  public void content(long high, long low) {
    rows++;
    content.add(high, low);
  }

  @Override
  public void sequence(Steps steps, int from, int to, Split split, long high, long low) {
    sequences.add(split, 1);
    predicted.add(split, to - from - 1L);
    tokens += to - from;
    longest = Math.max(longest, to - from);
    for (int i = split == Split.TRAIN ? from : from + 1; i < to; i++) {
      count(counts, steps.tokens()[i], split);
    }
    for (int i = from; steps.labels() != null && i < to; i++) {
      count(labels, steps.labels()[i], split);
    }
    for (int i = from; split == Split.TRAIN && i < to; i++) {
      for (int column = 0; column < numbers.length; column++) {
        numbers[column].add(steps.numbers()[column][i]);
      }
      for (int column = 0; column < classes.size(); column++) {
        String value = steps.classes()[column][i];
        if (value != null) {
          classes.get(column).merge(value, 1L, Long::sum);
        }
      }
    }
  }

  private static void count(Map<String, SpanCounts> counts, String value, Split split) {
    if (value != null) {
      counts.computeIfAbsent(value, one -> new SpanCounts()).add(split, 1);
    }
  }

  private static void add(Map<String, SpanCounts> counts, Map<String, SpanCounts> others) {
    others.forEach((value, more) -> counts.merge(value, more, SpanCounts::merge));
  }

  /** Adds what was found elsewhere. Modified. */
  TokenSummary merge(TokenSummary other) {
    add(counts, other.counts);
    add(labels, other.labels);
    for (int column = 0; column < numbers.length; column++) {
      numbers[column].add(other.numbers[column]);
    }
    for (int column = 0; column < classes.size(); column++) {
      Map<String, Long> known = classes.get(column);
      other.classes.get(column).forEach((value, more) -> known.merge(value, more, Long::sum));
    }
    other.defects.forEach((defect, count) -> defects.merge(defect, count, Long::sum));
    other.firstDefects.forEach(
        (defect, row) ->
            firstDefects.merge(defect, row, (one, two) -> one.compareTo(two) < 0 ? one : two));
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
    Map<String, Long> trained = new HashMap<>();
    counts.forEach((token, count) -> trained.put(token, count.of(Split.TRAIN)));
    return mostFrequent(trained, most);
  }

  /** The classes of a column beside the tokens, the most frequent first, at most so many. */
  List<String> mostFrequentClasses(int column, int most) {
    return mostFrequent(classes.get(column), most);
  }

  private static List<String> mostFrequent(Map<String, Long> counts, int most) {
    Comparator<Map.Entry<String, Long>> byCount = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(byCount.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The number of different classes of a column beside the tokens, in the train span. */
  int differentClasses(int column) {
    return classes.get(column).size();
  }

  /** The moments of the columns of numbers beside the tokens, over the train span. */
  List<Moments> numbers() {
    return List.of(numbers);
  }

  /** The number of different tokens in the train span. */
  long different() {
    return counts.values().stream().filter(count -> count.of(Split.TRAIN) > 0).count();
  }

  /**
   * How often each token of a vocabulary occurs in a span, by number.
   *
   * @param count largest number plus 1
   */
  long[] counts(Split split, TokenEncoding encoding, int count) {
    long[] byNumber = new long[count];
    counts.forEach((token, found) -> byNumber[encoding.token(token)] += found.of(split));
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

  /** Number of sequences that can be used. */
  long usable() {
    return rows - defects.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many sequences cannot be used, and why. */
  Map<Defect, Long> defects() {
    return defects;
  }

  /** The tokens of one of them. */
  String first(Defect defect) {
    return firstDefects.get(defect);
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
