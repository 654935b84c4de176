package org.sparklstm.core.train;

import java.util.Arrays;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.random.Permutation;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/**
 * A network with the scratch to train and evaluate it. Lives long, serves one thread at a time, and
 * carries nothing from one block to the next but memory.
 */
public final class Replica {
  /** Windows evaluated at a time; their results do not depend on it. */
  static final int EVALUATION_BATCH = 64;

  private final ModelSpec model;
  private final Loss loss;
  private final Network network;
  private final float[] gradient;
  private final Shard.Window window = new Shard.Window();
  private Matrix target = Matrix.zeros(0, 0);
  private long gatherNanos;

  public Replica(ModelSpec model, Kernels kernels) {
    this.model = model;
    this.loss = model.loss().create();
    network = new Network(model.network(), kernels);
    gradient = new float[model.network().layout().size()];
  }

  /** Nanoseconds spent so far on gathering the windows of blocks. */
  long gatherNanos() {
    return gatherNanos;
  }

  /** Takes over a copy of the parameters. */
  public void load(float[] parameters) {
    network.load(parameters);
  }

  /**
   * Computes the gradient of one block and adds it.
   *
   * @param sum Modified.
   */
  public void addGradient(Shard shard, StepPlan plan, Block block, GradientSum sum) {
    long started = System.nanoTime();
    Permutation order = plan.order(block.shard(), shard.count(Split.TRAIN));
    prepare(block.count());
    for (int b = 0; b < block.count(); b++) {
      shard.find(Split.TRAIN, order.apply(block.first() + b), window);
      model.reader().readInput(window, network.input(), b, block.count());
      model.reader().readTarget(window, target, b);
    }
    gatherNanos += System.nanoTime() - started;
    long dropoutKey = plan.dropoutKey(block);
    network.train(dropoutKey);
    double blockLoss = 0;
    for (int b = 0; b < block.count(); b++) {
      blockLoss += loss.rowLoss(network.output(), target, b);
    }
    loss.gradient(network.output(), target, network.dOutput());
    Arrays.fill(gradient, 0f);
    network.backward(gradient);
    sum.add(gradient, blockLoss, block.count());
  }

  /**
   * Evaluates windows {@code from … to - 1} of a span.
   *
   * @param errors Modified.
   */
  public void evaluate(Shard shard, Split split, long from, long to, ForecastErrors errors) {
    for (long start = from; start < to; start += EVALUATION_BATCH) {
      int count = (int) Math.min(EVALUATION_BATCH, to - start);
      prepare(count);
      for (int b = 0; b < count; b++) {
        shard.find(split, start + b, window);
        model.reader().readInput(window, network.input(), b, count);
        model.reader().readTarget(window, target, b);
      }
      network.predict();
      for (int b = 0; b < count; b++) {
        shard.find(split, start + b, window);
        errors.add(
            model.reader(), window, network.output(), b, loss.rowLoss(network.output(), target, b));
      }
    }
  }

  /**
   * Forecasts, in standardised units, of the windows given.
   *
   * @param windows at most as many as should share a batch. Not modified.
   * @param forecast (windows, horizon · targets). Modified.
   */
  public void forecast(Shard.Window[] windows, Matrix forecast) {
    prepare(windows.length);
    for (int b = 0; b < windows.length; b++) {
      model.reader().readInput(windows[b], network.input(), b, windows.length);
    }
    network.predict();
    int targets = model.reader().targets();
    for (int b = 0; b < windows.length; b++) {
      for (int output = 0; output < forecast.columns(); output++) {
        forecast.data()[forecast.index(b, output)] =
            network.output().at(b, output)
                + model.reader().baseline(windows[b], output / targets, output % targets);
      }
    }
  }

  private void prepare(int batch) {
    network.resize(model.reader().spec().lookback(), batch);
    if (target.rows() != batch) {
      target = Matrix.zeros(batch, model.reader().outputs());
    }
  }
}
