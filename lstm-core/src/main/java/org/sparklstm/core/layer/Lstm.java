package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A stack of LSTM layers with PyTorch's semantics: both directions of a layer see the whole output
 * of the layer below (forward first, then reverse, side by side), and dropout acts on the outputs
 * of every layer but the last.
 */
final class Lstm {
  private final NetworkSpec spec;
  private final LstmLayer[][] layers;

  Lstm(Kernels kernels, ParameterLayout layout, String prefix, NetworkSpec spec) {
    this.spec = spec;
    layers = new LstmLayer[spec.layers()][spec.directions()];
    for (int l = 0; l < spec.layers(); l++) {
      for (int d = 0; d < spec.directions(); d++) {
        layers[l][d] =
            new LstmLayer(kernels, layout, prefix, l, d, inputsOf(spec, l), spec.hidden());
      }
    }
  }

  static void declare(ParameterLayout.Builder builder, String prefix, NetworkSpec spec) {
    for (int l = 0; l < spec.layers(); l++) {
      for (int d = 0; d < spec.directions(); d++) {
        LstmLayer.declare(builder, prefix, l, d, inputsOf(spec, l), spec.hidden());
      }
    }
  }

  private static int inputsOf(NetworkSpec spec, int layer) {
    return layer == 0 ? spec.inputs() : spec.directions() * spec.hidden();
  }

  void load(float[] parameters) {
    for (LstmLayer[] directions : layers) {
      for (LstmLayer layer : directions) {
        layer.load(parameters);
      }
    }
  }

  /** Scratch of the whole stack for T steps of B sequences. */
  static final class Workspace {
    private final LstmLayer.Workspace[][] perLayer;
    private final Matrix[] outputs;
    private final Matrix[] dOutputs;
    private final Matrix[] dropped;

    Workspace(NetworkSpec spec, Arena arena, int steps, int batch) {
      int width = spec.directions() * spec.hidden();
      perLayer = new LstmLayer.Workspace[spec.layers()][spec.directions()];
      outputs = new Matrix[spec.layers()];
      dOutputs = new Matrix[spec.layers()];
      dropped = new Matrix[spec.layers()];
      for (int l = 0; l < spec.layers(); l++) {
        outputs[l] = arena.matrix(steps * batch, width);
        dOutputs[l] = arena.matrix(steps * batch, width);
        dropped[l] =
            spec.dropout() > 0 && l < spec.layers() - 1
                ? arena.matrix(steps * batch, width)
                : outputs[l];
        for (int d = 0; d < spec.directions(); d++) {
          perLayer[l][d] =
              new LstmLayer.Workspace(
                  arena,
                  steps,
                  batch,
                  spec.hidden(),
                  outputs[l].columnRange(d * spec.hidden(), spec.hidden()),
                  dOutputs[l].columnRange(d * spec.hidden(), spec.hidden()));
        }
      }
    }

    /** h of the last layer, all steps (T·B, D·H). */
    Matrix output() {
      return outputs[outputs.length - 1];
    }

    /** ∂loss/∂{@link #output} (T·B, D·H), to be filled before the way back. */
    Matrix dOutput() {
      return dOutputs[dOutputs.length - 1];
    }
  }

  /** Forward without dropout. */
  void predict(Matrix x, Workspace work) {
    for (int l = 0; l < layers.length; l++) {
      Matrix below = l == 0 ? x : work.outputs[l - 1];
      forwardLayer(l, below, work);
    }
  }

  /** Forward with dropout drawn from {@code dropoutKey}. */
  void train(Matrix x, Workspace work, long dropoutKey) {
    for (int l = 0; l < layers.length; l++) {
      Matrix below = l == 0 ? x : work.dropped[l - 1];
      forwardLayer(l, below, work);
      if (dropsOutputOf(l)) {
        dropout(work.outputs[l], work.dropped[l], CounterRandom.key(dropoutKey, l));
      }
    }
  }

  /** The way back after {@link #train}; adds to {@code gradient}. */
  void backward(Matrix x, Workspace work, float[] gradient, long dropoutKey) {
    for (int l = layers.length - 1; l >= 0; l--) {
      Matrix below = l == 0 ? x : work.dropped[l - 1];
      Matrix dBelow = l == 0 ? null : work.dOutputs[l - 1];
      if (dBelow != null) {
        dBelow.fill(0f);
      }
      for (int d = 0; d < layers[l].length; d++) {
        layers[l][d].backward(below, dBelow, gradient, work.perLayer[l][d]);
      }
      if (dBelow != null && dropsOutputOf(l - 1)) {
        dropout(dBelow, dBelow, CounterRandom.key(dropoutKey, l - 1));
      }
    }
  }

  private boolean dropsOutputOf(int layer) {
    return spec.dropout() > 0 && layer < layers.length - 1;
  }

  private void forwardLayer(int l, Matrix below, Workspace work) {
    for (int d = 0; d < layers[l].length; d++) {
      layers[l][d].forward(below, work.perLayer[l][d]);
    }
  }

  /** Keeps a value with probability 1 - p and scales it by 1 / (1 - p); the rest become zero. */
  private void dropout(Matrix from, Matrix to, long key) {
    float keep = (float) (1 - spec.dropout());
    float scale = 1f / keep;
    int size = from.rows() * from.columns();
    for (int i = 0; i < size; i++) {
      float value = from.data()[from.offset() + i] * scale;
      to.data()[to.offset() + i] = CounterRandom.uniform(key, i) < keep ? value : 0f;
    }
  }
}
