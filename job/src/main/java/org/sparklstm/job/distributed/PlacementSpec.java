package org.sparklstm.job.distributed;

import java.util.OptionalInt;
import org.sparklstm.job.config.DataConfig.Placement;
import org.sparklstm.job.config.DataConfig.Storage;

/**
 * Where data should lie during training.
 *
 * @param storage of data that is partitioned
 * @param partitions of the data, at least 1, or none to choose
 */
public record PlacementSpec(Placement placement, Storage storage, OptionalInt partitions) {}
