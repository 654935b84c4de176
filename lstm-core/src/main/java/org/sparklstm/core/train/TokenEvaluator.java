package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.LogSumExp;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.tensor.Matrix;

/** Evaluates whole sequences of tokens from states of 0. */
final class TokenEvaluator {
  private final TokenReader reader;
  private final StepReader beside;
  private final LogSumExp losses;

  TokenEvaluator(Network network, StepReader beside) {
    reader = new TokenReader(network);
    this.beside = beside;
    losses = new LogSumExp(network.kernels());
  }

  /**
   * Adds the errors of sequences.
   *
   * @param sequences indices in the shard. Not modified.
   * @param errors Modified.
   */
  void evaluate(SequenceShard shard, int[] sequences, TokenErrors errors) {
    TokenReader.Tokens tokens =
        new TokenReader.Tokens() {
          @Override
          public int length(int sequence) {
            return shard.length(sequence);
          }

          @Override
          public int token(int sequence, int t) {
            return shard.token(sequence, t);
          }

          @Override
          public void read(int sequence, int t, Matrix input, int row) {
            input.data()[input.index(row, beside.tokenColumn())] = token(sequence, t);
            beside.read(shard, sequence, t, input, row);
          }
        };
    TokenReader.Answers answers =
        new TokenReader.Answers() {
          @Override
          public void pass(Matrix logits) {
            losses.of(logits);
          }

          @Override
          public void answer(int sequence, int t, Matrix logits, int row) {
            int next = shard.token(sequence, t + 1);
            errors.add(logits, row, next, losses.nats(row, next));
          }
        };
    reader.read(tokens, sequences, TokenReader.Which.FOLLOWED, answers);
  }
}
