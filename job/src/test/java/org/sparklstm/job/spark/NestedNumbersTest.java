package org.sparklstm.job.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparklstm.job.spark.SparkRows.array;
import static org.sparklstm.job.spark.SparkRows.dense;
import static org.sparklstm.job.spark.SparkRows.doubles;
import static org.sparklstm.job.spark.SparkRows.floats;
import static org.sparklstm.job.spark.SparkRows.row;
import static org.sparklstm.job.spark.SparkRows.sparse;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparklstm.job.spark.NestedNumbers.Layout;
import org.sparklstm.job.spark.NestedNumbers.Outcome;

class NestedNumbersTest {
  private static final int[] NONE = {};

  private static NestedNumbers numbers(Layout layout) {
    return new NestedNumbers(layout, DataTypes.DoubleType);
  }

  private static void assertRead(
      NestedNumbers numbers, Object cell, int length, int width, double... expected) {
    assertThat(numbers.read(row("another cell", cell), 1)).isEqualTo(Outcome.READ);
    assertThat(numbers.length()).as("length").isEqualTo(length);
    assertThat(numbers.width()).as("width").isEqualTo(width);
    assertThat(bits(Arrays.copyOf(numbers.values(), length * width))).isEqualTo(bits(expected));
  }

  private static long[] bits(double... values) {
    return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
  }

  @Test
  void anArrayOfNumbersIsStepsOfOneNumber() {
    NestedNumbers numbers = numbers(Layout.NUMBERS);
    assertRead(numbers, doubles(1.5, -2, 0), 3, 1, 1.5, -2, 0);
    assertRead(numbers, array(1.5, null), 2, 1, 1.5, Double.NaN);
    assertRead(numbers, doubles(), 0, 1);
  }

  @Test
  void anArrayOfArraysIsStepsOfSeveralNumbers() {
    NestedNumbers numbers = numbers(Layout.ARRAYS);
    assertRead(
        numbers, array(doubles(1, 2, 3), array(4.0, null, 6.0)), 2, 3, 1, 2, 3, 4, Double.NaN, 6);
    assertRead(numbers, array(doubles(7), doubles(8), doubles(9)), 3, 1, 7, 8, 9);
    assertRead(numbers, array(doubles(), doubles()), 2, 0);
    assertRead(numbers, array(), 0, 0);
  }

  @Test
  void anArrayOfVectorsMayMixDenseAndSparseOnes() {
    assertRead(
        numbers(Layout.VECTORS),
        array(dense(1, 2, 3), sparse(3, new int[] {1}, 5), sparse(3, NONE), dense(6, 7, 8)),
        4,
        3,
        new double[] {1, 2, 3, 0, 5, 0, 0, 0, 0, 6, 7, 8});
  }

  @Test
  void aVectorIsOneStepAsWideAsItIs() {
    NestedNumbers numbers = numbers(Layout.VECTOR);
    assertRead(numbers, dense(1, 2, 3, 4), 1, 4, 1, 2, 3, 4);
    assertRead(numbers, sparse(5, new int[] {0, 3}, 7, Double.NaN), 1, 5, 7, 0, 0, Double.NaN, 0);
    assertRead(numbers, dense(), 1, 0);
  }

  @Test
  void numbersOfEveryTypeAreRead() {
    assertRead(
        new NestedNumbers(Layout.NUMBERS, DataTypes.FloatType), floats(0.1f, 2), 2, 1, 0.1f, 2);
    assertRead(
        new NestedNumbers(Layout.NUMBERS, DataTypes.FloatType),
        array(0.1f, null),
        2,
        1,
        0.1f,
        Double.NaN);
    assertRead(
        ofType(DataTypes.IntegerType),
        array(array(1, null), array(-3, 4)),
        2,
        2,
        1,
        Double.NaN,
        -3,
        4);
    assertRead(ofType(DataTypes.LongType), array(array(1L << 40)), 1, 1, 0x1p40);
    assertRead(ofType(DataTypes.ShortType), array(array((short) -7)), 1, 1, -7);
    assertRead(ofType(DataTypes.ByteType), array(array((byte) 5)), 1, 1, 5);
    assertRead(
        ofType(DataTypes.createDecimalType(10, 3)),
        array(
            array(Decimal.apply("12.345"), null), array(Decimal.apply("-0.100"), Decimal.apply(7))),
        2,
        2,
        new double[] {12.345, Double.NaN, -0.1, 7});
  }

  private static NestedNumbers ofType(DataType element) {
    return new NestedNumbers(Layout.ARRAYS, element);
  }

  /** Equal sequences have equal keys only if no zero has a sign. */
  @Test
  void zerosLoseTheirSign() {
    assertRead(numbers(Layout.NUMBERS), doubles(-0.0, 1), 2, 1, 0.0, 1);
    assertRead(numbers(Layout.ARRAYS), array(doubles(-0.0), doubles(2)), 2, 1, 0.0, 2);
    assertRead(numbers(Layout.VECTOR), dense(-0.0, 3), 1, 2, 0.0, 3);
    assertRead(numbers(Layout.VECTORS), array(sparse(2, new int[] {1}, -0.0)), 1, 2, 0.0, 0.0);
    assertRead(
        new NestedNumbers(Layout.NUMBERS, DataTypes.FloatType), floats(-0.0f, 1), 2, 1, 0.0, 1);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aCellThatIsNullIsNullAndLeavesNothingOfTheOneBefore(Layout layout) {
    NestedNumbers numbers = numbers(layout);
    Object cell =
        switch (layout) {
          case NUMBERS -> doubles(1, 2);
          case ARRAYS -> array(doubles(1, 2));
          case VECTORS -> array(dense(1, 2));
          case VECTOR -> dense(1, 2);
        };
    assertThat(numbers.read(row(cell), 0)).isEqualTo(Outcome.READ);
    assertThat(numbers.length() * numbers.width()).isEqualTo(2);
    assertThat(numbers.read(row((Object) null), 0)).isEqualTo(Outcome.NULL);
    assertThat(List.of(numbers.length(), numbers.width())).containsExactly(0, 0);
  }

  @Test
  void aStepThatIsNullIsReported() {
    assertThat(numbers(Layout.ARRAYS).read(row(array(doubles(1), null)), 0))
        .isEqualTo(Outcome.NULL_STEP);
    assertThat(numbers(Layout.VECTORS).read(row(array(null, dense(1))), 0))
        .isEqualTo(Outcome.NULL_STEP);
  }

  @Test
  void stepsOfDifferentWidthAreRagged() {
    for (Object ragged :
        List.of(
            array(doubles(1, 2), doubles(3)),
            array(doubles(1), doubles(2, 3)),
            array(doubles(), doubles(1)),
            array(doubles(1), doubles(1), doubles()))) {
      NestedNumbers numbers = numbers(Layout.ARRAYS);
      assertThat(numbers.read(row(ragged), 0)).isEqualTo(Outcome.RAGGED);
      assertThat(numbers.length()).isZero();
    }
    assertThat(
            numbers(Layout.VECTORS).read(row(array(dense(1, 2), sparse(3, new int[] {0}, 1))), 0))
        .isEqualTo(Outcome.RAGGED);
  }

  @Test
  void theArrayIsUsedAgainAndGrowsWithoutLosingSteps() {
    NestedNumbers numbers = numbers(Layout.VECTORS);
    assertRead(numbers, array(dense(9, 9), dense(9, 9)), 2, 2, 9, 9, 9, 9);
    double[] first = numbers.values();
    // zeros of a sparse vector overwrite what was there
    assertRead(numbers, array(sparse(2, NONE), sparse(2, NONE)), 2, 2, 0, 0, 0, 0);
    assertThat(numbers.values()).isSameAs(first);
    int steps = first.length;
    Object[] vectors = new Object[steps];
    double[] expected = new double[2 * steps];
    for (int t = 0; t < steps; t++) {
      vectors[t] = t % 2 == 0 ? dense(t + 1, -t) : sparse(2, new int[] {0}, t + 1);
      expected[2 * t] = t + 1;
      expected[2 * t + 1] = t % 2 == 0 ? -t + 0.0 : 0;
    }
    assertRead(numbers, array(vectors), steps, 2, expected);
    assertThat(numbers.values()).isNotSameAs(first);
  }
}
