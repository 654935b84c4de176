package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A replica of a network: an LSTM stack ({@code lstm.}) and a dense head ({@code head.}) on the
 * final hidden state of its last layer. For a bidirectional network the final state is that of each
 * direction's last step, side by side.
 *
 * <p>A replica holds packed weights and scratch and is meant to live long; it belongs to one thread
 * at a time. Parameters are passed in, never owned.
 */
public final class Network {
  private static final String LSTM = "lstm.";
  private static final String HEAD = "head.";

  private final NetworkSpec spec;
  private final Lstm lstm;
  private final Dense head;
  private final Arena arena = new Arena();
  private int steps;
  private int batch;
  private Lstm.Workspace work;
  private Matrix input;
  private Matrix finalState;
  private Matrix dFinalState;
  private Matrix prediction;
  private Matrix dPrediction;

  public Network(NetworkSpec spec, Kernels kernels) {
    this.spec = spec;
    ParameterLayout layout = layout(spec);
    lstm = new Lstm(kernels, layout, LSTM, spec);
    head = new Dense(kernels, layout, HEAD, spec.directions() * spec.hidden(), spec.outputs());
  }

  /** Names, shapes and order of the parameters of such a network. */
  public static ParameterLayout layout(NetworkSpec spec) {
    ParameterLayout.Builder builder = ParameterLayout.builder();
    Lstm.declare(builder, LSTM, spec);
    Dense.declare(builder, HEAD, spec.directions() * spec.hidden(), spec.outputs());
    return builder.build();
  }

  public NetworkSpec spec() {
    return spec;
  }

  /** Takes over a copy of the weights. */
  public void load(float[] parameters) {
    lstm.load(parameters);
    head.load(parameters);
  }

  /** Prepares for sequences of {@code steps} steps, {@code batch} at a time. */
  public void resize(int steps, int batch) {
    if (steps == this.steps && batch == this.batch) {
      return;
    }
    this.steps = steps;
    this.batch = batch;
    int width = spec.directions() * spec.hidden();
    arena.rewind();
    input = arena.matrix(steps * batch, spec.inputs());
    finalState = arena.matrix(batch, width);
    dFinalState = arena.matrix(batch, width);
    prediction = arena.matrix(batch, spec.outputs());
    dPrediction = arena.matrix(batch, spec.outputs());
    work = new Lstm.Workspace(spec, arena, steps, batch);
  }

  /** Where to put the sequences before a pass, time-major (T·B, I). */
  public Matrix input() {
    return input;
  }

  /** What the last pass predicted (B, O). */
  public Matrix prediction() {
    return prediction;
  }

  /** Where to put ∂loss/∂prediction (B, O) before {@link #backward}. */
  public Matrix dPrediction() {
    return dPrediction;
  }

  /** Forward without dropout. */
  public void predict() {
    lstm.predict(input, work);
    headForward();
  }

  /** Forward with dropout drawn from {@code dropoutKey}. */
  public void train(long dropoutKey) {
    lstm.train(input, work, dropoutKey);
    headForward();
  }

  /** The way back after {@link #train} with the same key; adds to {@code gradient}. */
  public void backward(float[] gradient, long dropoutKey) {
    dFinalState.fill(0f);
    head.backward(finalState, dPrediction, dFinalState, gradient);
    work.dOutput().fill(0f);
    for (int d = 0; d < spec.directions(); d++) {
      copyColumns(dFinalState, 0, work.dOutput(), finalRow(d), d);
    }
    lstm.backward(input, work, gradient, dropoutKey);
  }

  private void headForward() {
    for (int d = 0; d < spec.directions(); d++) {
      copyColumns(work.output(), finalRow(d), finalState, 0, d);
    }
    head.forward(finalState, prediction);
  }

  /** The row of the last step that a direction takes. */
  private int finalRow(int direction) {
    return direction == 0 ? (steps - 1) * batch : 0;
  }

  private void copyColumns(Matrix from, int fromRow, Matrix to, int toRow, int direction) {
    int column = direction * spec.hidden();
    for (int b = 0; b < batch; b++) {
      System.arraycopy(
          from.data(),
          from.index(fromRow + b, column),
          to.data(),
          to.index(toRow + b, column),
          spec.hidden());
    }
  }
}
