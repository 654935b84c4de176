package org.sparklstm.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * Both providers give the same bits, for sizes that are and are not multiples of the vector width.
 */
class ProvidersTest {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 100, 129};

  private final Kernels scalar = Kernels.scalar();
  private final Kernels vector = Kernels.vector();

  private static Matrix random(long key, int rows, int columns) {
    int stride = columns + 3;
    float[] data = new float[5 + rows * stride];
    for (int i = 0; i < data.length; i++) {
      data[i] = 8 * CounterRandom.uniform(key, i) - 4;
    }
    return new Matrix(data, 5, rows, columns, stride);
  }

  private static void multAdd(Kernels kernels, Matrix a, Matrix b, Matrix c) {
    PackedMatrix packed = kernels.newPacked(b.rows(), b.columns());
    packed.pack(b);
    kernels.multAdd(a, packed, c);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100})
  void products(int m) {
    for (int k : SIZES) {
      for (int n : SIZES) {
        Matrix a = random(1, m, k);
        Matrix b = random(2, k, n);
        Matrix transposed = random(4, k, m);
        a.transposeInto(transposed);
        Matrix one = random(3, m, n);
        Matrix two = random(3, m, n);
        Matrix three = random(3, m, n);
        multAdd(scalar, a, b, one);
        multAdd(vector, a, b, two);
        vector.multTransAAdd(transposed, b, three);
        assertThat(two.data()).as("(%d, %d, %d)", m, k, n).containsExactly(one.data());
        assertThat(three.data()).as("(%d, %d, %d)", m, k, n).containsExactly(one.data());
      }
    }
  }

  /**
   * So many columns that rows are packed on every machine, and more terms than are packed at once.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 13, 14, 16, 26, 27, 30, 31, 40})
  void productsOfPackedRows(int m) {
    for (int k : new int[] {1, 63, 65, 700}) {
      for (int n : new int[] {200, 391}) {
        Matrix a = random(1, m, k);
        Matrix b = random(2, k, n);
        Matrix one = random(3, m, n);
        Matrix two = random(3, m, n);
        multAdd(scalar, a, b, one);
        multAdd(vector, a, b, two);
        assertThat(two.data()).as("(%d, %d, %d)", m, k, n).containsExactly(one.data());
      }
    }
  }

  @Test
  void longSums() {
    Matrix a = random(1, 1000, 70);
    Matrix b = random(2, 1000, 50);
    Matrix one = random(3, 70, 50);
    Matrix two = random(3, 70, 50);
    scalar.multTransAAdd(a, b, one);
    vector.multTransAAdd(a, b, two);
    assertThat(two.data()).containsExactly(one.data());
  }

  /**
   * A range of the left side's rows at its start, at its end, and inside and across packed blocks.
   */
  @ParameterizedTest
  @CsvSource({"0, 700", "0, 650", "50, 650", "300, 200", "10, 20", "699, 1", "0, 0", "350, 0"})
  void twoProductsOfOneLeftSide(int first, int count) {
    for (int m : new int[] {5, 33, 260}) {
      for (int n : new int[] {1, 8, 20, 40, 64}) {
        Matrix a = random(1, 700, m);
        Matrix part = a.rowRange(first, count);
        Matrix b = random(2, 700, n);
        Matrix bPart = random(3, count, 72 - n);
        Matrix[] one = {random(4, m, n), random(5, m, 72 - n)};
        Matrix[] two = {random(4, m, n), random(5, m, 72 - n)};
        scalar.multTransAAdd(a, b, one[0], part, bPart, one[1]);
        vector.multTransAAdd(a, b, two[0], part, bPart, two[1]);
        for (int i = 0; i < 2; i++) {
          assertThat(two[i].data()).as("(%d, %d)", m, n).containsExactly(one[i].data());
        }
      }
    }
  }

  @Test
  void paddingOfAPanelDoesNotReachSums() {
    Matrix nan = Matrix.zeros(300, 300);
    nan.fill(Float.NaN);
    vector.multTransAAdd(nan, nan, Matrix.zeros(300, 300));
    for (int n : SIZES) {
      Matrix a = random(1, 20, 21);
      Matrix b = random(2, 20, n);
      Matrix one = random(3, 21, n);
      Matrix two = random(3, 21, n);
      scalar.multTransAAdd(a, b, one);
      vector.multTransAAdd(a, b, two);
      assertThat(two.data()).as("%d", n).containsExactly(one.data());
    }
  }

  @Test
  void exponentials() {
    for (int columns : SIZES) {
      Matrix x = random(1, 5, columns);
      float[] subtracted = {0, 1, 100, -3, 0.5f};
      x.data()[0] = Float.NEGATIVE_INFINITY;
      Matrix one = Matrix.zeros(5, columns);
      Matrix two = Matrix.zeros(5, columns);
      scalar.exp(x, subtracted, one);
      vector.exp(x, subtracted, two);
      assertThat(two.data()).as("%d", columns).containsExactly(one.data());
    }
    assertThatThrownBy(() -> vector.exp(random(1, 5, 3), new float[4], random(1, 5, 3)))
        .hasMessageContaining("4 values are subtracted");
  }

  @Test
  void columnSums() {
    for (int rows : new int[] {0, 1, 3, 4, 7}) {
      for (int columns : SIZES) {
        Matrix a = random(1, rows, columns);
        float[] one = random(2, 1, columns).data();
        float[] two = one.clone();
        scalar.addColumnSums(a, one, 3);
        vector.addColumnSums(a, two, 3);
        assertThat(two).as("(%d, %d)", rows, columns).containsExactly(one);
      }
    }
  }

  @Test
  void aPartMustBeARangeOfTheRows() {
    Matrix a = random(1, 6, 4);
    Matrix b = random(2, 6, 3);
    Matrix c = random(3, 4, 3);
    for (Matrix part :
        new Matrix[] {random(1, 6, 4), a.rowRange(1, 5).columnRange(1, 3), a.columnRange(0, 3)}) {
      Matrix cPart = random(3, part.columns(), 3);
      assertThatThrownBy(
              () -> vector.multTransAAdd(a, b, c, part, b.rowRange(0, part.rows()), cPart))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be a range of the rows of a (6, 4)");
    }
  }

  @Test
  void gates() {
    for (int hidden : SIZES) {
      for (int step = 0; step < 2; step++) {
        Matrix previous = step == 0 ? null : random(5, 3, hidden);
        Matrix[] one = {
          random(1, 3, 4 * hidden), random(2, 3, hidden), random(3, 3, hidden), random(4, 3, hidden)
        };
        Matrix[] two = {
          random(1, 3, 4 * hidden), random(2, 3, hidden), random(3, 3, hidden), random(4, 3, hidden)
        };
        scalar.lstmForward(one[0], previous, one[1], one[2], one[3]);
        vector.lstmForward(two[0], previous, two[1], two[2], two[3]);
        for (int i = 0; i < 4; i++) {
          assertThat(two[i].data()).as("forward, %d", hidden).containsExactly(one[i].data());
        }
        Matrix dOutput = random(6, 3, hidden);
        scalar.lstmBackward(one[0], previous, one[2], dOutput, one[3]);
        vector.lstmBackward(two[0], previous, two[2], dOutput, two[3]);
        assertThat(two[0].data()).as("backward, %d", hidden).containsExactly(one[0].data());
        assertThat(two[3].data()).as("backward, %d", hidden).containsExactly(one[3].data());
      }
    }
  }

  @Test
  void initialValuesOfProducts() {
    for (int n : SIZES) {
      Matrix a = random(1, 13, 300);
      Matrix b = random(2, 300, n);
      Matrix start = random(3, 13, n);
      Matrix added = random(4, 13, n);
      for (int row = 0; row < 13; row++) {
        System.arraycopy(start.data(), start.index(row, 0), added.data(), added.index(row, 0), n);
      }
      multAdd(scalar, a, b, added);
      for (Kernels kernels : new Kernels[] {scalar, vector}) {
        PackedMatrix packed = kernels.newPacked(300, n);
        packed.pack(b);
        Matrix plus = random(4, 13, n);
        kernels.multPlus(start, a, packed, plus);
        assertThat(plus.data()).as("%d", n).containsExactly(added.data());
        Matrix one = random(4, 13, n);
        Matrix two = random(4, 13, n);
        float[] row = java.util.Arrays.copyOfRange(start.data(), start.offset(), start.index(1, 0));
        kernels.multPlusRow(row, a, packed, one);
        for (int i = 0; i < 13; i++) {
          System.arraycopy(row, 0, two.data(), two.index(i, 0), n);
        }
        multAdd(scalar, a, b, two);
        assertThat(one.data()).as("%d", n).containsExactly(two.data());
      }
    }
  }

  @Test
  void gruGates() {
    for (int hidden : SIZES) {
      for (int step = 0; step < 2; step++) {
        Matrix previous = step == 0 ? null : random(5, 3, hidden);
        Matrix[] one = {random(1, 3, 4 * hidden), random(2, 3, hidden)};
        Matrix[] two = {random(1, 3, 4 * hidden), random(2, 3, hidden)};
        scalar.gruForward(one[0], previous, one[1]);
        vector.gruForward(two[0], previous, two[1]);
        assertThat(two[0].data()).as("forward, %d", hidden).containsExactly(one[0].data());
        assertThat(two[1].data()).as("forward, %d", hidden).containsExactly(one[1].data());
        scalar.gruBackward(one[0], previous, one[1]);
        vector.gruBackward(two[0], previous, two[1]);
        assertThat(two[0].data()).as("backward, %d", hidden).containsExactly(one[0].data());
        assertThat(two[1].data()).as("backward, %d", hidden).containsExactly(one[1].data());
      }
    }
  }

  @Test
  void plainGates() {
    for (int hidden : SIZES) {
      Matrix sums = random(1, 3, hidden);
      Matrix[] one = {random(2, 3, hidden), random(3, 3, hidden)};
      Matrix[] two = {random(2, 3, hidden), random(3, 3, hidden)};
      Matrix dOutput = random(4, 3, hidden);
      scalar.tanhForward(sums, one[0]);
      vector.tanhForward(sums, two[0]);
      scalar.tanhBackward(one[0], dOutput, one[1]);
      vector.tanhBackward(two[0], dOutput, two[1]);
      assertThat(two[0].data()).as("tanh, %d", hidden).containsExactly(one[0].data());
      assertThat(two[1].data()).as("tanh, %d", hidden).containsExactly(one[1].data());
      scalar.reluForward(sums, one[0]);
      vector.reluForward(sums, two[0]);
      scalar.reluBackward(one[0], dOutput, one[1]);
      vector.reluBackward(two[0], dOutput, two[1]);
      assertThat(two[0].data()).as("relu, %d", hidden).containsExactly(one[0].data());
      assertThat(two[1].data()).as("relu, %d", hidden).containsExactly(one[1].data());
    }
  }

  @Test
  void gatesAtTheLimits() {
    float[] odd = {
      0f,
      -0f,
      1e-30f,
      -1e-30f,
      87f,
      -87f,
      90f,
      -90f,
      1e30f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      0.3466f,
      -0.3466f,
      10.4f,
      43.7f
    };
    int hidden = odd.length;
    Matrix[] one = {Matrix.zeros(1, 4 * hidden), null, null, null};
    for (int i = 0; i < 4 * hidden; i++) {
      one[0].data()[i] = odd[i % hidden];
    }
    Matrix gates = Matrix.of(one[0].data().clone(), 1, 4 * hidden);
    Matrix[] s = {Matrix.zeros(1, hidden), Matrix.zeros(1, hidden), Matrix.zeros(1, hidden)};
    Matrix[] v = {Matrix.zeros(1, hidden), Matrix.zeros(1, hidden), Matrix.zeros(1, hidden)};
    scalar.lstmForward(one[0], null, s[0], s[1], s[2]);
    vector.lstmForward(gates, null, v[0], v[1], v[2]);
    assertThat(gates.data()).containsExactly(one[0].data());
    assertThat(v[2].data()).containsExactly(s[2].data());
  }

  @Test
  void packedMatricesBelongToTheirKernels() {
    PackedMatrix packed = scalar.newPacked(2, 2);
    assertThatThrownBy(() -> vector.multAdd(Matrix.zeros(1, 2), packed, Matrix.zeros(1, 2)))
        .hasMessage("multAdd: b was packed by another provider");
  }
}
