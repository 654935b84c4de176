package org.sparklstm.job.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.util.VersionInfo;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.task.Examples;

/** The provenance of a model, for people to read. */
final class Provenance {
  private Provenance() {}

  /** Facts by name, in the order to show them. */
  static Map<String, String> of(JobContext context, Examples examples, PlacedShards shards) {
    ClusterSize cluster = ClusterSize.of(context.sparkContext());
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put(ResultKeys.RUN_ID, context.config().run().id());
    provenance.put("seed", Long.toString(context.config().run().seed()));
    provenance.put("table", context.tableName());
    provenance.put("examples", examples.describe(shards));
    provenance.put("data_fingerprint", examples.content());
    provenance.put("spark_lstm", version());
    provenance.put("spark", context.spark().version());
    provenance.put("hadoop", VersionInfo.getVersion());
    provenance.put("java", Runtime.version().toString());
    provenance.put(
        "cluster",
        "%s, %,d executors of %,d cores"
            .formatted(context.sparkContext().master(), cluster.executors(), cluster.coresEach()));
    return provenance;
  }

  /** Version of this jar; unknown for classes outside a jar. */
  private static String version() {
    return Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }
}
