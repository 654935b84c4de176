package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * The unit of work: some examples of one shard, whose gradient is always computed alone and in the
 * same way.
 *
 * @param index number of the block in its step
 * @param shard the shard its examples lie in
 * @param first its first window, a position in the epoch's shuffled order of the shard
 * @param count number of examples
 */
public record Block(int index, int shard, long first, int count) implements Serializable {}
