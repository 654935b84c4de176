package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** The meaning of a value in the graph, as far as import needs it. */
sealed interface OnnxValue {

  /** Axes of steps and states. */
  enum Axis {
    TIME,
    BATCH,
    /** Directions of a layer, or states of layers and directions. */
    STATE,
    COLUMNS
  }

  /** A tensor stored in the file. */
  record Constant(TensorProto tensor) implements OnnxValue {}

  /** A computed shape: integers made of sizes. */
  record Sizes() implements OnnxValue {}

  /** Zeros of any shape: initial states. */
  record Zeros() implements OnnxValue {}

  /**
   * All steps of a layer.
   *
   * @param layer layer that outputs them, from 1; 0 for the graph's input
   * @param axes axes in order
   */
  record Steps(int layer, List<Axis> axes) implements OnnxValue {
    public Steps {
      axes = List.copyOf(axes);
    }
  }

  /**
   * Last states of layers and directions.
   *
   * @param states states in order, along their axis or along the columns
   * @param axes axes in order
   */
  record States(List<State> states, List<Axis> axes) implements OnnxValue {
    public States {
      states = List.copyOf(states);
      axes = List.copyOf(axes);
    }

    /** These states followed by others along the same axis. */
    States followedBy(States others) {
      List<State> all = new ArrayList<>(states);
      all.addAll(others.states);
      return new States(all, axes);
    }
  }

  /**
   * The last state of a layer in one direction.
   *
   * @param layer layer, from 1
   * @param direction 0 for forward, 1 for reverse
   */
  record State(int layer, int direction) {}

  /** The mean or maximum of the steps of the last layer (B, D·H). */
  record Pooled(Kind kind) implements OnnxValue {
    enum Kind {
      MEAN,
      MAX
    }
  }

  /** The output of the head (B, O). */
  record Answer() implements OnnxValue {}
}
