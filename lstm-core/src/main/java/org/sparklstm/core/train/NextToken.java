package org.sparklstm.core.train;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Split;

/**
 * The prediction of each next token of a sequence: language models, the next event. Training reads
 * streams of tokens; see {@link StreamPlan}.
 *
 * @param tokens V, the number of different tokens
 * @param updates the rows of weights by token that a step updates
 * @param negatives tokens that a step compares its targets with; 0 for all. With some, only rows
 *     that are touched can be updated.
 * @param inputs values of a step that the network reads: the token, and what stands beside it; the
 *     steps of a shard are the token, numbers and class numbers
 */
public record NextToken(int tokens, Updates updates, int negatives, int inputs)
    implements Objective {
  /** The first column of a step after the token. */
  static final int BESIDE = 1;

  /** The rows of weights by token that a step updates. */
  public enum Updates {
    ALL_ROWS,
    TOUCHED_ROWS
  }

  public NextToken {
    if (negatives > 0 && updates == Updates.ALL_ROWS) {
      throw new IllegalArgumentException(
          "with %d negatives only rows that are touched can be updated".formatted(negatives));
    }
  }

  /** All tokens are compared, all rows updated, and nothing but tokens is read. */
  public NextToken(int tokens) {
    this(tokens, Updates.ALL_ROWS, 0, 1);
  }

  /** The rows of a network that a step touches; null if it touches all. */
  public RowLayout rows(NetworkSpec network) {
    return updates == Updates.TOUCHED_ROWS ? new RowLayout(network, negatives) : null;
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

  /** Steps have no noise: tokens are no numbers. */
  @Override
  public BlockWork newWork(ModelSpec model, Kernels kernels) {
    return updates == Updates.TOUCHED_ROWS
        ? new RowWork(model, rows(model.network()), kernels)
        : new TokenWork(new Network(model.network(), kernels));
  }
}
