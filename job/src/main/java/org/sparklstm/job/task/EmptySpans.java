package org.sparklstm.job.task;

import java.util.Locale;
import java.util.Map;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.distributed.PlacedShards;

/** Spans of series that should have windows and have none. */
public final class EmptySpans {
  private EmptySpans() {}

  /**
   * Throws where each window of a span touches a missing value. Lengths have been checked before.
   *
   * @param table what messages call the table
   */
  public static void refuse(JobConfig config, String table, PlacedShards shards) {
    Map<Split, Double> wanted =
        Map.of(
            Split.TRAIN, config.data().split().train(),
            Split.VALIDATION, config.data().split().validation(),
            Split.TEST, config.data().split().test());
    for (Split split : Split.values()) {
      if (wanted.get(split) > 0 && shards.count(split) == 0) {
        throw new UserException(
            "every %s window of %s touches a missing value; fill the gaps (data.missing = forward-fill) or look back less far"
                .formatted(split.name().toLowerCase(Locale.ROOT), table));
      }
    }
  }
}
