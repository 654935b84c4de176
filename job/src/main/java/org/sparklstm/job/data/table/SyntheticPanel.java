package org.sparklstm.job.data.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.spark.Sessions;

/**
 * A reproducible panel of a retailer: how many units each store sells of each item on each day,
 * with levels from 1 to 10,000, weekly and yearly seasons, planned prices and promotions, days
 * without a row, and items that begin late, have ended or are new.
 *
 * @param series number of pairs of a store and an item
 * @param days days of the panel, the last {@link #HORIZON} of which are still to come
 * @param seed a different one gives a different panel
 */
public record SyntheticPanel(long series, int days, long seed) {
  /** Days that are planned and not sold yet. */
  public static final int HORIZON = 28;

  /** Number of items, which all stores sell. */
  private static final int ITEMS = 20;

  private static final String SALES = "sales.parquet";
  private static final String PLAN = "plan.parquet";

  /** A uniform number in [0, 1) from columns and a name. */
  private String uniform(String name, String columns) {
    return "(pmod(xxhash64(%d, '%s', %s), 2000003) / 2000003.0)".formatted(seed, name, columns);
  }

  /** A normal number (Box and Muller 1958). */
  private String normal(String name) {
    String columns = "store, item, day";
    return "(sqrt(-2 * ln(%s + 1e-7)) * cos(2 * pi() * %s))"
        .formatted(uniform(name + " size", columns), uniform(name + " angle", columns));
  }

  private Dataset<Row> rows(SparkSession spark) {
    String pair = "store, item";
    return spark
        .range(series * days)
        .selectExpr(
            "format_string('s%%02d', id div %d div %d) as store".formatted(days, ITEMS),
            "format_string('i%%02d', (id div %d) %% %d) as item".formatted(days, ITEMS),
            "cast(id %% %d as int) as number".formatted(days),
            "date_add(date'2023-07-01', cast(id %% %d as int)) as day".formatted(days))
        .selectExpr(
            "*",
            "weekday(day) as weekday",
            "dayofyear(day) as yearday",
            "exp(%s * ln(10000)) as level".formatted(uniform("level", pair)),
            "%s < 0.15 as promoted".formatted(uniform("promotion", pair + ", number div 7")),
            "0.1 * (1 + floor(3 * %s)) as discount"
                .formatted(uniform("discount", pair + ", number div 7")),
            "1 + floor(19 * %s) as base".formatted(uniform("base", "item")),
            uniform("kind", pair) + " as kind",
            uniform("start", pair) + " as start")
        .selectExpr(
            "*",
            "if(promoted, discount, 0) as reduction",
            "case when kind < 0.10 then int(100 + start * greatest(0, %1$d - 320)) when kind between 0.18 and 0.20 then int(%1$d - 38 - start * 40) else 0 end as first"
                .formatted(days),
            "case when kind between 0.10 and 0.18 then int(%1$d - 60 - start * greatest(0, %1$d - 360)) else %1$d end as last"
                .formatted(days))
        .filter("number >= first and number < last")
        .selectExpr(
            "*",
            "cast(round(base * (1 + 0.04 * floor(number / 365)) * (1 - reduction), 2) as double) as price",
            "if(promoted, 1, 0) as promo",
            "level * (1 + 0.25 * sin(2 * pi() * (weekday + %s) / 7)) * (1 + %s * sin(2 * pi() * (yearday / 365.0 - %s))) * pow(1 - reduction, -%s) * if(promoted, 1.2, 1) as mean"
                .formatted(
                    uniform("week", "store"),
                    "(0.05 + 0.35 * " + uniform("swing", "item") + ")",
                    uniform("phase", "item"),
                    "(1.2 + 1.3 * " + uniform("elasticity", pair) + ")"))
        .selectExpr(
            "store",
            "item",
            "day",
            "number",
            "greatest(0, round(mean * exp(0.15 * %s) + sqrt(mean) * %s)) as units"
                .formatted(normal("noise"), normal("chance")),
            "price",
            "promo",
            uniform("missing", pair + ", day") + " < 0.01 as missing");
  }

  /**
   * Writes two tables: what was sold up to the last days, and what is planned for all days.
   *
   * @param path folder of the tables
   * @return the size of the panel, in one sentence
   */
  public String write(SparkSession spark, String path) {
    Dataset<Row> rows = rows(spark);
    write(
        rows.filter("number < %d and not missing".formatted(days - HORIZON))
            .select("store", "item", "day", "units", "price", "promo"),
        path + "/" + SALES);
    write(rows.select("store", "item", "day", "price", "promo"), path + "/" + PLAN);
    return "%s: %s (%,d series of up to %,d days) and %s (%d days more)"
        .formatted(path, SALES, series, days - HORIZON, PLAN, HORIZON);
  }

  private static void write(Dataset<Row> rows, String path) {
    try {
      rows.coalesce(1).write().mode(SaveMode.ErrorIfExists).parquet(path);
    } catch (Exception e) {
      if (Sessions.isCondition(e, "PATH_ALREADY_EXISTS")) {
        throw new UserException(path + " already exists: choose another path or remove it", e);
      }
      throw new UserException(
          Message.of("%s cannot be written: %s", path, Failures.rootMessage(e)), e);
    }
  }
}
