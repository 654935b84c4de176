package org.sparklstm.job.data.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparklstm.job.spark.SparkRows.array;
import static org.sparklstm.job.spark.SparkRows.doubles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.types.DataTypes;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.config.Splits;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.spark.NestedNumbers.Layout;
import org.sparklstm.job.spark.SparkRow;
import org.sparklstm.job.spark.SparkRows;

class SequenceCursorTest {
  private static final SequenceFormat ARRAYS =
      new SequenceFormat(Layout.ARRAYS, DataTypes.DoubleType, 0);

  /** Records all calls, one line per row. */
  private static final class Notes implements SequenceCursor.Visitor {
    final List<String> lines = new ArrayList<>();
    final Map<Split, Integer> spans = new EnumMap<>(Split.class);

    @Override
    public void trouble(Trouble trouble, Supplier<String> row) {
      lines.add(trouble + ": " + row.get());
    }

    @Override
    public void badLabel(Supplier<String> row) {
      lines.add("bad label: " + row.get());
    }

    @Override
    public void badWeight(Supplier<String> row) {
      lines.add("bad weight: " + row.get());
    }

    @Override
    public void leftOut() {
      lines.add("left out");
    }

    @Override
    public void tooShort(Supplier<String> series) {
      lines.add("too short: " + series.get());
    }

    @Override
    public void content(long high, long low) {}

    @Override
    public void sequence(LabelledSequence found) {
      spans.merge(found.split(), 1, Integer::sum);
      lines.add(
          "%s %s %s %s %016x%016x"
              .formatted(
                  found.values().show(),
                  found.label(),
                  found.weight(),
                  found.split(),
                  found.high(),
                  found.low()));
    }

    int left() {
      return Collections.frequency(lines, "left out");
    }
  }

  /** A row without a key. */
  private static SparkRow row(Object sequence, Object label, Object weight, Object validation) {
    return SparkRows.row(sequence, label, weight, validation, null);
  }

  private static Notes walk(SplitConfig split, List<SparkRow> rows) {
    SequenceCursor cursor =
        SequenceCursor.of(
            rows.iterator(), new SequenceCursor.Rules(ARRAYS, Gaps.FILLED, split, null));
    Notes notes = new Notes();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(cursor.advance(notes)).isTrue();
      assertThat(notes.lines).hasSize(i + 1);
    }
    assertThat(cursor.advance(notes)).isFalse();
    return notes;
  }

  private static String walk(SplitConfig split, SparkRow row) {
    return walk(split, List.of(row)).lines.get(0);
  }

  /** The hash of a row without shares, or its defect. */
  private static String key(Object sequence, Object label, Object validation) {
    String line = walk(null, row(sequence, label, 1.0, validation));
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private static List<SparkRow> many(int count) {
    List<SparkRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(array(doubles(i, i % 7)), (double) (i % 3), 1.0, false));
    }
    return rows;
  }

  @Test
  void theSpanOfASequenceDoesNotDependOnTheOrderOfRows() {
    SplitConfig split = Splits.of(0.5, 0.2, 0.2, SplitConfig.Unit.AUTO);
    List<SparkRow> rows = many(500);
    Notes ordered = walk(split, rows);
    Collections.shuffle(rows, new Random(5));
    Notes shuffled = walk(split, rows);
    assertThat(shuffled.lines).isNotEqualTo(ordered.lines);
    assertThat(shuffled.lines).containsExactlyInAnyOrderElementsOf(ordered.lines);
    assertThat(ordered.spans).containsOnlyKeys(Split.values());
  }

  @Test
  void equalSequencesAreInTheSameSpan() {
    SplitConfig split = Splits.of(0.4, 0.3, 0.3, SplitConfig.Unit.AUTO);
    List<SparkRow> twice = new ArrayList<>(many(100));
    twice.addAll(many(100));
    List<String> lines = walk(split, twice).lines;
    assertThat(lines.subList(100, 200)).isEqualTo(lines.subList(0, 100));
  }

  @Test
  void sharesAreRespected() {
    int count = 20_000;
    Notes notes = walk(Splits.of(0.5, 0.2, 0.1, SplitConfig.Unit.AUTO), many(count));
    Map<Split, Double> shares = Map.of(Split.TRAIN, 0.5, Split.VALIDATION, 0.2, Split.TEST, 0.1);
    // four standard deviations
    shares.forEach(
        (span, share) ->
            assertThat((double) notes.spans.get(span))
                .as("%s", span)
                .isCloseTo(
                    share * count, Offset.offset(4 * Math.sqrt(count * share * (1 - share)))));
    assertThat(notes.left())
        .isEqualTo(count - notes.spans.values().stream().mapToInt(n -> n).sum())
        .isBetween(3774, 4226);
  }

  @Test
  void sharesOfOneAndZeroAreExact() {
    assertThat(walk(Splits.of(1, 0, 0, SplitConfig.Unit.AUTO), many(300)).spans)
        .isEqualTo(Map.of(Split.TRAIN, 300));
    assertThat(walk(Splits.of(0, 1, 0, SplitConfig.Unit.AUTO), many(300)).spans)
        .isEqualTo(Map.of(Split.VALIDATION, 300));
    assertThat(walk(Splits.of(0, 0, 1, SplitConfig.Unit.AUTO), many(300)).spans)
        .isEqualTo(Map.of(Split.TEST, 300));
    assertThat(walk(Splits.of(0.7, 0.1, 0.2, SplitConfig.Unit.AUTO), many(3000)).left()).isZero();
  }

  @Test
  void withSharesTheIndicatorOfValidationDecidesNothing() {
    assertThat(
            walk(Splits.of(1, 0, 0, SplitConfig.Unit.AUTO), row(array(doubles(1)), 0.0, 1.0, true)))
        .contains("TRAIN");
  }

  @Test
  void withoutSharesTheIndicatorOfValidationDecides() {
    assertThat(walk(null, row(array(doubles(1)), 0.0, 1.0, true))).contains("VALIDATION");
    assertThat(walk(null, row(array(doubles(1)), 0.0, 1.0, false))).contains("TRAIN");
    assertThat(walk(null, row(array(doubles(1)), 0.0, 1.0, null))).contains("TRAIN");
  }

  @Test
  void theKeyDependsOnTheWholeContentOfASequence() {
    List<String> keys = new ArrayList<>();
    keys.add(key(array(doubles(1, 2), doubles(3, 4)), 0.0, false));
    keys.add(key(array(doubles(1, 2), doubles(3, Math.nextUp(4.0))), 0.0, false));
    keys.add(key(array(doubles(1), doubles(2), doubles(3), doubles(4)), 0.0, false));
    keys.add(key(array(doubles(1, 2, 3, 4)), 0.0, false));
    keys.add(key(array(doubles(1, 2), doubles(3, 4)), 1.0, false));
    keys.add(key(array(doubles(1, 2), doubles(3, 4)), 0.0, true));
    keys.add(key(array(doubles(1, 2)), 0.0, false));
    keys.add(key(array(doubles(3, 4), doubles(1, 2)), 0.0, false));
    assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{32}"));
    assertThat(key(array(array(1.0, 2.0), doubles(3, 4)), 0.0, null)).isEqualTo(keys.get(0));
  }

  @Test
  void zerosOfEitherSignHaveTheSameKey() {
    assertThat(key(array(doubles(-0.0, 1)), -0.0, false))
        .isEqualTo(key(array(doubles(0.0, 1)), 0.0, false));
  }

  /** The hash is computed in memory that is reused and grows. */
  @Test
  void theKeyDoesNotDependOnTheRowsBefore() {
    Map<Integer, String> alone = new HashMap<>();
    List<SparkRow> rows = new ArrayList<>();
    List<Integer> lengths = List.of(3, 5000, 1, 511, 510, 509, 20_000, 2);
    for (int length : lengths) {
      double[] values = new double[length];
      Arrays.fill(values, length / 3.0);
      SparkRow row = row(array(doubles(values)), 1.0, 1.0, false);
      rows.add(row);
      alone.put(length, walk(null, row));
    }
    List<String> together = walk(null, rows).lines;
    for (int i = 0; i < lengths.size(); i++) {
      assertThat(together.get(i)).isEqualTo(alone.get(lengths.get(i)));
    }
    assertThat(new HashSet<>(together)).hasSameSizeAs(lengths);
  }

  @Test
  void aWeightOfZeroLeavesARowOut() {
    for (double zero : new double[] {0.0, -0.0, 1e-60}) {
      assertThat(walk(null, row(array(doubles(1)), 0.0, zero, false))).isEqualTo("left out");
    }
    assertThat(walk(null, row(array(doubles(1)), 0.0, 1e-40, false))).contains("1.0E-40");
    assertThat(walk(null, row(array(doubles(1)), 0.0, 2.5, false))).contains(" 2.5 TRAIN");
  }

  @Test
  void anInvalidWeightIsReportedWithItsRow() {
    Set<Double> bad = Set.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY, 1e39);
    for (double weight : bad) {
      assertThat(walk(null, row(array(doubles(8)), 3.0, weight, false)))
          .startsWith("bad weight: ")
          .contains(Double.toString(weight), "3.0", "[[8.0]]");
    }
    assertThat(walk(null, row(array(doubles(8)), 3.0, null, false))).startsWith("bad weight: ");
  }

  @Test
  void anInvalidLabelIsReportedWithItsRow() {
    assertThat(walk(null, row(array(doubles(8)), null, 1.0, false)))
        .startsWith("bad label: ")
        .contains("null", "[[8.0]]");
    assertThat(walk(null, row(array(doubles(8)), Double.POSITIVE_INFINITY, 1.0, false)))
        .startsWith("bad label: ")
        .contains("Infinity");
    // before its weight is checked
    assertThat(walk(null, row(array(doubles(8)), Double.NaN, -1.0, false)))
        .startsWith("bad label: ");
  }

  @Test
  void anInvalidSequenceIsReportedFirst() {
    assertThat(walk(null, row(array(doubles(Double.NaN)), 4.0, -1.0, false)))
        .startsWith("MISSING_VALUE: ")
        .contains("4.0", "NaN");
    assertThat(walk(null, row(null, null, 0.0, null))).startsWith("NULL: ").contains("null", "[]");
  }

  @Test
  void theKeyDependsOnFilledValues() {
    assertThat(key(array(doubles(5), doubles(Double.NaN)), 0.0, false))
        .isEqualTo(key(array(doubles(5), doubles(5)), 0.0, false));
  }
}
