package org.sparklstm.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

class KernelsTest {
  private final Kernels kernels = Kernels.scalar();

  /** A view of a larger array, to test offsets and strides. */
  private static Matrix random(long key, int rows, int columns) {
    int stride = columns + 3;
    float[] data = new float[5 + rows * stride];
    for (int i = 0; i < data.length; i++) {
      data[i] = 2 * CounterRandom.uniform(key, i) - 1;
    }
    return new Matrix(data, 5, rows, columns, stride);
  }

  private PackedMatrix packed(Matrix b) {
    PackedMatrix packed = kernels.newPacked(b.rows(), b.columns());
    packed.pack(b);
    return packed;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 17, 65, 130})
  void sumsHaveAscendingKWithOneRoundingPerTerm(int k) {
    Matrix a = random(1, 3, k);
    Matrix transposed = Matrix.zeros(k, 3);
    a.transposeInto(transposed);
    Matrix b = random(2, k, 5);
    Matrix c = random(3, 3, 5);
    Matrix same = random(3, 3, 5);
    float[][] expected = new float[3][5];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 5; j++) {
        float sum = c.at(i, j);
        for (int at = 0; at < k; at++) {
          sum = Math.fma(a.at(i, at), b.at(at, j), sum);
        }
        expected[i][j] = sum;
      }
    }
    kernels.multAdd(a, packed(b), c);
    kernels.multTransAAdd(transposed, b, same);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 5; j++) {
        assertThat(c.at(i, j)).isEqualTo(expected[i][j]);
        assertThat(same.at(i, j)).isEqualTo(expected[i][j]);
      }
    }
  }

  @Test
  void nothingOutsideTheViewIsTouched() {
    Matrix c = random(3, 2, 2);
    float[] before = c.data().clone();
    kernels.multAdd(random(1, 2, 4), packed(random(2, 4, 2)), c);
    for (int i = 0; i < before.length; i++) {
      boolean inside = i >= 5 && (i - 5) % 5 < 2;
      assertThat(c.data()[i] == before[i]).as("position %d", i).isEqualTo(!inside);
    }
  }

  @Test
  void mismatchedShapesAreReported() {
    assertThatThrownBy(
            () ->
                kernels.multAdd(Matrix.zeros(2, 3), packed(Matrix.zeros(4, 5)), Matrix.zeros(2, 5)))
        .hasMessage(
            "multAdd: a is (2, 3), b is (4, 5), c is (2, 5): a's columns must match b's rows, and c must be (a's rows, b's columns)");
    assertThatThrownBy(
            () -> kernels.multTransAAdd(Matrix.zeros(2, 3), Matrix.zeros(4, 5), Matrix.zeros(3, 5)))
        .hasMessage(
            "multTransAAdd: a is (2, 3), b is (4, 5), c is (3, 5): a's rows must match b's rows, and c must be (a's columns, b's columns)");
    assertThatThrownBy(() -> kernels.addColumnSums(Matrix.zeros(2, 3), new float[4], 2))
        .hasMessageContaining("a is (2, 3), sums has 2 values from offset 2");
  }
}
