package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * The unit of work: examples of one shard whose gradient is always computed together, separately
 * from all others.
 *
 * @param index of the block in its step, from 0
 * @param shard number of the shard that holds the examples
 * @param first position of the first window in the shard's shuffled order of the epoch
 * @param count number of examples
 */
public record Block(int index, int shard, long first, int count) implements Serializable {}
