package org.sparklstm.job.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.job.LocalSpark;

/** Columns that pass through our code come out as they went in. */
class InternalRowsTest {
  private static final String ROW =
      """
      7 AS id,
      named_struct('a', 1, 'b', 'two', 'c', 3.0D) AS one,
      array(named_struct('a', 1, 'b', 'two'), named_struct('a', 4, 'b', 'five')) AS list,
      map('k', named_struct('a', 1, 'b', 'two')) AS by_name,
      named_struct('deep', array(named_struct('x', 'six', 'y', 'seven'))) AS nested
      """;

  private static final StructType NONE_NULL =
      new StructType().add("a", DataTypes.IntegerType, false).add("b", DataTypes.StringType, false);

  private static Dataset<Row> given() {
    return LocalSpark.session().range(1).selectExpr(ROW.strip().split(",\n"));
  }

  /** A query that wants some fields of a struct only. */
  @ParameterizedTest
  @CsvSource({
    "one.c,3.0",
    "one.b,two",
    "list.b,'[two, five]'",
    "list[1].b,five",
    "by_name['k'].b,two",
    "map_values(by_name)[0].b,two",
    "nested.deep.y,[seven]",
    "nested.deep[0].y,seven",
    "'aggregate(list.b, '''', (sum, one) -> sum || one)',twofive"
  })
  void fieldsOfStructsKeepTheirPlaces(String wanted, String expected) {
    for (Map<String, String> evaluation : LocalSpark.EVALUATIONS) {
      LocalSpark.under(evaluation, () -> keepsPlaces(wanted, expected, evaluation.toString()));
    }
  }

  private static void keepsPlaces(String wanted, String expected, String evaluation) {
    Dataset<Row> rows = given();
    Dataset<Row> mapped = InternalRows.map(rows, rows.schema(), all -> all);
    assertThat(mapped.selectExpr("cast(" + wanted + " as string)").first().getString(0))
        .as(evaluation)
        .isEqualTo(expected);
    assertThat(mapped.filter(wanted + " is not null").select("id").first().getInt(0)).isEqualTo(7);
    assertThat(mapped.selectExpr("explode(list) as element").select("element.b").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("two", "five");
    assertThat(mapped.schema()).isEqualTo(rows.schema());
    assertThat(mapped.collectAsList()).isEqualTo(rows.collectAsList());
  }

  /** Those that are never null, too. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void structsThatMayBeNullAndOthers(boolean isNullable) {
    Dataset<Row> rows =
        LocalSpark.session().range(1).selectExpr("named_struct('a', 1, 'b', 'x') s");
    StructType schema = new StructType().add("s", NONE_NULL, isNullable);
    Dataset<Row> mapped = InternalRows.map(rows, schema, all -> all);
    assertThat(mapped.schema()).isEqualTo(schema);
    assertThat(mapped.select("s.b").collectAsList())
        .extracting(row -> row.getString(0))
        .isEqualTo(List.of("x"));
  }
}
