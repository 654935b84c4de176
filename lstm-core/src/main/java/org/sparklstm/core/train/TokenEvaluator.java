package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.sequence.SequenceShard;

/** Evaluates whole sequences of tokens from states of 0. */
final class TokenEvaluator {
  private final TokenReader reader;

  TokenEvaluator(Network network) {
    reader = new TokenReader(network);
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
        };
    reader.read(
        tokens,
        sequences,
        TokenReader.Which.FOLLOWED,
        (sequence, t, logits, row) -> {
          int next = shard.token(sequence, t + 1);
          errors.add(logits, row, next, CrossEntropy.nats(logits, row, next));
        });
  }
}
