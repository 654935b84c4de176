package org.sparklstm.job.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;

/** A log of clicks whose structure is known. */
class SyntheticVisitsTest {
  @TempDir Path directory;

  private SyntheticVisits.Best write(SyntheticVisits log, String name) {
    return log.write(LocalSpark.session(), directory.resolve(name).toString());
  }

  private Dataset<Row> read(String name) {
    return LocalSpark.session().read().parquet(directory.resolve(name).toString());
  }

  private List<String> rows(String name) {
    return read(name).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void theSameSeedGivesTheSameLog() {
    SyntheticVisits log = new SyntheticVisits(200, 40, 7);
    SyntheticVisits.Best best = write(log, "one");
    assertThat(write(log, "two")).isEqualTo(best);
    assertThat(rows("two")).isEqualTo(rows("one"));
    write(new SyntheticVisits(200, 40, 8), "three");
    assertThat(rows("three")).isNotEqualTo(rows("one"));
    assertThat(read("one").count()).isEqualTo(best.predicted() + 200);
    assertThatThrownBy(() -> write(log, "one"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the log cannot be written");
  }

  @Test
  void itSaysHowWellPagesCanBePredicted() {
    // with two pages all of them are among the twenty likeliest
    assertThat(write(new SyntheticVisits(50, 2, 7), "two-pages").recall()).isEqualTo(1);
    SyntheticVisits.Best best = write(new SyntheticVisits(3000, 30, 7), "log");
    assertThat(best.recall()).isBetween(0.9, 0.999);
    // who knows the two pages before, but not how the log was made, can do no better
    Dataset<Row> events = read("log");
    Dataset<Row> pairs =
        events
            .selectExpr(
                "page",
                "lag(page) over (partition by visit order by t) as current",
                "lag(page, 2) over (partition by visit order by t) as before")
            .filter("current is not null");
    double conditional =
        pairs
            .groupBy("current", "page")
            .count()
            .withColumn("all", functions.expr("sum(count) over (partition by current)"))
            .agg(functions.expr("-sum(count * ln(count / all)) / sum(count)"))
            .first()
            .getDouble(0);
    assertThat(best.nats()).isLessThan(conditional + 0.02);
    assertThat(best.nats()).isCloseTo(conditional, within(0.4));
  }
}
