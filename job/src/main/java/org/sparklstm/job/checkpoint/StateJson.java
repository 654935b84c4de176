package org.sparklstm.job.checkpoint;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.StoredJson;

/**
 * {@code state.json} of a checkpoint: everything except the arrays.
 *
 * @param bestLoss null before the end of the first epoch, because JSON has no infinity
 * @param bestTrainLoss null before the end of the first epoch
 * @param configurationSha256 lets people compare configurations at a glance; not read back
 */
record StateJson(
    int epoch,
    long step,
    float largestGradient,
    double epochLoss,
    double epochWeight,
    Double bestLoss,
    Double bestTrainLoss,
    int bestEpoch,
    long averagedSteps,
    List<Double> losses,
    long optimizerSteps,
    String configurationSha256,
    Origin origin) {

  static StateJson of(TrainingState.Position position, long optimizerSteps, Origin origin) {
    boolean judged = position.bestEpoch() >= 0;
    return new StateJson(
        position.epoch(),
        position.step(),
        position.largestGradient(),
        position.epochLoss(),
        position.epochWeight(),
        judged ? position.bestLoss() : null,
        judged ? position.bestTrainLoss() : null,
        position.bestEpoch(),
        position.averagedSteps(),
        position.losses(),
        optimizerSteps,
        sha256(origin.configuration()),
        origin);
  }

  /**
   * Parses the file.
   *
   * @throws RuntimeException if the JSON is invalid or lacks a value
   */
  static StateJson parse(String json) {
    StateJson state = StoredJson.read(json, StateJson.class);
    if (state == null || state.origin == null || state.origin.data() == null) {
      throw new IllegalArgumentException("'origin' or 'origin.data' is missing");
    }
    if (state.origin.configuration().containsValue(null)) {
      throw new IllegalArgumentException("a value of 'origin.configuration' is missing");
    }
    if (state.origin.data().zone() != null) {
      ZoneId.of(state.origin.data().zone());
    }
    state.position();
    return state;
  }

  TrainingState.Position position() {
    return new TrainingState.Position(
        epoch,
        step,
        largestGradient,
        epochLoss,
        epochWeight,
        bestLoss == null ? Double.POSITIVE_INFINITY : bestLoss,
        bestTrainLoss == null ? Double.NaN : bestTrainLoss,
        bestEpoch,
        averagedSteps,
        losses);
  }

  private static String sha256(Map<String, String> configuration) {
    StringBuilder text = new StringBuilder();
    configuration.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return Fingerprint.sha256(text.toString());
  }
}
