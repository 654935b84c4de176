package org.sparklstm.core.kernel;

import static org.sparklstm.core.kernel.Activations.sigmoid;
import static org.sparklstm.core.kernel.Activations.tanh;

import org.sparklstm.core.tensor.Matrix;

/** The gate functions and their backward passes, one hidden unit at a time. */
final class ScalarGates {
  private ScalarGates() {}

  /** See {@link Kernels#lstmForward}. */
  static void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output) {
    float[] gs = gates.data();
    int hidden = cell.columns();
    for (int b = 0; b < cell.rows(); b++) {
      int in = gates.index(b, 0);
      int forget = in + hidden;
      int candidate = forget + hidden;
      int out = candidate + hidden;
      for (int j = 0; j < hidden; j++) {
        float i = sigmoid(gs[in + j]);
        float f = sigmoid(gs[forget + j]);
        float g = tanh(gs[candidate + j]);
        float o = sigmoid(gs[out + j]);
        float previous = previousCell == null ? 0f : previousCell.at(b, j);
        float c = Math.fma(f, previous, i * g);
        float tanhC = tanh(c);
        gs[in + j] = i;
        gs[forget + j] = f;
        gs[candidate + j] = g;
        gs[out + j] = o;
        cell.data()[cell.index(b, j)] = c;
        tanhCell.data()[tanhCell.index(b, j)] = tanhC;
        output.data()[output.index(b, j)] = o * tanhC;
      }
    }
  }

  /** See {@link Kernels#lstmBackward}. */
  static void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell) {
    float[] gs = gates.data();
    int hidden = dCell.columns();
    for (int b = 0; b < dCell.rows(); b++) {
      int in = gates.index(b, 0);
      int forget = in + hidden;
      int candidate = forget + hidden;
      int out = candidate + hidden;
      for (int j = 0; j < hidden; j++) {
        float i = gs[in + j];
        float f = gs[forget + j];
        float g = gs[candidate + j];
        float o = gs[out + j];
        float tanhC = tanhCell.at(b, j);
        float dH = dOutput.at(b, j);
        int cellIndex = dCell.index(b, j);
        float dC = Math.fma(dH * o, Math.fma(-tanhC, tanhC, 1f), dCell.data()[cellIndex]);
        float c = previousCell == null ? 0f : previousCell.at(b, j);
        gs[in + j] = dC * g * (i * (1f - i));
        gs[forget + j] = dC * c * (f * (1f - f));
        gs[candidate + j] = dC * i * Math.fma(-g, g, 1f);
        gs[out + j] = dH * tanhC * (o * (1f - o));
        dCell.data()[cellIndex] = dC * f;
      }
    }
  }

  /** See {@link Kernels#gruForward}. */
  static void gruForward(Matrix gates, Matrix previous, Matrix output) {
    float[] gs = gates.data();
    int hidden = output.columns();
    for (int b = 0; b < output.rows(); b++) {
      int candidate = gates.index(b, 0);
      int reset = candidate + hidden;
      int update = reset + hidden;
      int recurrent = update + hidden;
      for (int j = 0; j < hidden; j++) {
        float r = sigmoid(gs[reset + j]);
        float n = tanh(Math.fma(r, gs[recurrent + j], gs[candidate + j]));
        float z = sigmoid(gs[update + j]);
        float h = previous == null ? 0f : previous.at(b, j);
        gs[candidate + j] = n;
        gs[reset + j] = r;
        gs[update + j] = z;
        output.data()[output.index(b, j)] = Math.fma(z, h - n, n);
      }
    }
  }

  /** See {@link Kernels#gruBackward}. */
  static void gruBackward(Matrix gates, Matrix previous, Matrix dHidden) {
    float[] gs = gates.data();
    int hidden = dHidden.columns();
    for (int b = 0; b < dHidden.rows(); b++) {
      int candidate = gates.index(b, 0);
      int reset = candidate + hidden;
      int update = reset + hidden;
      int recurrent = update + hidden;
      for (int j = 0; j < hidden; j++) {
        float n = gs[candidate + j];
        float r = gs[reset + j];
        float z = gs[update + j];
        float h = previous == null ? 0f : previous.at(b, j);
        int index = dHidden.index(b, j);
        float dH = dHidden.data()[index];
        float dN = dH * (1f - z) * Math.fma(-n, n, 1f);
        gs[candidate + j] = dN;
        gs[reset + j] = dN * gs[recurrent + j] * (r * (1f - r));
        gs[update + j] = dH * (h - n) * (z * (1f - z));
        gs[recurrent + j] = dN * r;
        dHidden.data()[index] = dH * z;
      }
    }
  }

  /** See {@link Kernels#tanhForward}. */
  static void tanhForward(Matrix gates, Matrix output) {
    for (int b = 0; b < output.rows(); b++) {
      for (int j = 0; j < output.columns(); j++) {
        output.data()[output.index(b, j)] = tanh(gates.at(b, j));
      }
    }
  }

  /** See {@link Kernels#tanhBackward}. */
  static void tanhBackward(Matrix output, Matrix dOutput, Matrix gates) {
    for (int b = 0; b < output.rows(); b++) {
      for (int j = 0; j < output.columns(); j++) {
        float y = output.at(b, j);
        gates.data()[gates.index(b, j)] = dOutput.at(b, j) * Math.fma(-y, y, 1f);
      }
    }
  }
}
