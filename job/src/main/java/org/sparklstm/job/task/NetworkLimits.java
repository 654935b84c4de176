package org.sparklstm.job.task;

import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.core.train.NextToken;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;

/**
 * Sizes of networks that arrays can hold: all parameters in one, the gates of a block in another.
 */
final class NetworkLimits {
  /** Gates per hidden unit and step, of an LSTM. */
  private static final double GATES = 4;

  private NetworkLimits() {}

  /**
   * Checks that a network that reads tokens is small enough.
   *
   * @throws UserException if the network is too large
   */
  static void checkTokens(NetworkSpec network, NextToken objective, JobConfig config) {
    check(network, config, config.train().bptt(), Message.of("{train.bptt}"));
    long block = config.train().spec(0).block();
    int compared = objective.negatives() > 0 ? objective.negatives() : objective.tokens();
    double logits = (double) compared * config.train().bptt() * block;
    if (logits > Integer.MAX_VALUE) {
      throw UserException.of(
          "a block needs %,.0f logits, more than the %,d of an array; lower %s, {train.bptt} (%d) or {train.block} (%d)",
          logits,
          Integer.MAX_VALUE,
          objective.negatives() > 0
              ? Message.of("{train.negatives} (%,d)", objective.negatives())
              : Message.of(
                  "{model.vocabulary} (%,d tokens; or set {train.negatives} to some hundreds)",
                  objective.tokens()),
          config.train().bptt(),
          block);
    }
  }

  /**
   * Checks that a network is small enough.
   *
   * @param steps steps of the longest example
   * @param shorten setting to lower for fewer steps, in the message
   * @throws UserException if the network is too large
   */
  static void check(NetworkSpec network, JobConfig config, long steps, Message shorten) {
    try {
      network.layout();
    } catch (IllegalArgumentException e) {
      throw new UserException(
          Message.of(
              "the network has more than %,d parameters; lower {model.hidden} (%d), {model.layers} (%d) or the number of its outputs (%d)",
              Integer.MAX_VALUE,
              config.model().hidden(),
              config.model().layers(),
              network.outputs()),
          e);
    }
    long block = config.train().spec(0).block();
    double gates = GATES * config.model().hidden() * steps * Math.max(block, InferenceBatch.SIZE);
    if (gates > Integer.MAX_VALUE) {
      throw UserException.of(
          "a block needs %,.0f values for its gates, more than the %,d of an array; lower {model.hidden} (%d), {train.block} (%d) or %s (%,d)",
          gates, Integer.MAX_VALUE, config.model().hidden(), block, shorten, steps);
    }
  }
}
