package org.sparklstm.job.data.token;

import java.nio.ByteBuffer;
import org.sparklstm.core.random.CounterRandom;

/**
 * The keys of the random numbers that continue sequences: they follow from the seed, from what
 * identifies a sequence and from its tokens, not from where it lies.
 */
public final class TokenKeys {
  private TokenKeys() {}

  /**
   * A key.
   *
   * @param identity text that identifies the sequence
   */
  public static long of(long seed, String identity, String[] tokens) {
    TokenHash hash = new TokenHash();
    ByteBuffer bits = hash.of(tokens);
    return CounterRandom.key(seed, hash.of(identity), bits.getLong(), bits.getLong());
  }
}
