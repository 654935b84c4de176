package org.sparklstm.core.train;

import java.util.BitSet;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.RowEmbedding;
import org.sparklstm.core.loss.SampledSoftmax;
import org.sparklstm.core.loss.Softmax;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/**
 * Computes blocks of streams of tokens with the rows of the weights that the step touches. Errors
 * are those of the whole network.
 */
final class RowWork implements BlockWork {
  private final ModelSpec model;
  private final RowLayout layout;
  private final Kernels kernels;
  private final Network inner;
  private final StreamReader streams;
  private final RowEmbedding embedding;
  private final Softmax softmax;
  private final SampledSoftmax sampled;
  private TokenWork whole;

  /** Positions of the rows that a block has read, and compared. */
  private final BitSet read = new BitSet();

  private final BitSet compared = new BitSet();
  private long gatherNanos;

  RowWork(ModelSpec model, RowLayout layout, Kernels kernels) {
    this.model = model;
    this.layout = layout;
    this.kernels = kernels;
    inner = new Network(layout.inner(), kernels, Network.InputGradient.COMPUTED);
    StepReader beside =
        new StepReader(model.network(), NextToken.BESIDE, layout.embedding().width());
    embedding = new RowEmbedding(layout.embedding(), inner, beside.tokenColumn());
    streams = new StreamReader(inner, beside, embedding::put);
    softmax = new Softmax(kernels);
    sampled = new SampledSoftmax(kernels, inner.spec().outputs());
  }

  @Override
  public void load(float[] parameters) {
    if (whole == null) {
      whole = new TokenWork(new Network(model.network(), kernels));
    }
    whole.load(parameters);
  }

  @Override
  public void load(float[] parameters, StepPlan plan) {
    TouchedRows touched = plan.streams().touched();
    inner.load(parameters);
    embedding.load(touched.read(), parameters, layout.vectors(), plan.stepKey());
    if (layout.samples()) {
      sampled.load(
          touched.answered(),
          touched.negatives().tokens(),
          touched.negatives().logExpected(touched.answered()),
          parameters,
          layout.weights(touched),
          layout.biases(touched));
    }
  }

  @Override
  public void addGradient(
      Shard shard, StepPlan plan, Block block, float[] gradient, Gradients gradients) {
    long started = System.nanoTime();
    int count = streams.read((SequenceShard) shard, plan, block);
    gatherNanos += System.nanoTime() - started;
    if (count == 0) {
      return;
    }
    inner.train(plan.draws(block, streams.keys(plan, block)));
    Matrix output = inner.output();
    double loss =
        layout.samples()
            ? sampled.gradient(output, streams.target(), inner.dOutput(), gradient)
            : softmax.gradient(output, streams.target(), inner.dOutput());
    inner.backward(gradient);
    embedding.addGradient(gradient);
    takeTouched(plan.streams().touched(), gradient, gradients.sum());
    gradients.sum().addExamples(loss, count, count);
    int first = plan.streams().number(block) * inner.spec().stateSize();
    gradients.states().add(first, streams.states(plan, block));
  }

  /**
   * Adds what the block has touched: a step of many blocks would take longer to add zeros than to
   * compute.
   */
  private void takeTouched(TouchedRows touched, float[] gradient, GradientSum sum) {
    sum.takePart(gradient, 0, layout.otherSize());
    read.clear();
    embedding.mark(read);
    compared.clear();
    if (layout.samples()) {
      sampled.mark(compared);
    }
    if (layout.isTied()) {
      compared.or(read);
    } else {
      takeRows(read, layout.vectors(), layout.embedding().width(), gradient, sum);
    }
    if (layout.samples()) {
      takeRows(compared, layout.weights(touched), inner.spec().outputs(), gradient, sum);
      takeRows(compared, layout.biases(touched), 1, gradient, sum);
    }
  }

  private static void takeRows(
      BitSet positions, int first, int width, float[] gradient, GradientSum sum) {
    for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
      sum.takePart(gradient, first + at * width, first + (at + 1) * width);
    }
  }

  @Override
  public void evaluate(Shard shard, Split split, long from, long to, Errors errors) {
    whole.evaluate(shard, split, from, to, errors);
  }

  @Override
  public long gatherNanos() {
    return gatherNanos;
  }
}
