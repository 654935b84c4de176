package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * The kernels: a facade that checks shapes and then calls a provider. Matrices must not overlap
 * unless the method allows it. An instance holds scratch memory and serves one thread at a time.
 * Methods throw {@link IllegalArgumentException}, with all shapes, if shapes do not match.
 */
public final class Kernels {
  /**
   * The class is named instead of referenced, because it cannot be loaded without the incubator
   * module.
   */
  private static final String VECTOR = "org.sparklstm.core.kernel.VectorKernels";

  private static final boolean VECTORS_AVAILABLE = vectorsAvailable();

  private final KernelProvider provider;

  private Kernels(KernelProvider provider) {
    this.provider = provider;
  }

  /**
   * The fastest kernels that this JVM supports: those with the Vector API if Java was started with
   * {@code --add-modules jdk.incubator.vector}, as spark-submit does from Spark 4 on, else those in
   * plain Java. All return the same bits.
   */
  public static Kernels fastest() {
    return VECTORS_AVAILABLE ? vector() : scalar();
  }

  /** The kernels in plain Java, which define the results. */
  public static Kernels scalar() {
    return new Kernels(new ScalarKernels());
  }

  /**
   * The kernels with the Vector API.
   *
   * @throws IllegalStateException if Java was started without the Vector API's module
   */
  public static Kernels vector() {
    try {
      return new Kernels(
          Class.forName(VECTOR)
              .asSubclass(KernelProvider.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "the Vector API is not available: start Java with --add-modules jdk.incubator.vector", e);
    }
  }

  private static boolean vectorsAvailable() {
    JvmSupport.warn();
    return JvmSupport.hasVectors();
  }

  /** What products are computed with, such as {@code vectors of 512 bits, tiles of 13 x 32}. */
  public String description() {
    return provider.description();
  }

  /**
   * The limit of this thread's core: fused multiply-adds in GFLOP/s, measured in about a tenth of a
   * second; NaN for kernels in plain Java.
   */
  public double peakGflops() {
    return provider.peakGflops();
  }

  /** Creates a right-hand matrix (rows, columns) for products with these kernels. */
  public PackedMatrix newPacked(int rows, int columns) {
    return new PackedMatrix(rows, columns, provider.panelWidth());
  }

  /**
   * {@code c += a · b}.
   *
   * @param a (m, k). Not modified.
   * @param b (k, n), from {@link #newPacked}. Not modified.
   * @param c (m, n). Modified.
   */
  public void multAdd(Matrix a, PackedMatrix b, Matrix c) {
    requireProduct("multAdd", a, b, c);
    provider.mult(a, b, c.data(), c.offset(), c.stride(), c);
  }

  /**
   * {@code c = s + a · b}.
   *
   * @param s (m, n). Not modified.
   * @param a (m, k). Not modified.
   * @param b (k, n), from {@link #newPacked}. Not modified.
   * @param c (m, n). Modified.
   */
  public void multPlus(Matrix s, Matrix a, PackedMatrix b, Matrix c) {
    requireProduct("multPlus", a, b, c);
    if (!s.sameShape(c)) {
      throw shapes("multPlus: s is %s, a is %s, c is %s: s must have the shape of c", s, a, c);
    }
    provider.mult(a, b, s.data(), s.offset(), s.stride(), c);
  }

  /**
   * {@code c = row + a · b}, with {@code row} added to each row.
   *
   * @param row at least n values. Not modified.
   * @param a (m, k). Not modified.
   * @param b (k, n), from {@link #newPacked}. Not modified.
   * @param c (m, n). Modified.
   */
  public void multPlusRow(float[] row, Matrix a, PackedMatrix b, Matrix c) {
    requireProduct("multPlusRow", a, b, c);
    if (row.length < c.columns()) {
      throw new IllegalArgumentException(
          "multPlusRow: row has %d values, c is %s: row needs one value per column"
              .formatted(row.length, c.shape()));
    }
    provider.mult(a, b, row, 0, 0, c);
  }

  private void requireProduct(String method, Matrix a, PackedMatrix b, Matrix c) {
    if (a.columns() != b.rows() || a.rows() != c.rows() || b.columns() != c.columns()) {
      throw new IllegalArgumentException(
          "%s: a is %s, b is %s, c is %s: a's columns must match b's rows, and c must be (a's rows, b's columns)"
              .formatted(method, a.shape(), b.shape(), c.shape()));
    }
    if (b.width() != provider.panelWidth()) {
      throw new IllegalArgumentException(method + ": b was packed by another provider");
    }
  }

  /**
   * {@code c += aᵀ · b}.
   *
   * @param a (k, m). Not modified.
   * @param b (k, n). Not modified.
   * @param c (m, n). Modified.
   */
  public void multTransAAdd(Matrix a, Matrix b, Matrix c) {
    requireTransposedProduct(a, b, c);
    provider.multTransAAdd(a, b, c);
  }

  /**
   * {@code c += aᵀ · b} and {@code cPart += aPartᵀ · bPart}, where aPart is a range of a's rows.
   * Faster than two calls, because a is packed once for both.
   *
   * @param a (k, m). Not modified.
   * @param b (k, n). Not modified.
   * @param c (m, n). Modified.
   * @param aPart (k', m), a range of a's rows. Not modified.
   * @param bPart (k', n'). Not modified.
   * @param cPart (m, n'). Modified.
   */
  public void multTransAAdd(
      Matrix a, Matrix b, Matrix c, Matrix aPart, Matrix bPart, Matrix cPart) {
    requireTransposedProduct(a, b, c);
    requireTransposedProduct(aPart, bPart, cPart);
    provider.multTransAAdd(a, b, c, firstRow(a, aPart), aPart, bPart, cPart);
  }

  private static int firstRow(Matrix a, Matrix part) {
    int distance = part.offset() - a.offset();
    int step = Math.max(1, a.stride());
    boolean within =
        part.data() == a.data()
            && part.stride() == a.stride()
            && part.columns() == a.columns()
            && distance >= 0
            && distance % step == 0
            && distance / step + part.rows() <= a.rows();
    if (!within) {
      throw new IllegalArgumentException(
          "multTransAAdd: aPart %s must be a range of the rows of a %s"
              .formatted(part.shape(), a.shape()));
    }
    return distance / step;
  }

  private static void requireTransposedProduct(Matrix a, Matrix b, Matrix c) {
    if (a.rows() != b.rows() || a.columns() != c.rows() || b.columns() != c.columns()) {
      throw shapes(
          "multTransAAdd: a is %s, b is %s, c is %s: a's rows must match b's rows, and c must be (a's columns, b's columns)",
          a, b, c);
    }
  }

  /**
   * Adds the sum of each column of {@code a} to {@code sums}.
   *
   * @param a (m, n). Not modified.
   * @param sums receives n sums, starting at {@code offset}. Modified.
   */
  public void addColumnSums(Matrix a, float[] sums, int offset) {
    if (offset < 0 || offset + a.columns() > sums.length) {
      throw new IllegalArgumentException(
          "addColumnSums: a is %s, sums has %d values from offset %d: sums needs one value per column"
              .formatted(a.shape(), sums.length - offset, offset));
    }
    provider.addColumnSums(a, sums, offset);
  }

  /**
   * One LSTM step after the matrix products: {@code c' = σ(f) c + σ(i) tanh(g)}, {@code h' = σ(o)
   * tanh(c')}.
   *
   * @param gates (B, 4H): the sums before activation in the order i, f, g, o; afterwards the
   *     activated gates. Modified.
   * @param previousCell (B, H), or null for zeros. Not modified.
   * @param cell c' (B, H). Modified.
   * @param tanhCell tanh c' (B, H). Modified.
   * @param output h' (B, H). Modified.
   */
  public void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output) {
    boolean fits =
        gates.columns() == 4 * cell.columns()
            && gates.rows() == cell.rows()
            && cell.sameShape(tanhCell)
            && cell.sameShape(output)
            && (previousCell == null || cell.sameShape(previousCell));
    if (!fits) {
      throw shapes(
          "lstmForward: gates are %s, cell is %s, output is %s: gates must be (B, 4H), and all others (B, H)",
          gates, cell, output);
    }
    provider.lstmForward(gates, previousCell, cell, tanhCell, output);
  }

  /**
   * The backward pass of {@link #lstmForward}.
   *
   * @param gates (B, 4H): the activated gates; afterwards ∂loss/∂(sums before activation).
   *     Modified.
   * @param previousCell (B, H), or null for zeros. Not modified.
   * @param tanhCell (B, H). Not modified.
   * @param dOutput ∂loss/∂h' (B, H). Not modified.
   * @param dCell the part of ∂loss/∂c' from later steps (B, H); afterwards ∂loss/∂c. Modified.
   */
  public void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell) {
    boolean fits =
        gates.columns() == 4 * dCell.columns()
            && gates.rows() == dCell.rows()
            && dCell.sameShape(tanhCell)
            && dCell.sameShape(dOutput)
            && (previousCell == null || dCell.sameShape(previousCell));
    if (!fits) {
      throw shapes(
          "lstmBackward: gates are %s, dOutput is %s, dCell is %s: gates must be (B, 4H), and all others (B, H)",
          gates, dOutput, dCell);
    }
    provider.lstmBackward(gates, previousCell, tanhCell, dOutput, dCell);
  }

  /**
   * One GRU step after the matrix products: {@code n = tanh(a + σ(r) m)}, {@code h' = (1 - σ(z)) n
   * + σ(z) h}, where a is the candidate's sum over the input and m its sum over the hidden state.
   *
   * @param gates (B, 4H): the sums a, r, z and m; afterwards n, σ(r), σ(z) and m. Modified.
   * @param previous h (B, H), or null for zeros. Not modified.
   * @param output h' (B, H). Modified.
   */
  public void gruForward(Matrix gates, Matrix previous, Matrix output) {
    requireGates("gruForward", 4, gates, previous, output);
    provider.gruForward(gates, previous, output);
  }

  /**
   * The backward pass of {@link #gruForward}.
   *
   * @param gates (B, 4H): n, σ(r), σ(z) and m; afterwards ∂loss/∂ of the sums a, r, z and m.
   *     Modified.
   * @param previous h (B, H), or null for zeros. Not modified.
   * @param dHidden ∂loss/∂h' (B, H); afterwards the part of ∂loss/∂h that does not pass through the
   *     sums. Modified.
   */
  public void gruBackward(Matrix gates, Matrix previous, Matrix dHidden) {
    requireGates("gruBackward", 4, gates, previous, dHidden);
    provider.gruBackward(gates, previous, dHidden);
  }

  /**
   * {@code h' = tanh(sums)}.
   *
   * @param sums (B, H). Not modified.
   * @param output h' (B, H). Modified.
   */
  public void tanhForward(Matrix sums, Matrix output) {
    requireGates("tanhForward", 1, sums, null, output);
    provider.tanhForward(sums, output);
  }

  /**
   * The backward pass of {@link #tanhForward}.
   *
   * @param output h' (B, H). Not modified.
   * @param dOutput ∂loss/∂h' (B, H). Not modified.
   * @param dSums ∂loss/∂sums (B, H). Modified.
   */
  public void tanhBackward(Matrix output, Matrix dOutput, Matrix dSums) {
    requireGates("tanhBackward", 1, dSums, dOutput, output);
    provider.tanhBackward(output, dOutput, dSums);
  }

  /**
   * {@code h' = max(sums, 0)}. NaN stays NaN.
   *
   * @param sums (B, H). Not modified.
   * @param output h' (B, H). Modified.
   */
  public void reluForward(Matrix sums, Matrix output) {
    requireGates("reluForward", 1, sums, null, output);
    provider.reluForward(sums, output);
  }

  /**
   * The backward pass of {@link #reluForward}. The derivative at zero is zero.
   *
   * @param output h' (B, H). Not modified.
   * @param dOutput ∂loss/∂h' (B, H). Not modified.
   * @param dSums ∂loss/∂sums (B, H). Modified.
   */
  public void reluBackward(Matrix output, Matrix dOutput, Matrix dSums) {
    requireGates("reluBackward", 1, dSums, dOutput, output);
    provider.reluBackward(output, dOutput, dSums);
  }

  /**
   * {@code to[i][j] = exp(x[i][j] - subtracted[i])}; the difference is limited to -87 … 87.
   *
   * @param x (m, n). Not modified.
   * @param subtracted at least m values. Not modified.
   * @param to (m, n), or x itself. Modified.
   */
  public void exp(Matrix x, float[] subtracted, Matrix to) {
    if (!x.sameShape(to) || subtracted.length < x.rows()) {
      throw new IllegalArgumentException(
          "exp: x is %s, to is %s, and %d values are subtracted: expected the same shape, and a value per row"
              .formatted(x.shape(), to.shape(), subtracted.length));
    }
    provider.exp(x, subtracted, to);
  }

  /**
   * {@code c += a}.
   *
   * @param a (m, n). Not modified.
   * @param c (m, n). Modified.
   */
  public void add(Matrix a, Matrix c) {
    if (!a.sameShape(c)) {
      throw new IllegalArgumentException(
          "add: a is %s, c is %s: shapes must match".formatted(a.shape(), c.shape()));
    }
    provider.add(a, c);
  }

  private static void requireGates(
      String method, int gateCount, Matrix gates, Matrix optional, Matrix hidden) {
    boolean fits =
        gates.columns() == gateCount * hidden.columns()
            && gates.rows() == hidden.rows()
            && (optional == null || optional.sameShape(hidden));
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: sums are %s, h is %s: sums must be (B, %dH), and all others (B, H)"
              .formatted(method, gates.shape(), hidden.shape(), gateCount));
    }
  }

  private static IllegalArgumentException shapes(String message, Matrix a, Matrix b, Matrix c) {
    return new IllegalArgumentException(message.formatted(a.shape(), b.shape(), c.shape()));
  }
}
