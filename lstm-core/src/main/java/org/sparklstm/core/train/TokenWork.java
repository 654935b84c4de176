package org.sparklstm.core.train;

import java.util.stream.LongStream;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Softmax;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;

/** Computes blocks of streams of tokens, each of which but the first is predicted. */
final class TokenWork implements BlockWork {
  private final Network network;
  private final Softmax loss;
  private final StreamReader streams;
  private final TokenEvaluator evaluator;
  private long gatherNanos;

  TokenWork(Network network) {
    this.network = network;
    loss = new Softmax(network.kernels());
    StepReader beside = new StepReader(network.spec(), NextToken.BESIDE, 1);
    int column = beside.tokenColumn();
    streams =
        new StreamReader(
            network,
            beside,
            (row, token) -> network.input().data()[network.input().index(row, column)] = token);
    evaluator = new TokenEvaluator(network, beside);
  }

  @Override
  public void load(float[] parameters) {
    network.load(parameters);
  }

  @Override
  public void load(float[] parameters, StepPlan plan) {
    network.load(parameters);
  }

  @Override
  public long gatherNanos() {
    return gatherNanos;
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
    network.train(plan.draws(block, streams.keys(plan, block)));
    double blockLoss = loss.gradient(network.output(), streams.target(), network.dOutput());
    network.backward(gradient);
    gradients.sum().take(gradient, blockLoss, count, count);
    int first = plan.streams().number(block) * network.spec().stateSize();
    gradients.states().add(first, streams.states(plan, block));
  }

  @Override
  public void evaluate(Shard shard, Split split, long from, long to, Errors errors) {
    SequenceShard sequences = (SequenceShard) shard;
    for (long start = from; start < to; start += InferenceBatch.SIZE) {
      long end = Math.min(to, start + InferenceBatch.SIZE);
      int[] found = LongStream.range(start, end).mapToInt(n -> sequences.find(split, n)).toArray();
      evaluator.evaluate(sequences, found, (TokenErrors) errors);
    }
  }
}
