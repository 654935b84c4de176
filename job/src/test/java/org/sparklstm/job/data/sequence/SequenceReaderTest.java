package org.sparklstm.job.data.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparklstm.job.spark.SparkRows.array;
import static org.sparklstm.job.spark.SparkRows.dense;
import static org.sparklstm.job.spark.SparkRows.doubles;
import static org.sparklstm.job.spark.SparkRows.floats;
import static org.sparklstm.job.spark.SparkRows.row;
import static org.sparklstm.job.spark.SparkRows.sparse;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.spark.NestedNumbers.Layout;

class SequenceReaderTest {
  private static final double NAN = Double.NaN;
  private static final SequenceFormat ARRAYS = format(Layout.ARRAYS);

  private static SequenceFormat format(Layout layout) {
    return new SequenceFormat(layout, DataTypes.DoubleType, 0);
  }

  /** One vector of steps of that many values. */
  private static SequenceFormat vector(int featureSize) {
    return new SequenceFormat(Layout.VECTOR, DataTypes.DoubleType, featureSize);
  }

  private static void assertRead(
      SequenceReader reader, Object cell, int length, int width, double... expected) {
    assertThat(reader.read(row(cell), 0)).isNull();
    assertThat(reader.length()).as("length").isEqualTo(length);
    assertThat(reader.width()).as("width").isEqualTo(width);
    double[] values = Arrays.copyOf(reader.values(), length * width);
    assertThat(Arrays.stream(values).mapToObj(Double::doubleToRawLongBits))
        .containsExactlyElementsOf(
            Arrays.stream(expected).mapToObj(Double::doubleToRawLongBits).toList());
  }

  private static void assertTrouble(SequenceFormat format, Object cell, Trouble trouble) {
    for (Gaps gaps : Gaps.values()) {
      boolean stays = gaps == Gaps.KEPT && trouble == Trouble.MISSING_VALUE;
      assertThat(new SequenceReader(format, gaps).read(row(cell), 0))
          .isEqualTo(stays ? null : trouble);
    }
  }

  @ParameterizedTest
  @EnumSource(Gaps.class)
  void everyLayoutIsReadIntoStepsOfValues(Gaps gaps) {
    double[] expected = {1, 2, 3, 4, 5, 6};
    assertRead(new SequenceReader(format(Layout.NUMBERS), gaps), doubles(expected), 6, 1, expected);
    assertRead(
        new SequenceReader(ARRAYS, gaps),
        array(doubles(1, 2), array(3.0, 4.0), doubles(5, 6)),
        3,
        2,
        expected);
    assertRead(
        new SequenceReader(format(Layout.VECTORS), gaps),
        array(dense(1, 2, 3), sparse(3, new int[] {0, 2}, 4, 6)),
        2,
        3,
        1,
        2,
        3,
        4,
        0,
        6);
    assertRead(new SequenceReader(vector(3), gaps), dense(expected), 2, 3, expected);
    assertRead(new SequenceReader(vector(2), gaps), dense(expected), 3, 2, expected);
    assertRead(new SequenceReader(vector(2), gaps), sparse(4, new int[] {3}, 8), 2, 2, 0, 0, 0, 8);
  }

  @Test
  void numbersOfOtherTypesAreReadAsDoubles() {
    assertRead(
        new SequenceReader(new SequenceFormat(Layout.ARRAYS, DataTypes.FloatType, 0), Gaps.REFUSED),
        array(floats(0.1f, 0.2f)),
        1,
        2,
        0.1f,
        0.2f);
    assertRead(
        new SequenceReader(
            new SequenceFormat(Layout.NUMBERS, DataTypes.IntegerType, 0), Gaps.REFUSED),
        array(1, -2),
        2,
        1,
        1,
        -2);
    assertRead(
        new SequenceReader(
            new SequenceFormat(Layout.ARRAYS, DataTypes.createDecimalType(4, 1), 0), Gaps.FILLED),
        array(array(Decimal.apply("0.1")), array((Object) null)),
        2,
        1,
        0.1,
        0.1);
  }

  @Test
  void everyDefectIsFound() {
    Set<Trouble> all = new HashSet<>(List.of(Trouble.values()));
    for (Layout layout : List.of(Layout.NUMBERS, Layout.ARRAYS, Layout.VECTORS)) {
      assertTrouble(format(layout), null, Trouble.NULL);
      assertTrouble(format(layout), array(), Trouble.EMPTY);
    }
    all.removeAll(List.of(Trouble.NULL, Trouble.EMPTY));
    assertTrouble(vector(2), null, Trouble.NULL);
    assertTrouble(vector(2), dense(), Trouble.EMPTY);
    assertTrouble(ARRAYS, array(doubles(), doubles()), Trouble.EMPTY);
    assertTrouble(ARRAYS, array(doubles(1), null), Trouble.NULL_STEP);
    assertTrouble(format(Layout.VECTORS), array(null, dense(1)), Trouble.NULL_STEP);
    all.remove(Trouble.NULL_STEP);
    assertTrouble(ARRAYS, array(doubles(1), doubles(1, 2)), Trouble.RAGGED);
    assertTrouble(format(Layout.VECTORS), array(dense(1, 2), dense(1)), Trouble.RAGGED);
    all.remove(Trouble.RAGGED);
    assertTrouble(vector(3), dense(1, 2, 3, 4), Trouble.NOT_WHOLE);
    assertTrouble(vector(3), dense(1, 2), Trouble.NOT_WHOLE);
    all.remove(Trouble.NOT_WHOLE);
    assertTrouble(format(Layout.NUMBERS), array((Object) null), Trouble.MISSING_VALUE);
    all.remove(Trouble.MISSING_VALUE);
    assertThat(all).as("defects that nothing here has").isEmpty();
  }

  @Test
  void aDefectIsThePredicateOfASentence() {
    for (Trouble trouble : Trouble.values()) {
      assertThat(trouble.sentence()).matches("(is|has|ends) .+[^.]");
    }
  }

  /** The reader checks values in pairs, so all positions of short sequences are tried. */
  @Test
  void aMissingValueIsFoundWhereverItIs() {
    for (double missing : new double[] {NAN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      for (int length = 1; length <= 7; length++) {
        for (int at = 0; at < length; at++) {
          double[] values = new double[length];
          Arrays.setAll(values, i -> i + 1e300);
          values[at] = missing;
          SequenceReader refusing = new SequenceReader(format(Layout.NUMBERS), Gaps.REFUSED);
          assertThat(refusing.read(row(doubles(values)), 0))
              .as("%s at %d of %d", missing, at, length)
              .isEqualTo(Trouble.MISSING_VALUE);
          SequenceReader filling = new SequenceReader(format(Layout.NUMBERS), Gaps.FILLED);
          Trouble trouble = filling.read(row(doubles(values)), 0);
          assertThat(trouble).isEqualTo(at == 0 ? Trouble.MISSING_VALUE : null);
          if (at > 0) {
            assertThat(filling.values()[at]).isEqualTo(filling.values()[at - 1]);
          }
        }
      }
    }
  }

  @Test
  void gapsAreFilledFromTheStepBeforeColumnByColumn() {
    assertRead(
        new SequenceReader(ARRAYS, Gaps.FILLED),
        array(doubles(1, 2), doubles(NAN, 3), doubles(NAN, NAN), doubles(4, NAN)),
        4,
        2,
        1,
        2,
        1,
        3,
        1,
        3,
        4,
        3);
    SequenceReader reader = new SequenceReader(ARRAYS, Gaps.FILLED);
    assertThat(reader.read(row(array(doubles(1, NAN), doubles(1, 2))), 0))
        .isEqualTo(Trouble.MISSING_VALUE);
  }

  @Test
  void largeNumbersAreNotGaps() {
    assertRead(
        new SequenceReader(format(Layout.NUMBERS), Gaps.REFUSED),
        doubles(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE),
        4,
        1,
        Double.MAX_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE);
  }

  @Test
  void negativeZerosAreZeros() {
    assertRead(
        new SequenceReader(format(Layout.NUMBERS), Gaps.REFUSED), doubles(-0.0, 1), 2, 1, 0.0, 1);
    assertRead(new SequenceReader(vector(1), Gaps.REFUSED), dense(-0.0), 1, 1, 0.0);
  }

  @Test
  void aReusedReaderKeepsNothing() {
    SequenceReader reader = new SequenceReader(ARRAYS, Gaps.FILLED);
    assertRead(reader, array(doubles(1, 2), doubles(3, 4)), 2, 2, 1, 2, 3, 4);
    double[] values = reader.values();
    assertRead(reader, array(doubles(5)), 1, 1, 5);
    assertThat(reader.values()).isSameAs(values);
    assertThat(reader.read(row((Object) null), 0)).isEqualTo(Trouble.NULL);
    assertThat(List.of(reader.length(), reader.width())).containsExactly(0, 0);
    assertThat(reader.read(row(array(doubles(NAN), doubles(1))), 0))
        .as("the value before the first step is another sequence's")
        .isEqualTo(Trouble.MISSING_VALUE);
    assertRead(reader, array(doubles(6, 7)), 1, 2, 6, 7);
  }

  @Test
  void otherColumnsOfARowAreNotRead() {
    SequenceReader reader = new SequenceReader(format(Layout.NUMBERS), Gaps.REFUSED);
    assertThat(reader.read(row(null, "text", doubles(8, 9)), 2)).isNull();
    assertThat(reader.length()).isEqualTo(2);
  }

  @Test
  void theBeginningIsShown() {
    SequenceReader reader = new SequenceReader(ARRAYS, Gaps.REFUSED);
    assertThat(reader.read(row(array(doubles(1, 2))), 0)).isNull();
    assertThat(reader.show()).isEqualTo("[[1.0, 2.0]]");
    assertThat(reader.read(row(array(doubles(1, 2, 3, 4), doubles(5, 6, 7, 8))), 0)).isNull();
    assertThat(reader.show()).startsWith("[[1.0, 2.0, 3.0").contains("[5.0, 6.0, 7.0");
    assertThat(reader.show()).doesNotContain("4.0", "8.0", "…]");
    assertThat(reader.read(row(array(doubles(1), doubles(2), doubles(3))), 0)).isNull();
    assertThat(reader.show()).isEqualTo("[[1.0], [2.0], …]");
    assertThat(reader.read(row((Object) null), 0)).isEqualTo(Trouble.NULL);
    assertThat(reader.show()).isEqualTo("[]");
  }
}
