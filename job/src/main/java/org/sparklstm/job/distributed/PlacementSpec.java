package org.sparklstm.job.distributed;

import java.util.OptionalInt;
import org.sparklstm.job.config.DataConfig.Placement;
import org.sparklstm.job.config.DataConfig.Storage;

/**
 * The requested placement of the data during training.
 *
 * @param storage storage of partitioned data
 * @param partitions number of partitions, at least 1; empty to choose it by the size of the cluster
 */
public record PlacementSpec(Placement placement, Storage storage, OptionalInt partitions) {}
