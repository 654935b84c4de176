package org.sparklstm.job.distributed;

import java.util.Arrays;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.StreamPlan;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.core.train.TrainingSpec;

/**
 * What an epoch takes.
 *
 * @param examples examples, or tokens that are predicted
 */
public record EpochSize(long steps, long examples) {

  /**
   * The size of an epoch over placed data.
   *
   * @param streams how streams are read; null for steps of examples
   */
  public static EpochSize of(TrainingSpec spec, StreamSpec streams, PlacedShards shards) {
    long[] counts = streams == null ? shards.examples(Split.TRAIN) : shards.predicted();
    long examples = Arrays.stream(counts).sum();
    return new EpochSize(
        streams == null
            ? EpochPlan.steps(examples, spec.batch())
            : new StreamPlan(spec.seed(), 0, counts, spec.batch(), spec.block(), streams.length())
                .steps(),
        examples);
  }
}
