package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.train.TokenErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.PromoteConfig.Metric;

/** How well next tokens are predicted, beside always answering the most frequent ones. */
final class TokenReport implements Report {
  /** Numbers of likeliest tokens among which the right one is looked for. */
  private static final List<Integer> RANKS = List.of(1, 5, 10, 20);

  private static final int MOST = 20;

  private final TokenErrors errors;
  private final FrequentTokens naive;
  private final Metric metric;

  /**
   * @param metric what the verdict goes by
   */
  TokenReport(TokenErrors errors, FrequentTokens naive, Metric metric) {
    this.errors = errors;
    this.naive = naive;
    this.metric = metric;
  }

  @Override
  public Json standardised() {
    Json json =
        new Json()
            .put("cross_entropy", errors.meanLoss())
            .put("perplexity", errors.perplexity())
            .put("accuracy", errors.recall(1));
    RANKS.subList(1, RANKS.size()).forEach(k -> json.put("recall_at_" + k, errors.recall(k)));
    json.put("mrr_at_" + MOST, errors.meanReciprocalRank(MOST))
        .put("baseline_cross_entropy", naive.crossEntropy())
        .put("baseline_accuracy", naive.recall(1));
    RANKS
        .subList(1, RANKS.size())
        .forEach(k -> json.put("baseline_recall_at_" + k, naive.recall(k)));
    return json.put("baseline_mrr_at_" + MOST, naive.meanReciprocalRank(MOST))
        .put("baseline", "the shares of the train span, whatever came before")
        .put("tokens", errors.examples());
  }

  @Override
  public Json originalUnits() {
    return null;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "test span, %,d tokens   nats per token  perplexity  right  in the first 5  10     20     MRR@20"
            .formatted(errors.examples()));
    lines.add(
        line(
            "this model",
            errors.meanLoss(),
            RANKS.stream().map(errors::recall).toList(),
            errors.meanReciprocalRank(MOST)));
    lines.add(
        line(
            "the most frequent tokens",
            naive.crossEntropy(),
            RANKS.stream().map(naive::recall).toList(),
            naive.meanReciprocalRank(MOST)));
    lines.add(verdict());
    return lines;
  }

  private static String line(String name, double nats, List<Double> recall, double reciprocal) {
    return "  %-26s %-14.4f  %-10.4g  %.3f  %.3f           %.3f  %.3f  %.3f"
        .formatted(
            name,
            nats,
            Math.exp(nats),
            recall.get(0),
            recall.get(1),
            recall.get(2),
            recall.get(3),
            reciprocal);
  }

  @Override
  public Criterion criterion(Map<String, Double> scales) {
    return metric == Metric.ACCURACY
        ? new Criterion("share of wrong tokens", 1 - errors.recall(1), 1 - naive.recall(1))
        : new Criterion("cross-entropy", errors.meanLoss(), naive.crossEntropy());
  }

  @Override
  public boolean isUseful() {
    return criterion(Map.of()).isBetter();
  }

  @Override
  public long examples() {
    return errors.examples();
  }

  @Override
  public String verdict() {
    return criterion(Map.of()).verdict("answering the most frequent tokens");
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            "nats per token",
            "%.4f".formatted(errors.meanLoss()),
            "the most frequent tokens: %.4f".formatted(naive.crossEntropy())),
        new Figure(
            "right tokens",
            "%.1f %%".formatted(100 * errors.recall(1)),
            "the most frequent token: %.1f %%".formatted(100 * naive.recall(1))),
        new Figure(
            "among the %d likeliest".formatted(MOST),
            "%.1f %%".formatted(100 * errors.recall(MOST)),
            "the %d most frequent: %.1f %%".formatted(MOST, 100 * naive.recall(MOST))));
  }

  @Override
  public Json detail() {
    List<Double> model = new ArrayList<>();
    List<Double> rival = new ArrayList<>();
    for (int k = 1; k <= MOST; k++) {
      model.add(errors.recall(k));
      rival.add(naive.recall(k));
    }
    return new Json().put("recall", new Json().put("model", model).put("naive", rival));
  }
}
