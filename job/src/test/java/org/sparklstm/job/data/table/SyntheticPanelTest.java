package org.sparklstm.job.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;

/** The panel that anyone can make has what a retailer's has. */
class SyntheticPanelTest {
  private static final int DAYS = 500;

  @TempDir Path directory;

  private String content(String name, long seed) {
    SparkSession spark = LocalSpark.session();
    String path = directory.resolve(name).toString();
    new SyntheticPanel(20, DAYS, seed).write(spark, path);
    Dataset<Row> rows = spark.read().parquet(path + "/sales.parquet");
    return rows.selectExpr("count(*)", "bit_xor(xxhash64(*))").first().toString();
  }

  @Test
  void hasPlansLevelsGapsAndLateSeries() {
    SparkSession spark = LocalSpark.session();
    String path = directory.resolve("panel").toString();
    assertThat(new SyntheticPanel(200, DAYS, 7).write(spark, path)).contains("28 days more");
    Dataset<Row> sales = spark.read().parquet(path + "/sales.parquet").cache();
    Dataset<Row> plan = spark.read().parquet(path + "/plan.parquet");
    assertThat(sales.columns()).containsExactly("store", "item", "day", "units", "price", "promo");
    assertThat(plan.selectExpr("max(day)").first().getDate(0).toLocalDate())
        .isEqualTo(sales.selectExpr("max(day)").first().getDate(0).toLocalDate().plusDays(28));
    Row levels =
        sales
            .groupBy("store", "item")
            .agg(functions.avg("units").alias("level"))
            .selectExpr("min(level)", "max(level)")
            .first();
    assertThat(levels.getDouble(0)).isLessThan(5);
    assertThat(levels.getDouble(1)).isGreaterThan(1000);
    assertThat(sales.groupBy("store", "item").count().filter("count < " + (DAYS - 28) / 2).count())
        .as("late, ended and new ones")
        .isPositive();
    Row promoted = sales.selectExpr("avg(if(promo = 1, units, null) / price)").first();
    assertThat(promoted.getDouble(0)).isPositive();
    assertThat(sales.selectExpr("min(units)").first().getDouble(0)).isZero();

    assertThatThrownBy(() -> new SyntheticPanel(200, DAYS, 7).write(spark, path))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("already exists");
  }

  @Test
  void isAFunctionOfItsSeed() {
    String sales = content("first", 7);
    assertThat(content("again", 7)).isEqualTo(sales);
    assertThat(content("other", 8)).isNotEqualTo(sales);
  }
}
