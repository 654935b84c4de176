package org.sparklstm.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * The decoder of {@link SegmentSpec}: from the last state of each sequence's channels, one step of
 * the cell for each segment of the horizon. Rows of the states are the encoder's, those of a
 * sequence's channels side by side; rows of the answers are ordered by segment, then as the states.
 *
 * <p>n is the number of states, m that of answered segments, C that of channels.
 */
final class SegmentDecoder {
  private final Kernels kernels;
  private final CellMath math;
  private final RecurrentWeights weights;
  private final SegmentSpec spec;
  private final int own;
  private final float[] zeros;
  private Arena arena;
  private int rows;

  /** [p_j; q_c] (m · C, d), ordered by segment. */
  private Matrix vectors;

  private Matrix dVectors;

  /** The sums of the vectors and the biases (m · C, K·H). */
  private Matrix inputSums;

  /** ∂loss/∂(the input's part of the sums) of the vectors (m · C, G·H). */
  private Matrix dInputSums;

  /** The product of the states (n, G·H); afterwards ∂loss/∂ of it. */
  private Matrix stateSums;

  private Matrix output;
  private Matrix dOutput;
  private Matrix dCell;
  private List<StepSlice> prediction;
  private List<StepSlice> training;

  /**
   * @param weights of the encoder, which the decoder shares
   */
  SegmentDecoder(Kernels kernels, RecurrentWeights weights, SegmentSpec spec) {
    this.kernels = kernels;
    this.weights = weights;
    this.spec = spec;
    math = CellMath.of(spec.cell(), kernels);
    own = spec.cell().gates() * spec.hidden();
    zeros = new float[own];
  }

  /**
   * Prepares for {@code n} states.
   *
   * @param sharedArena gives the memory
   */
  void resize(int n, Arena sharedArena) {
    rows = n;
    arena = sharedArena;
    int inputs = spec.answered() * spec.channels();
    int answers = Math.multiplyExact(spec.answered(), n);
    vectors = arena.matrix(inputs, spec.hidden());
    dVectors = arena.matrix(inputs, spec.hidden());
    inputSums = arena.matrix(inputs, weights.bias.length);
    dInputSums = arena.matrix(inputs, own);
    stateSums = arena.matrix(n, own);
    output = arena.matrix(answers, spec.hidden());
    dOutput = arena.matrix(answers, spec.hidden());
    dCell = arena.matrix(n, spec.hidden());
    prediction = null;
    training = null;
  }

  /** [p_j; q_c] (m · C, d), ordered by segment, for the caller to fill. */
  Matrix vectors() {
    return vectors;
  }

  /** ∂loss/∂{@link #vectors} after the backward pass. */
  Matrix dVectors() {
    return dVectors;
  }

  /** g (m · n, d) after a pass. */
  Matrix output() {
    return output;
  }

  /** ∂loss/∂g (m · n, d), for the caller to fill. The backward pass overwrites it. */
  Matrix dOutput() {
    return dOutput;
  }

  void predict(RecurrentState last) {
    if (prediction == null) {
      // segments follow each other in the same memory
      Matrix sums = arena.matrix(rows, weights.bias.length);
      Matrix cell = arena.matrix(rows, spec.hidden());
      prediction = slices(j -> sums, j -> cell, j -> cell);
    }
    forward(prediction, last);
  }

  void train(RecurrentState last) {
    if (training == null) {
      int answers = spec.answered() * rows;
      Matrix sums = arena.matrix(answers, weights.bias.length);
      Matrix tanhCell = arena.matrix(answers, spec.hidden());
      Matrix cell = arena.matrix(rows, spec.hidden());
      training = slices(j -> ofSegment(sums, j), j -> cell, j -> ofSegment(tanhCell, j));
    }
    forward(training, last);
  }

  private interface MemoryOf {
    Matrix at(int segment);
  }

  private List<StepSlice> slices(MemoryOf sums, MemoryOf cell, MemoryOf tanhCell) {
    List<StepSlice> slices = new ArrayList<>();
    for (int j = 0; j < spec.answered(); j++) {
      StepSlice slice = StepSlice.starting(j, 0, rows);
      slice.sums = sums.at(j);
      slice.hiddenSums = slice.sums.columnRange(slice.sums.columns() - own, own);
      slice.cell = cell.at(j);
      slice.tanhCell = tanhCell.at(j);
      slice.cellOutput = ofSegment(output, j);
      slice.dHidden = ofSegment(dOutput, j);
      slice.dCell = dCell;
      slices.add(slice);
    }
    return slices;
  }

  private Matrix ofSegment(Matrix all, int segment) {
    return all.rowRange(segment * rows, rows);
  }

  private void forward(List<StepSlice> slices, RecurrentState last) {
    for (int row = 0; row < inputSums.rows(); row++) {
      System.arraycopy(
          weights.bias, 0, inputSums.data(), inputSums.index(row, 0), weights.bias.length);
    }
    kernels.multAdd(vectors, weights.ihTransposed, inputSums.columnRange(0, own));
    kernels.multPlusRow(zeros, last.hidden(0, 0), weights.hhTransposed, stateSums);
    for (StepSlice slice : slices) {
      for (int row = 0; row < rows; row++) {
        startSums(slice.sums, row, slice.step * spec.channels() + row % spec.channels());
      }
      math.forward(slice, last.hidden(0, 0), cellOf(last));
    }
  }

  /** The sums of a state and a vector. */
  private void startSums(Matrix sums, int row, int vector) {
    float[] to = sums.data();
    float[] ofVectors = inputSums.data();
    float[] ofStates = stateSums.data();
    int at = sums.index(row, 0);
    int from = inputSums.index(vector, 0);
    int state = stateSums.index(row, 0);
    int first = sums.columns() - own;
    System.arraycopy(ofVectors, from, to, at, first);
    for (int j = 0; j < own; j++) {
      to[at + first + j] = ofVectors[from + first + j] + ofStates[state + j];
    }
  }

  private Matrix cellOf(RecurrentState state) {
    return spec.cell().hasCellState() ? state.cell(0, 0) : null;
  }

  /**
   * The backward pass of {@link #train}.
   *
   * @param gradient receives ∂loss/∂parameters, which is added to its values. Modified.
   * @param last of the forward pass
   * @param dLast receives ∂loss/∂last. Modified.
   */
  void backward(float[] gradient, RecurrentState last, RecurrentState dLast) {
    Matrix dHidden = dLast.hidden(0, 0);
    Matrix dLastCell = cellOf(dLast);
    dHidden.fill(0f);
    stateSums.fill(0f);
    dInputSums.fill(0f);
    if (dLastCell != null) {
      dLastCell.fill(0f);
    }
    for (StepSlice slice : training) {
      dCell.fill(0f);
      math.backward(slice, last.hidden(0, 0), cellOf(last), slice.dHidden);
      if (math.carries()) {
        kernels.add(slice.dHidden, dHidden);
      }
      if (dLastCell != null) {
        kernels.add(dCell, dLastCell);
      }
      kernels.add(slice.hiddenSums, stateSums);
      Matrix inputPart = slice.sums.columnRange(0, own);
      int first = slice.step * spec.channels();
      for (int row = 0; row < rows; row += spec.channels()) {
        kernels.add(
            inputPart.rowRange(row, spec.channels()), dInputSums.rowRange(first, spec.channels()));
      }
    }
    kernels.multAdd(stateSums, weights.hh, dHidden);
    kernels.multPlusRow(zeros, dInputSums, weights.ih, dVectors);
    weights.addInputGradient(weights.inPieces(dInputSums), vectors, gradient);
    weights.addHiddenGradient(stateSums, last.hidden(0, 0), gradient);
    weights.addBiasGradients(dInputSums, stateSums, gradient);
  }
}
