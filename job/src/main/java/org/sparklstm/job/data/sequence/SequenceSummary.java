package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sparklstm.core.exact.ContentSum;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.table.Extent;

/** What one look at labelled sequences tells. Parts may be merged in any order. */
final class SequenceSummary implements Serializable {
  /** Different labels that are counted: more are no classes. */
  static final int MOST_LABELS = 10_000;

  private final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
  private final Map<Trouble, String> firstTroubles = new EnumMap<>(Trouble.class);

  /** How many sequences have that many values a step, and one of them. */
  private final Map<Integer, Long> widths = new TreeMap<>();

  private final Map<Integer, String> firstWidths = new TreeMap<>();

  /** How many sequences of each span have that label. */
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

  private final int mostLabels;

  /**
   * Of no row yet.
   *
   * @param mostLabels different labels that are counted
   */
  SequenceSummary(int mostLabels) {
    this.mostLabels = mostLabels;
  }

  /** Takes note of a row whose sequence is no good. */
  void trouble(Trouble trouble, Supplier<String> row) {
    rows++;
    troubles.merge(trouble, 1L, Long::sum);
    firstTroubles.computeIfAbsent(trouble, first -> row.get());
  }

  /** Takes note of a row without a label that is a number. */
  void badLabel(Supplier<String> row) {
    rows++;
    badLabels++;
    firstBadLabel = firstBadLabel == null ? row.get() : firstBadLabel;
  }

  /** Takes note of a row whose weight is none. */
  void badWeight(Supplier<String> row) {
    rows++;
    badWeights++;
    firstBadWeight = firstBadWeight == null ? row.get() : firstBadWeight;
  }

  /** Takes note of a row that counts for nothing, or belongs to no span. */
  void leftOut() {
    rows++;
  }

  /** Takes note of a good row. {@code sequence} has been read. */
  void add(SequenceReader sequence, double label, Split split) {
    rows++;
    values += (long) sequence.length() * sequence.width();
    longest = Math.max(longest, sequence.length());
    sequences.merge(split, 1L, Long::sum);
    if (widths.merge(sequence.width(), 1L, Long::sum) == 1) {
      firstWidths.put(sequence.width(), sequence.show());
    }
    addLabel(label, split, 1);
    labelExtent.add(label);
    if (split == Split.TRAIN) {
      this.label.add(label);
    }
    growTo(sequence.width());
    for (int t = 0; t < sequence.length(); t++) {
      for (int column = 0; column < sequence.width(); column++) {
        double value = sequence.values()[t * sequence.width() + column];
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

  /** Takes note of what a good row holds, in bits that stand for it. */
  void addContent(long high, long low) {
    content.add(high, low);
  }

  /** What all good rows hold. */
  ContentSum content() {
    return content;
  }

  /** Adds another part. Modified. */
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
  }

  long rows() {
    return rows;
  }

  /** Good sequences of a span. */
  long sequences(Split split) {
    return sequences.getOrDefault(split, 0L);
  }

  /** Good sequences of all spans. */
  long sequences() {
    return sequences.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Steps of the longest sequence. */
  int longest() {
    return longest;
  }

  /** Values of all good sequences. */
  long values() {
    return values;
  }

  Map<Trouble, Long> troubles() {
    return troubles;
  }

  String first(Trouble trouble) {
    return firstTroubles.get(trouble);
  }

  /** How many sequences have that many values a step. */
  Map<Integer, Long> widths() {
    return widths;
  }

  /** A sequence with that many values a step. */
  String first(int width) {
    return firstWidths.get(width);
  }

  /** Labels in ascending order, and how many sequences of a span have each. */
  Map<Double, Map<Split, Long>> labels() {
    return labels;
  }

  /** Moments of each value of the train span's steps. */
  List<Moments> moments() {
    return moments;
  }

  /** The smallest and the largest of each value of all steps. */
  List<Extent> extents() {
    return extents;
  }

  /** The smallest and the largest of all labels. */
  Extent labelExtent() {
    return labelExtent;
  }

  /** Moments of the train span's labels. */
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
