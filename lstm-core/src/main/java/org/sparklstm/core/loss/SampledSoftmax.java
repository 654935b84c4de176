package org.sparklstm.core.loss;

import java.util.Arrays;
import java.util.BitSet;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.kernel.PackedMatrix;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * The cross entropy of a linear layer with very many outputs, estimated from the target's output
 * and those of some others (Bengio and Senécal 2008; Jean et al. 2015, arXiv:1412.2007). Each logit
 * is {@code w · h + b - ln q}, where q is how often its class is expected among the others; others
 * that are the target itself do not count. An instance serves one thread.
 */
public final class SampledSoftmax {
  private final Kernels kernels;
  private final int width;
  private final Arena arena = new Arena();

  /** The others: weights by class (N, P), transposed (P, N), biases less ln q. */
  private Matrix weights = Matrix.zeros(0, 0);

  private Matrix dWeights = Matrix.zeros(0, 0);
  private PackedMatrix packed;
  private PackedMatrix packedTransposed;
  private float[] shifts = {};
  private float[] zeros = {};
  private float[] largest = {};

  /** All rows that were loaded, and where those of the others are among them. */
  private int[] classes = {};

  private int[] others = {};
  private float[] logExpected = {};

  /** Where the targets of the last call are among all rows. */
  private int[] targets = {};

  private float[] values = {};
  private int weightStart;
  private int biasStart;

  /**
   * Creates a loss.
   *
   * @param width P, inputs of the linear layer
   */
  public SampledSoftmax(Kernels kernels, int width) {
    this.kernels = kernels;
    this.width = width;
  }

  /**
   * Takes rows of the linear layer.
   *
   * @param known the classes whose rows they are, ascending, the others among them. Kept, not
   *     modified.
   * @param sampled the others, ascending. Not modified.
   * @param logExpectations ln q of each known class. Kept, not modified.
   * @param parameters in which the rows of the weight, and the biases, follow each other. Kept, not
   *     modified.
   * @param firstWeight index of the first row
   * @param firstBias index of the first bias
   */
  public void load(
      int[] known,
      int[] sampled,
      float[] logExpectations,
      float[] parameters,
      int firstWeight,
      int firstBias) {
    classes = known;
    logExpected = logExpectations;
    values = parameters;
    weightStart = firstWeight;
    biasStart = firstBias;
    if (others.length != sampled.length) {
      others = new int[sampled.length];
      shifts = new float[sampled.length];
      weights = Matrix.zeros(sampled.length, width);
      dWeights = Matrix.zeros(sampled.length, width);
      packed = kernels.newPacked(sampled.length, width);
      packedTransposed = kernels.newPacked(width, sampled.length);
      zeros = new float[width];
    }
    for (int i = 0; i < others.length; i++) {
      int at = position(sampled[i]);
      others[i] = at;
      shifts[i] = values[biasStart + at] - logExpected[at];
      System.arraycopy(values, weightStart + at * width, weights.data(), i * width, width);
    }
    packed.pack(weights);
    packedTransposed.packTransposed(weights);
  }

  private int position(int known) {
    int found = Arrays.binarySearch(classes, known);
    if (found < 0) {
      throw new IllegalArgumentException("the row of class %d was not loaded".formatted(known));
    }
    return found;
  }

  /**
   * Computes losses and gradients.
   *
   * @param hidden inputs of the linear layer (n, P). Not modified.
   * @param target (n, 1), the classes. Not modified.
   * @param dHidden receives ∂(sum of the losses)/∂hidden (n, P). Modified.
   * @param gradient ∂(sum of the losses)/∂parameters, to which is added. Modified.
   * @return the sum of the losses of the rows, in their order
   */
  public double gradient(Matrix hidden, Matrix target, Matrix dHidden, float[] gradient) {
    int rows = hidden.rows();
    arena.rewind();
    Matrix logits = arena.matrix(rows, others.length);
    kernels.multPlusRow(shifts, hidden, packedTransposed, logits);
    if (largest.length < rows) {
      largest = new float[rows];
    }
    targets = new int[rows];
    float[] own = new float[rows];
    for (int row = 0; row < rows; row++) {
      targets[row] = position((int) target.at(row, 0));
      own[row] = logit(hidden, row, targets[row]);
      largest[row] = Math.max(own[row], Softmax.largest(logits, row));
    }
    kernels.exp(logits, largest, logits);
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      int same = Arrays.binarySearch(others, targets[row]);
      if (same >= 0) {
        logits.data()[logits.index(row, same)] = 0f;
      }
      double ofTarget = StrictMath.exp((double) own[row] - largest[row]);
      double sum = Softmax.sum(logits, row) + ofTarget;
      loss += StrictMath.log(sum) + ((double) largest[row] - own[row]);
      Softmax.scale(logits, row, (float) (1 / sum));
      own[row] = (float) (ofTarget / sum - 1);
    }
    kernels.multPlusRow(zeros, logits, packed, dHidden);
    addOthers(logits, hidden, gradient);
    for (int row = 0; row < rows; row++) {
      addTarget(hidden, row, targets[row], own[row], dHidden, gradient);
    }
    return loss;
  }

  /** Adds the positions of the rows that the last call has compared. Modified. */
  public void mark(BitSet compared) {
    for (int other : others) {
      compared.set(other);
    }
    for (int target : targets) {
      compared.set(target);
    }
  }

  private float logit(Matrix hidden, int row, int at) {
    float sum = values[biasStart + at] - logExpected[at];
    int from = weightStart + at * width;
    int h = hidden.index(row, 0);
    for (int j = 0; j < width; j++) {
      sum = Math.fma(values[from + j], hidden.data()[h + j], sum);
    }
    return sum;
  }

  private void addOthers(Matrix dLogits, Matrix hidden, float[] gradient) {
    dWeights.fill(0f);
    kernels.multTransAAdd(dLogits, hidden, dWeights);
    float[] dShifts = new float[others.length];
    kernels.addColumnSums(dLogits, dShifts, 0);
    for (int i = 0; i < others.length; i++) {
      int to = weightStart + others[i] * width;
      for (int j = 0; j < width; j++) {
        gradient[to + j] += dWeights.at(i, j);
      }
      gradient[biasStart + others[i]] += dShifts[i];
    }
  }

  private void addTarget(
      Matrix hidden, int row, int at, float slope, Matrix dHidden, float[] gradient) {
    int to = weightStart + at * width;
    int h = hidden.index(row, 0);
    int d = dHidden.index(row, 0);
    for (int j = 0; j < width; j++) {
      dHidden.data()[d + j] = Math.fma(slope, values[to + j], dHidden.data()[d + j]);
      gradient[to + j] = Math.fma(slope, hidden.data()[h + j], gradient[to + j]);
    }
    gradient[biasStart + at] += slope;
  }
}
