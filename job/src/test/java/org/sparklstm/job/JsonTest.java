package org.sparklstm.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void entriesKeepTheirOrder() {
    Json json = new Json().put("z", 1).put("a", 2L).put("m", "text").put("b", true);
    assertThat(json.redactedLine()).isEqualTo("{\"z\":1,\"a\":2,\"m\":\"text\",\"b\":true}");
  }

  @Test
  void secretsAreHiddenInTheTextsOfAStoredObjectAndNowhereElse() {
    String stored =
        "{\"classes\":{\"pass\":{\"f1\":0.50},\"input_tokens\":[1,null]},\"url\":\"x?sig=abcdef\"}";
    assertThat(Json.redactedLine(StoredJson.object(stored)))
        .isEqualTo(stored.replace("abcdef", Secrets.HIDDEN));
  }

  @Test
  void anEntryThatIsPutAgainKeepsItsPlace() {
    Json json = new Json().put("first", 1).put("second", 2).put("first", 3);
    assertThat(json.redactedLine()).isEqualTo("{\"first\":3,\"second\":2}");
  }

  @Test
  void numbersThatAreNotFiniteBecomeNull() {
    Json json =
        new Json()
            .put("nan", Double.NaN)
            .put("up", Double.POSITIVE_INFINITY)
            .put("down", Double.NEGATIVE_INFINITY)
            .put("none", null)
            .put("list", Arrays.asList(1.5, Double.NaN, null))
            .put("object", new Json().put("nan", Double.NaN));
    assertThat(json.redactedLine())
        .isEqualTo(
            "{\"nan\":null,\"up\":null,\"down\":null,\"none\":null,"
                + "\"list\":[1.5,null,null],\"object\":{\"nan\":null}}");
  }

  @Test
  void finiteNumbersAreWrittenToTheLastBit() {
    for (double number : new double[] {0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1.0 / 3}) {
      String line = new Json().put("x", number).redactedLine();
      String text = line.substring("{\"x\":".length(), line.length() - 1);
      assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
          .isEqualTo(Double.doubleToRawLongBits(number));
    }
  }

  @Test
  void secretsAreHiddenHoweverDeepTheyLie() {
    Json json =
        new Json()
            .put("text", "jdbc:x?user=me&password=top-of-json")
            .put("list", List.of("s3a://key:within-a-list@bucket/a", "plain"))
            .put(
                "object",
                new Json()
                    .put("deep", List.of(new Json().put("deeper", "?token=within-an-object"))));
    for (String shown : List.of(json.redactedLine(), json.redactedPretty())) {
      assertThat(shown)
          .doesNotContain("top-of-json", "within-a-list", "within-an-object")
          .contains("jdbc:x?", "@bucket/a", "plain", "***hidden***");
    }
  }

  @Test
  void aSecretThatIsKnownIsHiddenWhereverItIs() {
    Secrets.keep(Map.of("json.test.password", "known-to-json-test"));
    assertThat(new Json().put("path", "/data/known-to-json-test/x").redactedLine())
        .isEqualTo("{\"path\":\"/data/***hidden***/x\"}");
  }

  @Test
  void textIsNotEscapedForPagesButQuotesAre() {
    assertThat(new Json().put("q", "a < b & \"c\"\n'd' = é").redactedLine())
        .isEqualTo("{\"q\":\"a < b & \\\"c\\\"\\n'd' = é\"}");
  }

  @Test
  void prettyIsTheSameOnSeveralLines() {
    Json json = new Json().put("b", 1).put("a", new Json().put("x", null));
    assertThat(json.redactedPretty())
        .isEqualTo("{\n  \"b\": 1,\n  \"a\": {\n    \"x\": null\n  }\n}\n");
  }
}
