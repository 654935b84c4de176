package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;

/**
 * A reproducible log of clicks whose structure is known. Each page has links, of which the first
 * are followed most. The next page is a link of the current page, or of the page before, or any
 * page, the popular ones most often. How well the next page can be predicted at best is therefore
 * known.
 *
 * @param visits number of visits, of 2 to {@link #LONGEST} pages
 * @param pages number of pages, at least 2
 * @param seed a different one gives a different log
 */
public record SyntheticVisits(long visits, int pages, long seed) implements Serializable {
  /** Number of likeliest pages among which the next one is looked for. */
  public static final int MOST = 20;

  static final int LONGEST = 24;
  private static final int LINKS = 30;

  /** Shares of next pages that are links of the current page, and of the page before. */
  private static final double OF_CURRENT = 0.6;

  private static final double OF_BEFORE = 0.3;

  /** Distinguish the random numbers of links from those of visits. */
  private static final long LINK = 1;

  private static final long VISIT = 2;

  private static final StructType SCHEMA =
      new StructType()
          .add("visit", DataTypes.LongType, false)
          .add("t", DataTypes.IntegerType, false)
          .add("page", DataTypes.StringType, false);

  /**
   * How well pages can be predicted by who knows how the log was made.
   *
   * @param recall share of next pages that are among the {@link #MOST} likeliest
   * @param nats cross-entropy
   */
  public record Best(long predicted, double recall, double nats) implements Serializable {}

  /** What is summed up over visits. */
  private record Sums(long predicted, long found, double nats) implements Serializable {}

  /** The probabilities of the next pages. */
  private double[] next(int current, int before) {
    double[] probabilities = new double[pages];
    double popularity = 0;
    for (int page = 0; page < pages; page++) {
      popularity += 1.0 / (page + 1);
    }
    for (int page = 0; page < pages; page++) {
      probabilities[page] = (1 - OF_CURRENT - OF_BEFORE) / ((page + 1) * popularity);
    }
    addLinks(probabilities, current, before < 0 ? OF_CURRENT + OF_BEFORE : OF_CURRENT);
    if (before >= 0) {
      addLinks(probabilities, before, OF_BEFORE);
    }
    return probabilities;
  }

  private void addLinks(double[] probabilities, int from, double share) {
    double all = 0;
    for (int link = 0; link < LINKS; link++) {
      all += 1.0 / (link + 1);
    }
    long key = CounterRandom.key(seed, LINK, from);
    for (int link = 0; link < LINKS; link++) {
      int to = (int) (CounterRandom.uniform(key, link) * pages);
      probabilities[to] += share / ((link + 1) * all);
    }
  }

  private static int draw(double[] probabilities, double uniform) {
    double left = uniform;
    for (int page = 0; page < probabilities.length - 1; page++) {
      left -= probabilities[page];
      if (left < 0) {
        return page;
      }
    }
    return probabilities.length - 1;
  }

  /** The pages of a visit, and how well each but the first could be predicted. */
  private List<Step> visit(long visit) {
    long key = CounterRandom.key(seed, VISIT, visit);
    int length = 2 + (int) (CounterRandom.uniform(key, 0) * (LONGEST - 1));
    int before = -1;
    int current = (int) (CounterRandom.uniform(key, 1) * pages);
    List<Step> steps = new ArrayList<>(List.of(new Step(current, 0, 0)));
    for (int t = 1; t < length; t++) {
      double[] probabilities = next(current, before);
      int page = draw(probabilities, CounterRandom.uniform(key, t + 1));
      double own = probabilities[page];
      int rank = 1 + (int) Arrays.stream(probabilities).filter(other -> other > own).count();
      steps.add(new Step(page, rank, -Math.log(own)));
      before = current;
      current = page;
    }
    return steps;
  }

  /**
   * A page of a visit.
   *
   * @param rank of the page among those that could follow; 0 for the first page
   */
  private record Step(int page, int rank, double nats) {}

  /**
   * Writes the log, a row per page.
   *
   * @return how well pages can be predicted
   * @throws UserException if it cannot be written
   */
  public Best write(SparkSession spark, String path) {
    SyntheticVisits self = this;
    JavaRDD<Long> numbers = spark.range(visits).javaRDD();
    JavaRDD<Row> rows =
        numbers.flatMap(
            visit -> {
              List<Row> pages = new ArrayList<>();
              for (Step step : self.visit(visit)) {
                pages.add(RowFactory.create(visit, pages.size(), "page" + step.page()));
              }
              return pages.iterator();
            });
    try {
      spark.createDataFrame(rows, SCHEMA).write().mode(SaveMode.ErrorIfExists).parquet(path);
    } catch (Exception e) {
      throw new UserException(
          Message.of("the log cannot be written to %s: %s", path, Failures.rootMessage(e)), e);
    }
    List<Sums> parts =
        numbers
            .mapPartitions(
                some -> {
                  long predicted = 0;
                  long found = 0;
                  double nats = 0;
                  while (some.hasNext()) {
                    List<Step> steps = self.visit(some.next());
                    for (Step step : steps.subList(1, steps.size())) {
                      predicted++;
                      found += step.rank() <= MOST ? 1 : 0;
                      nats += step.nats();
                    }
                  }
                  return List.of(new Sums(predicted, found, nats)).iterator();
                })
            .collect();
    long predicted = parts.stream().mapToLong(Sums::predicted).sum();
    return new Best(
        predicted,
        (double) parts.stream().mapToLong(Sums::found).sum() / predicted,
        parts.stream().mapToDouble(Sums::nats).sum() / predicted);
  }
}
