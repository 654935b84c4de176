package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sparklstm.core.exact.ContentSum;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.table.Extent;

/** Counts, statistics and defects of labelled sequences, found in one pass; merges in any order. */
final class SequenceSummary implements Serializable {
  /** Largest number of distinct labels to count: as many or more are too many to be classes. */
  static final int MOST_LABELS = 10_000;

  /** Largest number of series that a message names. */
  private static final int SHOWN = 3;

  private final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
  private final Map<Trouble, String> firstTroubles = new EnumMap<>(Trouble.class);

  /** Number of sequences by values per step. */
  private final Map<Integer, Long> widths = new TreeMap<>();

  /** An example of a sequence by values per step, for messages. */
  private final Map<Integer, String> firstWidths = new TreeMap<>();

  /** Number of sequences by label and span. */
  private final Map<Double, Map<Split, Long>> labels = new TreeMap<>();

  private final List<Moments> moments = new ArrayList<>();
  private final List<Extent> extents = new ArrayList<>();
  private final Moments label = new Moments();
  private final Extent labelExtent = new Extent();
  private final ContentSum content = new ContentSum();
  private final Map<Split, Long> sequences = new EnumMap<>(Split.class);
  private long rows;
  private long values;
  private int longest;
  private long badLabels;
  private String firstBadLabel;
  private long badWeights;
  private String firstBadWeight;
  private long shortSeries;
  private final TreeSet<String> firstShort = new TreeSet<>();

  private final int mostLabels;

  /**
   * An empty summary.
   *
   * @param mostLabels largest number of distinct labels to count
   */
  SequenceSummary(int mostLabels) {
    this.mostLabels = mostLabels;
  }

  /** Adds a row with an invalid sequence. */
  void trouble(Trouble trouble, Supplier<String> row) {
    rows++;
    troubles.merge(trouble, 1L, Long::sum);
    firstTroubles.computeIfAbsent(trouble, first -> row.get());
  }

  /** Adds a row with an invalid label. */
  void badLabel(Supplier<String> row) {
    rows++;
    badLabels++;
    firstBadLabel = firstBadLabel == null ? row.get() : firstBadLabel;
  }

  /** Adds a row with an invalid weight. */
  void badWeight(Supplier<String> row) {
    rows++;
    badWeights++;
    firstBadWeight = firstBadWeight == null ? row.get() : firstBadWeight;
  }

  /** Adds a row with weight 0, or one in no span. */
  void leftOut() {
    rows++;
  }

  /** Adds a series that is shorter than a window. */
  void tooShort(Supplier<String> series) {
    shortSeries++;
    name(series.get());
  }

  private void name(String series) {
    firstShort.add(series);
    if (firstShort.size() > SHOWN) {
      firstShort.remove(firstShort.last());
    }
  }

  /** Adds a valid sequence. Steps that it shares with others count once. */
  void add(LabelledSequence sequence) {
    int width = sequence.values().width();
    int end = sequence.from() + sequence.length();
    Split split = sequence.split();
    rows++;
    values += (long) sequence.added() * width;
    longest = Math.max(longest, sequence.length());
    sequences.merge(split, 1L, Long::sum);
    if (widths.merge(width, 1L, Long::sum) == 1) {
      firstWidths.put(width, sequence.values().show());
    }
    addLabel(sequence.label(), split, 1);
    labelExtent.add(sequence.label());
    if (split == Split.TRAIN) {
      label.add(sequence.label());
    }
    growTo(width);
    double[] steps = sequence.values().values();
    for (int t = end - sequence.addedToSpan(); t < end; t++) {
      for (int column = 0; column < width; column++) {
        double value = steps[t * width + column];
        extents.get(column).add(value);
        if (split == Split.TRAIN) {
          moments.get(column).add(value);
        }
      }
    }
  }

  private void growTo(int width) {
    while (moments.size() < width) {
      moments.add(new Moments());
      extents.add(new Extent());
    }
  }

  private void addLabel(double label, Split split, long count) {
    if (labels.size() < mostLabels || labels.containsKey(label)) {
      labels.computeIfAbsent(label, l -> new EnumMap<>(Split.class)).merge(split, count, Long::sum);
    }
  }

  /** Adds the hash of a valid row to the fingerprint. */
  void addContent(long high, long low) {
    content.add(high, low);
  }

  /** Fingerprint of all valid rows. */
  ContentSum content() {
    return content;
  }

  /** Merges the summary of other rows into this one. {@code other} Not modified. */
  void merge(SequenceSummary other) {
    other.troubles.forEach((trouble, count) -> troubles.merge(trouble, count, Long::sum));
    other.firstTroubles.forEach(firstTroubles::putIfAbsent);
    other.widths.forEach((width, count) -> widths.merge(width, count, Long::sum));
    other.firstWidths.forEach(firstWidths::putIfAbsent);
    other.labels.forEach(
        (value, counts) -> counts.forEach((split, count) -> addLabel(value, split, count)));
    growTo(other.moments.size());
    for (int column = 0; column < other.moments.size(); column++) {
      moments.get(column).add(other.moments.get(column));
      extents.get(column).add(other.extents.get(column));
    }
    label.add(other.label);
    labelExtent.add(other.labelExtent);
    content.add(other.content);
    other.sequences.forEach((split, count) -> sequences.merge(split, count, Long::sum));
    rows += other.rows;
    values += other.values;
    longest = Math.max(longest, other.longest);
    badLabels += other.badLabels;
    firstBadLabel = firstBadLabel == null ? other.firstBadLabel : firstBadLabel;
    badWeights += other.badWeights;
    firstBadWeight = firstBadWeight == null ? other.firstBadWeight : firstBadWeight;
    shortSeries += other.shortSeries;
    other.firstShort.forEach(this::name);
  }

  /** Number of series that are shorter than a window. */
  long shortSeries() {
    return shortSeries;
  }

  /** The first of them, in the order of their names. */
  List<String> firstShort() {
    return List.copyOf(firstShort);
  }

  long rows() {
    return rows;
  }

  /** Number of valid sequences of a span. */
  long sequences(Split split) {
    return sequences.getOrDefault(split, 0L);
  }

  /** Number of valid sequences of all spans. */
  long sequences() {
    return sequences.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Length of the longest sequence in steps. */
  int longest() {
    return longest;
  }

  /** Number of values in all valid sequences. */
  long values() {
    return values;
  }

  Map<Trouble, Long> troubles() {
    return troubles;
  }

  String first(Trouble trouble) {
    return firstTroubles.get(trouble);
  }

  /** Number of sequences by values per step. */
  Map<Integer, Long> widths() {
    return widths;
  }

  /** An example of a sequence with that many values per step. */
  String first(int width) {
    return firstWidths.get(width);
  }

  /** Number of sequences by label, in ascending order, and span. */
  Map<Double, Map<Split, Long>> labels() {
    return labels;
  }

  /** Moments of each value of a step over the train span. */
  List<Moments> moments() {
    return moments;
  }

  /** Extent of each value of a step over all spans. */
  List<Extent> extents() {
    return extents;
  }

  /** Extent of the labels over all spans. */
  Extent labelExtent() {
    return labelExtent;
  }

  /** Moments of the labels over the train span. */
  Moments label() {
    return label;
  }

  long badLabels() {
    return badLabels;
  }

  String firstBadLabel() {
    return firstBadLabel;
  }

  long badWeights() {
    return badWeights;
  }

  String firstBadWeight() {
    return firstBadWeight;
  }
}
