package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.sparklstm.core.train.TokenErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.PromoteConfig.Metric;
import org.sparklstm.job.data.token.PairErrors;

/** How well next tokens are predicted, beside rivals that only count. */
final class TokenReport implements Report {
  /** Numbers of likeliest tokens among which the right one is looked for, besides the first. */
  private static final List<Integer> AMONG = List.of(5, 10, 20);

  private static final int MOST = PairErrors.MOST;

  private final TokenErrors errors;
  private final Metric metric;
  private final Judged model;
  private final List<Judged> rivals = new ArrayList<>();

  /**
   * What is found of an answer.
   *
   * @param name in words
   * @param prefix of its keys in JSON
   * @param recall the share of right tokens among the k likeliest
   */
  private record Judged(
      String name, String prefix, double nats, IntToDoubleFunction recall, double reciprocal) {

    Json json(Json json) {
      json.put(prefix + "cross_entropy", nats).put(prefix + "accuracy", recall.applyAsDouble(1));
      AMONG.forEach(k -> json.put(prefix + "recall_at_" + k, recall.applyAsDouble(k)));
      return json.put(prefix + "mrr_at_" + MOST, reciprocal);
    }

    String line() {
      StringBuilder line =
          new StringBuilder(
              "  %-26s %-14.4f  %-10.4g  %.3f "
                  .formatted(name, nats, Math.exp(nats), recall.applyAsDouble(1)));
      // the first column has a longer head
      AMONG.forEach(
          k ->
              line.append(
                  (k.equals(AMONG.get(0)) ? " %.3f          " : " %.3f ")
                      .formatted(recall.applyAsDouble(k))));
      return line.append(" %.3f".formatted(reciprocal)).toString();
    }

    List<Double> curve() {
      return IntStream.rangeClosed(1, MOST).mapToObj(recall::applyAsDouble).toList();
    }
  }

  /**
   * @param frequent always answers the most frequent tokens
   * @param pairs answers what most often follows the last token; empty if it was not asked
   * @param metric what the verdict goes by
   */
  TokenReport(
      TokenErrors errors, FrequentTokens frequent, Optional<PairErrors> pairs, Metric metric) {
    this.errors = errors;
    this.metric = metric;
    model =
        new Judged(
            "this model", "", errors.meanLoss(), errors::recall, errors.meanReciprocalRank(MOST));
    rivals.add(
        new Judged(
            "the most frequent tokens",
            "baseline_",
            frequent.crossEntropy(),
            frequent::recall,
            frequent.meanReciprocalRank(MOST)));
    pairs.ifPresent(
        found ->
            rivals.add(
                new Judged(
                    "what most often follows",
                    "pairs_",
                    found.crossEntropy(),
                    found::recall,
                    found.meanReciprocalRank())));
  }

  @Override
  public Json standardised() {
    Json json = model.json(new Json());
    json.put("perplexity", errors.perplexity());
    rivals.forEach(rival -> rival.json(json));
    json.put("baseline", "the shares of the train span, whatever came before");
    if (rivals.size() > 1) {
      json.put("pairs", "how often tokens follow the last one in the train span");
    }
    return json.put("tokens", errors.examples());
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
    lines.add(model.line());
    rivals.forEach(rival -> lines.add(rival.line()));
    lines.add(verdict());
    return lines;
  }

  /** The error that the verdict goes by. */
  private double error(Judged of) {
    return metric == Metric.ACCURACY ? 1 - of.recall.applyAsDouble(1) : of.nats;
  }

  /** The rival that is hardest to beat. */
  private Judged rival() {
    Judged first = rivals.get(0);
    Judged last = rivals.get(rivals.size() - 1);
    return error(last) < error(first) ? last : first;
  }

  @Override
  public Criterion criterion(Map<String, Double> scales) {
    String by = metric == Metric.ACCURACY ? "share of wrong tokens" : "cross-entropy";
    return new Criterion(by, error(model), error(rival()));
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
    return criterion(Map.of()).verdict("answering " + rival().name);
  }

  @Override
  public List<Figure> figures() {
    Judged rival = rival();
    return List.of(
        new Figure(
            "nats per token",
            "%.4f".formatted(model.nats),
            "%s: %.4f".formatted(rival.name, rival.nats)),
        new Figure(
            "right tokens",
            "%.1f %%".formatted(100 * errors.recall(1)),
            "%s: %.1f %%".formatted(rival.name, 100 * rival.recall.applyAsDouble(1))),
        new Figure(
            "among the %d likeliest".formatted(MOST),
            "%.1f %%".formatted(100 * errors.recall(MOST)),
            "%s: %.1f %%".formatted(rival.name, 100 * rival.recall.applyAsDouble(MOST))));
  }

  @Override
  public Json detail() {
    Json recall = new Json().put("model", model.curve());
    recall.put("naive", rivals.get(0).curve());
    if (rivals.size() > 1) {
      recall.put("pairs", rivals.get(1).curve());
    }
    return new Json().put("recall", recall);
  }
}
