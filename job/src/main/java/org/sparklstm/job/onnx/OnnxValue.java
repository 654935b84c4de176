package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** What a value of a graph stands for, as far as an import needs to know. */
sealed interface OnnxValue {

  /** Axes of a value that belongs to sequences. */
  enum Axis {
    TIME,
    BATCH,
    /** Directions of a layer, or states of layers and directions. */
    STATE,
    COLUMNS
  }

  /** Numbers in the file. */
  record Constant(TensorProto tensor) implements OnnxValue {}

  /** Whole numbers made of sizes: shapes that are computed. */
  record Sizes() implements OnnxValue {}

  /** Zeros, whatever their number: states to begin with. */
  record Zeros() implements OnnxValue {}

  /**
   * All steps.
   *
   * @param layer that gives them; 0 for the input
   */
  record Steps(int layer, List<Axis> axes) implements OnnxValue {
    public Steps {
      axes = List.copyOf(axes);
    }
  }

  /**
   * Last states.
   *
   * @param states in the order in which they lie along the axis, or side by side
   */
  record States(List<State> states, List<Axis> axes) implements OnnxValue {
    public States {
      states = List.copyOf(states);
      axes = List.copyOf(axes);
    }

    /** These and then others, along the same axis or side by side. */
    States and(States others) {
      List<State> all = new ArrayList<>(states);
      all.addAll(others.states);
      return new States(all, axes);
    }
  }

  /**
   * The last state of a layer in a direction.
   *
   * @param layer from 1
   * @param direction 0, or 1 for the one that reads backwards
   */
  record State(int layer, int direction) {}

  /** Of all steps of the last layer, the mean or the largest, (B, C). */
  record Pooled(Kind kind) implements OnnxValue {
    enum Kind {
      MEAN,
      MAX
    }
  }

  /** What the head answers, (B, O). */
  record Answer() implements OnnxValue {}
}
