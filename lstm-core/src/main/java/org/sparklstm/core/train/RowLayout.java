package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sparklstm.core.layer.DenseSpec;
import org.sparklstm.core.layer.EmbeddingSpec;
import org.sparklstm.core.layer.LayerSpec;
import org.sparklstm.core.layer.MixedInputsSpec;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.VectorsSpec;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * Which parameters of a network of tokens have a row per token, of which a step touches some. The
 * parameters of a step are all others, in their order, and then the rows that it touches: parameter
 * by parameter, by token.
 */
public final class RowLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Distinguishes the random numbers of negatives from others of a step. */
  private static final long NEGATIVES = 6;

  /** Bits of a number of parameters that are not rounded up. */
  private static final int SIGNIFICANT_BITS = 4;

  private final NetworkSpec network;
  private final int vocabulary;
  private final int negatives;
  private final boolean isTied;
  private final List<Range> others = new ArrayList<>();
  private final List<Rows> rows = new ArrayList<>();
  private final int otherSize;

  /** Parameters without rows. */
  private record Range(int offset, int size) implements Serializable {}

  /** The tokens that rows belong to. */
  private enum Of {
    READ,
    ANSWERED
  }

  /** A parameter with a row per token. */
  private record Rows(int offset, int width, Of of) implements Serializable {
    int[] tokens(TouchedRows touched) {
      return of == Of.READ ? touched.read() : touched.answered();
    }
  }

  /** Copies a part of all parameters to or from a part of those of a step. */
  @FunctionalInterface
  interface Copy {
    void part(int inAll, int inStep, int size);
  }

  /**
   * The layout of a network.
   *
   * @param network an embedding of tokens, perhaps with other inputs, other layers and a linear
   *     head
   * @param negatives tokens whose logits a step computes besides those of its targets; 0 for all
   * @throws IllegalArgumentException if each step touches all rows
   */
  public RowLayout(NetworkSpec network, int negatives) {
    this.network = network;
    this.negatives = negatives;
    NetworkSpec.Named first = network.layers().get(0);
    NetworkSpec.Named last = network.layers().get(network.layers().size() - 1);
    EmbeddingSpec embedding = embedding();
    DenseSpec head = (DenseSpec) last.layer();
    isTied = !head.tied().isEmpty();
    vocabulary = embedding.count();
    if (isTied && negatives == 0) {
      throw new IllegalArgumentException(
          "each step touches all rows of a weight that the embedding shares with the head");
    }
    int at = 0;
    for (ParameterLayout.Entry entry : network.layout().entries()) {
      String name = entry.name();
      if (name.equals(first.prefix() + vectorsOf(first.layer()))) {
        rows.add(new Rows(entry.offset(), embedding.width(), isTied ? Of.ANSWERED : Of.READ));
      } else if (negatives > 0 && name.startsWith(last.prefix())) {
        rows.add(new Rows(entry.offset(), entry.size() / vocabulary, Of.ANSWERED));
      } else {
        others.add(new Range(entry.offset(), entry.size()));
        at += entry.size();
      }
    }
    otherSize = at;
  }

  /** The network without what is computed from rows. */
  NetworkSpec inner() {
    List<NetworkSpec.Named> layers = new ArrayList<>(network.layers());
    layers.set(0, new NetworkSpec.Named(layers.get(0).name(), vectors(layers.get(0).layer())));
    if (negatives > 0) {
      layers.remove(layers.size() - 1);
    }
    return new NetworkSpec(layers);
  }

  /** The first layer of that network, to which the vector of a token is numbers, after others. */
  private LayerSpec vectors(LayerSpec first) {
    int width = network.inputNumbers() + embedding().width();
    return first instanceof MixedInputsSpec mixed && mixed.classes().size() > 1
        ? new MixedInputsSpec(width, mixed.classes().subList(1, mixed.classes().size()))
        : new VectorsSpec(width);
  }

  /** Name, within the first layer, of the parameter with the vectors of the tokens. */
  private static String vectorsOf(LayerSpec first) {
    return first instanceof MixedInputsSpec ? MixedInputsSpec.weight(0) : "weight";
  }

  EmbeddingSpec embedding() {
    LayerSpec first = network.layers().get(0).layer();
    return first instanceof MixedInputsSpec mixed ? mixed.classes().get(0) : (EmbeddingSpec) first;
  }

  /** V, number of tokens. */
  int vocabulary() {
    return vocabulary;
  }

  /** Whether the head has the vectors of the tokens as its weight. */
  boolean isTied() {
    return isTied;
  }

  /** Whether a step computes the logits of some tokens only. */
  boolean samples() {
    return negatives > 0;
  }

  /** The rows that a step touches. */
  TouchedRows touched(StepPlan plan, BitSet read, BitSet predicted) {
    if (negatives == 0) {
      return new TouchedRows(read.stream().toArray(), new int[0], null);
    }
    long key = CounterRandom.key(plan.seed(), NEGATIVES, plan.step());
    Negatives drawn = Negatives.draw(negatives, vocabulary, key);
    BitSet answered = (BitSet) predicted.clone();
    Arrays.stream(drawn.tokens()).forEach(answered::set);
    if (isTied) {
      answered.or(read);
    }
    int[] tokens = answered.stream().toArray();
    return new TouchedRows(isTied ? tokens : read.stream().toArray(), tokens, drawn);
  }

  /** The number of a step's parameters without rows, which come first. */
  int otherSize() {
    return otherSize;
  }

  /**
   * The number of a step's parameters, of which the last ones may have no meaning: sizes that
   * repeat from step to step let memory be used again.
   */
  int size(TouchedRows touched) {
    int used = used(touched);
    int grain = Math.max(1, Integer.highestOneBit(used) >> SIGNIFICANT_BITS);
    return Math.multiplyExact(grain, (used + grain - 1) / grain);
  }

  private int used(TouchedRows touched) {
    int size = otherSize;
    for (Rows one : rows) {
      size = Math.addExact(size, Math.multiplyExact(one.tokens(touched).length, one.width));
    }
    return size;
  }

  /** Index, in a step's parameters, of the first row of the embedding. */
  int vectors() {
    return otherSize;
  }

  /** Index, in a step's parameters, of the first row of the head's weight. */
  int weights(TouchedRows touched) {
    return isTied ? otherSize : otherSize + touched.read().length * rows.get(0).width;
  }

  /** Index, in a step's parameters, of the first bias of the head. */
  int biases(TouchedRows touched) {
    return used(touched) - touched.answered().length;
  }

  /** The part of all parameters that a step uses. */
  float[] gather(float[] all, TouchedRows touched) {
    float[] some = new float[size(touched)];
    copyOthers((inAll, inStep, size) -> System.arraycopy(all, inAll, some, inStep, size));
    copyRows(
        touched, (inAll, at, size) -> System.arraycopy(all, inAll, some, otherSize + at, size));
    return some;
  }

  /** Puts the part back. {@code all} Modified. */
  void scatter(float[] some, TouchedRows touched, float[] all) {
    copyOthers((inAll, inStep, size) -> System.arraycopy(some, inStep, all, inAll, size));
    copyRows(
        touched, (inAll, at, size) -> System.arraycopy(some, otherSize + at, all, inAll, size));
  }

  /** Passes on the parameters without rows. */
  void copyOthers(Copy copy) {
    int at = 0;
    for (Range range : others) {
      copy.part(range.offset, at, range.size);
      at += range.size;
    }
  }

  /** Passes on the rows that a step touches, with their places after the others. */
  void copyRows(TouchedRows touched, Copy copy) {
    int at = 0;
    for (Rows one : rows) {
      for (int token : one.tokens(touched)) {
        copy.part(one.offset + token * one.width, at, one.width);
        at += one.width;
      }
    }
  }
}
