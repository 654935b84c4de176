package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.StateRows;
import org.sparklstm.core.layer.Steps;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.tensor.Matrix;

/**
 * Reads blocks of streams into a network. A part of a sequence is a sequence of the batch: it
 * begins with the state of its stream, or with 0 where its sequence begins. An instance serves one
 * thread.
 */
final class StreamReader {
  private final Network network;
  private final StepReader beside;
  private final Input input;
  private final int stateSize;

  private final List<Part> parts = new ArrayList<>();
  private Matrix target = Matrix.zeros(0, 1);

  /**
   * A part of a sequence.
   *
   * @param stream within the block
   * @param first token that is read
   */
  private record Part(int stream, int sequence, int first, int length) {
    boolean continues() {
      return first > 0;
    }
  }

  /** Where tokens are read to. */
  @FunctionalInterface
  interface Input {
    /** Takes the token of a row of the batch. */
    void put(int row, int token);
  }

  /**
   * @param network whose batches are prepared
   * @param beside reads what stands beside tokens
   * @param input of that network
   */
  StreamReader(Network network, StepReader beside, Input input) {
    this.network = network;
    this.beside = beside;
    this.input = input;
    stateSize = network.spec().stateSize();
  }

  /**
   * Prepares the network for a block, and reads it.
   *
   * @return the number of tokens that are predicted; 0 if all streams of the block have ended
   */
  int read(SequenceShard shard, StepPlan plan, Block block) {
    ShardStreams streams = ShardStreams.of(shard, plan);
    StreamStep step = plan.streams();
    parts.clear();
    for (int b = 0; b < block.count(); b++) {
      int stream = b;
      streams.read(
          shard,
          (int) block.first() + b,
          step.first(),
          step.length(),
          (sequence, first, length) -> parts.add(new Part(stream, sequence, first, length)));
    }
    if (parts.isEmpty()) {
      return 0;
    }
    network.resize(Steps.of(parts.stream().mapToInt(Part::length).toArray()));
    Steps steps = network.steps();
    if (target.rows() != steps.rows()) {
      target = Matrix.zeros(steps.rows(), 1);
    }
    float[] states = new float[parts.size() * stateSize];
    int number = step.number(block);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      for (int t = 0; t < part.length; t++) {
        int row = steps.row(t, i);
        input.put(row, shard.token(part.sequence, part.first + t));
        beside.read(shard, part.sequence, part.first + t, network.input(), row);
        target.data()[row] = shard.token(part.sequence, part.first + t + 1);
      }
      if (part.continues()) {
        int from = (number + part.stream) * stateSize;
        System.arraycopy(step.states(), from, states, steps.rank(i) * stateSize, stateSize);
      }
    }
    network.stateRows().give(states);
    return steps.rows();
  }

  /** The keys of what is drawn for each sequence of the batch: those of its stream. */
  long[] keys(StepPlan plan, Block block) {
    int number = plan.streams().number(block);
    return parts.stream().mapToLong(part -> plan.streamKey(number + part.stream)).toArray();
  }

  /** The tokens to predict, in the order of the network's output rows. */
  Matrix target() {
    return target;
  }

  /**
   * The states after the pass, of all streams of the block; those that have ended keep theirs.
   *
   * @return states, one after the other
   */
  float[] states(StepPlan plan, Block block) {
    StreamStep step = plan.streams();
    int from = step.number(block) * stateSize;
    float[] states = Arrays.copyOfRange(step.states(), from, from + block.count() * stateSize);
    StateRows rows = network.stateRows();
    for (int i = 0; i < parts.size(); i++) {
      // of the parts of a stream the last one comes last
      rows.take(network.steps().rank(i), states, parts.get(i).stream * stateSize);
    }
    return states;
  }
}
