package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import org.sparklstm.job.onnx.OnnxValue.Axis;
import org.sparklstm.job.onnx.OnnxValue.State;
import org.sparklstm.job.onnx.OnnxValue.States;
import org.sparklstm.job.onnx.OnnxValue.Steps;

/** Applies operators that move, drop or join axes to steps and states. */
final class OnnxAxes {
  private OnnxAxes() {}

  /**
   * Applies {@code Transpose}.
   *
   * @param order for each new axis, the position of the old one
   */
  static OnnxValue transposed(NodeProto node, OnnxValue value, List<Long> order) {
    if (value instanceof Steps steps && isOrder(order, steps.axes())) {
      return new Steps(steps.layer(), permuted(steps.axes(), order));
    } else if (value instanceof States states && isOrder(order, states.axes())) {
      return new States(states.states(), permuted(states.axes(), order));
    }
    throw OnnxImport.refused(
        node, "it transposes something other than steps or states, or its perm is invalid");
  }

  private static boolean isOrder(List<Long> order, List<Axis> axes) {
    return order.size() == axes.size()
        && order.stream().distinct().count() == axes.size()
        && order.stream().allMatch(place -> place >= 0 && place < axes.size());
  }

  private static List<Axis> permuted(List<Axis> axes, List<Long> order) {
    return order.stream().map(place -> axes.get(place.intValue())).toList();
  }

  /** Applies {@code Squeeze} to the axis of directions or states if it has size 1. */
  static OnnxValue squeezed(NodeProto node, OnnxValue value, long[] axes, int directions) {
    if (axes.length == 1 && value instanceof Steps steps && directions == 1) {
      return new Steps(steps.layer(), without(Axis.STATE, steps.axes(), axes[0], node));
    } else if (axes.length == 1 && value instanceof States states && states.states().size() == 1) {
      return new States(states.states(), without(Axis.STATE, states.axes(), axes[0], node));
    }
    throw OnnxImport.refused(node, "it squeezes an axis other than a single direction or state");
  }

  /**
   * Removes an axis.
   *
   * @param axis the axis that must be at {@code place}
   */
  static List<Axis> without(Axis axis, List<Axis> axes, long place, NodeProto node) {
    long at = place < 0 ? place + axes.size() : place;
    if (at < 0 || at >= axes.size() || axes.get((int) at) != axis) {
      throw OnnxImport.refused(
          node, "it reduces axis %d of %s, expected %s".formatted(place, axes, axis));
    }
    List<Axis> left = new ArrayList<>(axes);
    left.remove((int) at);
    return left;
  }

  /**
   * Applies {@code Reshape} if it merges directions or states into the columns.
   *
   * @param axes number of axes of the result
   */
  static OnnxValue merged(NodeProto node, OnnxValue value, int axes) {
    if (value instanceof Steps steps
        && axes == 3
        && steps.axes().equals(List.of(Axis.TIME, Axis.BATCH, Axis.STATE, Axis.COLUMNS))) {
      return new Steps(steps.layer(), List.of(Axis.TIME, Axis.BATCH, Axis.COLUMNS));
    } else if (value instanceof States states
        && axes == 2
        && states.axes().equals(List.of(Axis.BATCH, Axis.STATE, Axis.COLUMNS))) {
      return new States(states.states(), List.of(Axis.BATCH, Axis.COLUMNS));
    }
    throw OnnxImport.refused(
        node, "it does more than merge the axis of directions or states into the columns");
  }

  /** Applies {@code Concat} to states, along their axis or along the columns. */
  static OnnxValue concatenated(NodeProto node, List<OnnxValue> values, long axis) {
    States all = (States) values.get(0);
    boolean stacked = all.axes().size() == 3;
    Axis along = all.axes().get((int) Math.floorMod(axis, (long) all.axes().size()));
    if (along != (stacked ? Axis.STATE : Axis.COLUMNS)) {
      throw OnnxImport.refused(
          node, "it concatenates states of the axes %s along axis %d".formatted(all.axes(), axis));
    }
    for (OnnxValue value : values.subList(1, values.size())) {
      if (!(value instanceof States more) || !more.axes().equals(all.axes())) {
        throw OnnxImport.refused(node, "it concatenates states with something else");
      }
      all = all.followedBy(more);
    }
    return all;
  }

  /** Applies {@code Gather} if it selects the last step or one of the states. */
  static OnnxValue selected(
      NodeProto node, OnnxValue value, long axis, long place, OnnxLayers layers) {
    if (value instanceof Steps steps && place == -1) {
      List<Axis> left = without(Axis.TIME, steps.axes(), axis, node);
      if (layers.directions() == 2) {
        throw OnnxImport.refused(
            node,
            "it selects the last step of a bidirectional layer, where the reverse direction has read one step; use h_n or the mean of the steps");
      }
      if (steps.layer() == layers.count() && layers.count() > 0) {
        return new States(List.of(new State(layers.count(), 0)), left);
      }
    } else if (value instanceof States states) {
      List<Axis> left = without(Axis.STATE, states.axes(), axis, node);
      int size = states.states().size();
      if (place >= -size && place < size) {
        return new States(
            List.of(states.states().get((int) Math.floorMod(place, (long) size))), left);
      }
    }
    throw OnnxImport.refused(
        node, "it selects something other than the last step or one of the last states");
  }
}
