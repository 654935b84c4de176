package org.sparklstm.core.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sparklstm.core.io.MalformedFileException;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.RecurrentMetadata;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.LayerStates;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.RecurrentState;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.tensor.Matrix;

/**
 * A forward pass of a recurrent module, and optionally a backward pass, from tensors to tensors.
 */
final class RecurrentPass {
  private static final Set<String> GRADIENTS = Set.of("grad_output", "grad_h_n", "grad_c_n");
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of("input", "h_0", "c_0", "lengths", "grad_output", "grad_h_n", "grad_c_n"));

  private final RecurrentModule module;
  private final RecurrentSpec spec;
  private final RecurrentMetadata.Axes axes;
  private final Safetensors given;
  private final Network network;
  private final int longest;
  private final int batch;
  private final Steps steps;

  /**
   * Prepares a pass.
   *
   * @param given {@code input}, and optionally {@code h_0, c_0, lengths, grad_output, grad_h_n,
   *     grad_c_n}
   */
  RecurrentPass(RecurrentModule module, Safetensors given, Kernels kernels)
      throws MalformedFileException {
    this.module = module;
    this.given = given;
    spec = module.spec();
    axes = module.axes();
    RecurrentModule.refuseUnknown(given, KNOWN);
    Safetensors.Tensor input = given.tensors().get("input");
    if (input == null || input.shape().size() != 3) {
      throw new MalformedFileException(
          "expected a tensor 'input' with 3 axes, found "
              + (input == null ? given.tensors().keySet() : input.shape()));
    }
    boolean batchFirst = axes == RecurrentMetadata.Axes.BATCH_FIRST;
    long first = input.shape().get(0);
    long second = input.shape().get(1);
    given.values("input", List.of(first, second, (long) spec.inputs()));
    if (input.values().length == 0) {
      throw new MalformedFileException("'input' is empty: its shape is " + input.shape());
    }
    // both fit an int: the file holds a value for each
    longest = (int) (batchFirst ? second : first);
    batch = (int) (batchFirst ? first : second);
    steps = readLengths();
    network = new Network(module.network(), kernels, Network.InputGradient.COMPUTED);
    network.load(module.parameters());
    network.resize(steps);
  }

  private Steps readLengths() throws MalformedFileException {
    if (!given.tensors().containsKey("lengths")) {
      return Steps.equal(longest, batch);
    }
    float[] values = given.values("lengths", List.of((long) batch));
    int[] lengths = new int[batch];
    for (int b = 0; b < batch; b++) {
      lengths[b] = (int) values[b];
      if (lengths[b] != values[b] || lengths[b] < 1 || lengths[b] > longest) {
        throw new MalformedFileException(
            "'lengths' has the element %s, expected whole numbers from 1 to %d"
                .formatted(values[b], longest));
      }
    }
    return Steps.of(lengths);
  }

  /** Runs the forward pass and, if the input has gradients of outputs, the backward pass. */
  Safetensors run() throws MalformedFileException {
    boolean wanted = GRADIENTS.stream().anyMatch(given.tensors()::containsKey);
    LayerStates states = network.states(0);
    if (wanted || given.tensors().containsKey("h_0") || given.tensors().containsKey("c_0")) {
      fill("h_0", states.giveInitial(), StatePart.HIDDEN);
      fill("c_0", states.giveInitial(), StatePart.CELL);
    }
    copy(given.values("input", shape(spec.inputs())), network.input(), Direction.INTO_ROWS);
    network.train(0);
    Map<String, Safetensors.Tensor> results = new LinkedHashMap<>();
    putRows(results, "output", network.output());
    putState(results, "h_n", states.last(), StatePart.HIDDEN);
    if (spec.cell().hasCellState()) {
      putState(results, "c_n", states.last(), StatePart.CELL);
    }
    if (wanted) {
      backward(states, results);
    }
    return new Safetensors(Map.of(), results);
  }

  private void backward(LayerStates states, Map<String, Safetensors.Tensor> results)
      throws MalformedFileException {
    network.dOutput().fill(0f);
    if (given.tensors().containsKey("grad_output")) {
      int width = spec.directions() * spec.outputSize();
      copy(given.values("grad_output", shape(width)), network.dOutput(), Direction.INTO_ROWS);
    }
    fill("grad_h_n", states.dLast(), StatePart.HIDDEN);
    fill("grad_c_n", states.dLast(), StatePart.CELL);
    float[] gradient = new float[module.parameters().length];
    network.backward(gradient);
    putRows(results, "grad.input", network.dInput());
    putState(results, "grad.h_0", states.dInitial(), StatePart.HIDDEN);
    if (spec.cell().hasCellState()) {
      putState(results, "grad.c_0", states.dInitial(), StatePart.CELL);
    }
    NamedParameters.tensors(module.network().layout(), gradient, "grad.").forEach(results::put);
  }

  private List<Long> shape(int width) {
    return axes == RecurrentMetadata.Axes.BATCH_FIRST
        ? List.of((long) batch, (long) longest, (long) width)
        : List.of((long) longest, (long) batch, (long) width);
  }

  private enum Direction {
    INTO_ROWS,
    OUT_OF_ROWS
  }

  private enum StatePart {
    HIDDEN,
    CELL
  }

  /** Copies between a padded tensor and the network's rows. Padding is not touched. */
  private void copy(float[] padded, Matrix rows, Direction direction) {
    int width = rows.columns();
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < steps.length(b); t++) {
        boolean batchFirst = axes == RecurrentMetadata.Axes.BATCH_FIRST;
        int at = (batchFirst ? b * longest + t : t * batch + b) * width;
        int row = rows.index(steps.row(t, b), 0);
        if (direction == Direction.INTO_ROWS) {
          System.arraycopy(padded, at, rows.data(), row, width);
        } else {
          System.arraycopy(rows.data(), row, padded, at, width);
        }
      }
    }
  }

  private void putRows(Map<String, Safetensors.Tensor> results, String name, Matrix rows) {
    float[] padded = new float[longest * batch * rows.columns()];
    copy(padded, rows, Direction.OUT_OF_ROWS);
    results.put(name, new Safetensors.Tensor(shape(rows.columns()), padded));
  }

  private List<Long> stateShape(int width) {
    return List.of((long) spec.layers() * spec.directions(), (long) batch, (long) width);
  }

  private int width(StatePart part) {
    return part == StatePart.HIDDEN ? spec.outputSize() : spec.hidden();
  }

  private Matrix matrix(RecurrentState state, StatePart part, int index) {
    int layer = index / spec.directions();
    int direction = index % spec.directions();
    return part == StatePart.HIDDEN ? state.hidden(layer, direction) : state.cell(layer, direction);
  }

  private void fill(String name, RecurrentState state, StatePart part)
      throws MalformedFileException {
    if (!given.tensors().containsKey(name)) {
      return;
    }
    if (part == StatePart.CELL && !spec.cell().hasCellState()) {
      throw new MalformedFileException(
          "'%s' requires an lstm, found cell %s".formatted(name, spec.cell()));
    }
    int width = width(part);
    float[] values = given.values(name, stateShape(width));
    for (int i = 0; i < spec.layers() * spec.directions(); i++) {
      Matrix to = matrix(state, part, i);
      for (int b = 0; b < batch; b++) {
        int at = (i * batch + b) * width;
        System.arraycopy(values, at, to.data(), to.index(steps.rank(b), 0), width);
      }
    }
  }

  private void putState(
      Map<String, Safetensors.Tensor> results, String name, RecurrentState state, StatePart part) {
    int width = width(part);
    int stack = spec.layers() * spec.directions();
    float[] values = new float[stack * batch * width];
    for (int i = 0; i < stack; i++) {
      Matrix from = matrix(state, part, i);
      for (int b = 0; b < batch; b++) {
        int at = (i * batch + b) * width;
        System.arraycopy(from.data(), from.index(steps.rank(b), 0), values, at, width);
      }
    }
    results.put(name, new Safetensors.Tensor(stateShape(width), values));
  }
}
