package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.ArrayList;
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
 * A reproducible log of clicks whose structure, a {@link PageChain}, is known. How well the next
 * page can be predicted at best is therefore known, too.
 *
 * @param visits number of visits, of 2 to {@link #LONGEST} pages
 * @param pages number of pages, at least 2
 * @param seed a different one gives a different log
 */
public record SyntheticVisits(long visits, int pages, long seed) implements Serializable {
  /** Number of likeliest pages among which the next one is looked for. */
  public static final int MOST = 20;

  static final int LONGEST = 24;

  /** Distinguishes the random numbers of visits from those of links. */
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

  /** The pages of a visit, and how well each but the first could be predicted. */
  private List<PageChain.Next> visit(long visit) {
    PageChain chain = new PageChain(pages, seed);
    long key = CounterRandom.key(seed, VISIT, visit);
    int length = 2 + (int) (CounterRandom.uniform(key, 0) * (LONGEST - 1));
    int before = PageChain.NONE;
    int current = (int) (CounterRandom.uniform(key, 1) * pages);
    List<PageChain.Next> steps = new ArrayList<>(List.of(new PageChain.Next(current, 1, 1)));
    for (int t = 1; t < length; t++) {
      PageChain.Next next = chain.next(current, before, key, (long) PageChain.DRAWS * t);
      steps.add(next);
      before = current;
      current = next.page();
    }
    return steps;
  }

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
              for (PageChain.Next step : self.visit(visit)) {
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
                    List<PageChain.Next> steps = self.visit(some.next());
                    for (PageChain.Next step : steps.subList(1, steps.size())) {
                      predicted++;
                      found += step.rank() <= MOST ? 1 : 0;
                      nats -= StrictMath.log(step.probability());
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
