package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Split;

/**
 * The prediction of each next token of a sequence: language models, the next event. Training reads
 * streams of tokens; see {@link StreamPlan}.
 *
 * @param tokens V, the number of different tokens
 */
public record NextToken(int tokens) implements Objective {

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public int outputs() {
    return tokens;
  }

  @Override
  public Loss newLoss() {
    return new CrossEntropy(tokens);
  }

  @Override
  public TokenErrors noErrors(Split span) {
    return new TokenErrors();
  }

  /** Tokens are no numbers: they have no noise. */
  @Override
  public BlockWork newWork(Network network, double inputNoise) {
    return new TokenWork(network, newLoss());
  }
}
