package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Softmax;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/** Evaluates whole sequences of tokens from states of 0. */
final class TokenEvaluator {
  private final TokenReader reader;
  private final Softmax softmax;
  private final Arena arena = new Arena();

  /** The normalisers of the rows of a pass. */
  private double[] normalisers = {};

  TokenEvaluator(Network network) {
    reader = new TokenReader(network);
    softmax = new Softmax(network.kernels());
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
    TokenReader.Answers answers =
        new TokenReader.Answers() {
          @Override
          public void pass(Matrix logits) {
            normalise(logits);
          }

          @Override
          public void answer(int sequence, int t, Matrix logits, int row) {
            int next = shard.token(sequence, t + 1);
            errors.add(logits, row, next, normalisers[row] - logits.at(row, next));
          }
        };
    reader.read(tokens, sequences, TokenReader.Which.FOLLOWED, answers);
  }

  private void normalise(Matrix logits) {
    if (normalisers.length < logits.rows()) {
      normalisers = new double[logits.rows()];
    }
    arena.rewind();
    softmax.logSumExp(logits, arena.matrix(logits.rows(), logits.columns()), normalisers);
  }
}
