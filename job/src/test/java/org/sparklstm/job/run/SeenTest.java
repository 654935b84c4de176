package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.UserException;

/** Models know which rows they have seen, and are not judged on them unnoticed. */
class SeenTest {
  private static final String[] EARLIER = {
    "data.split.train=0.3", "data.split.validation=0", "data.split.test=0.7"
  };

  @TempDir Path directory;
  private Jobs jobs;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
  }

  private String seen(Path table, List<String> base, String model, String... settings) {
    String line = new EvaluateRun(jobs.context(table, base, settings)).run(model);
    return JsonParser.parseString(line)
        .getAsJsonObject()
        .get("test_span_seen_in_training")
        .getAsString();
  }

  private void promoteRefuses(
      String message, Path table, List<String> base, String model, String... settings) {
    String pointer = directory.resolve("pointer").toString();
    assertThatThrownBy(
            () -> new PromoteRun(jobs.context(table, base, settings)).run(model, pointer, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("a model is not judged on rows it has seen");
    assertThat(Path.of(pointer)).doesNotExist();
  }

  private static String model(JsonObject summary) {
    return summary.get("model").getAsString();
  }

  @Test
  void aForecasterHasSeenTimes() {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    String model = model(jobs.train(table, Jobs.TWO_SERIES));
    assertThat(seen(table, Jobs.TWO_SERIES, model)).isEqualTo("no");
    assertThat(seen(table, Jobs.TWO_SERIES, model, EARLIER)).isEqualTo("yes");
    assertThat(jobs.shown())
        .contains(
            "the model was trained on rows up to 2024-01-07T15:00, and the test span begins at 2024-01-03T12:00 in series store=s1 (2 of 2 series): these errors flatter the model");
    promoteRefuses("was trained on rows up to", table, Jobs.TWO_SERIES, model, EARLIER);
    // other series are new to it, whatever their times
    Path others = jobs.table("others.csv", Jobs.twoSeries().replaceAll("(?m)^s([12])", "x$1"));
    assertThat(seen(others, Jobs.TWO_SERIES, model, EARLIER)).isEqualTo("no");
    // rows that came later are new to it
    StringBuilder more = new StringBuilder(Jobs.twoSeries());
    for (int hour = 0; hour < 100; hour++) {
      for (int store = 1; store <= 2; store++) {
        more.append("s%d,2024-02-%02d %02d:00:00,1,5%n".formatted(store, 1 + hour / 24, hour % 24));
      }
    }
    Path later = jobs.table("later.csv", more.toString());
    assertThat(
            seen(
                later,
                Jobs.TWO_SERIES,
                model,
                "data.split.unit=rows-from-end",
                "data.split.validation=0",
                "data.split.test=100"))
        .isEqualTo("no");
  }

  @Test
  void seriesMayEndAtDifferentTimes() {
    // the second series has no rows after the first days
    String csv = Jobs.twoSeries().replaceAll("s2,2024-01-0[6-9].*\n", "");
    Path table = jobs.table("table.csv", csv);
    String model = model(jobs.train(table, Jobs.TWO_SERIES));
    assertThat(seen(table, Jobs.TWO_SERIES, model)).isEqualTo("no");
    // where the test span of the first begins, the second has been seen, and the other way round
    String[] day = {"data.split.unit=date", "data.split.test-from=2024-01-05"};
    assertThat(seen(table, Jobs.TWO_SERIES, model, day)).isEqualTo("yes");
    assertThat(jobs.shown()).contains("in series store=s1: these errors");
    // the series that ends earlier is known by itself
    Path second = jobs.table("second.csv", csv.replaceAll("(?m)^s1,.*\n", ""));
    assertThat(seen(second, Jobs.TWO_SERIES, model)).isEqualTo("no");
    assertThat(seen(second, Jobs.TWO_SERIES, model, EARLIER)).isEqualTo("yes");
    // other series are new to it
    Path others = jobs.table("others.csv", csv.replaceAll("(?m)^s([12])", "x$1"));
    assertThat(seen(others, Jobs.TWO_SERIES, model, EARLIER)).isEqualTo("no");
  }

  @Test
  void aClassifierHasSeenHashes() {
    Path table = jobs.table("table.csv", Jobs.devices());
    String model = model(jobs.train(table, Jobs.CLASSIFY));
    assertThat(seen(table, Jobs.CLASSIFY, model)).isEqualTo("no");
    assertThat(seen(table, Jobs.CLASSIFY, model, EARLIER)).isEqualTo("yes");
    promoteRefuses("was trained on this table", table, Jobs.CLASSIFY, model, EARLIER);
    // a table that has other rows too may have those
    Path more = jobs.table("more.csv", Jobs.devices() + "new,1,0,0,falls,0\nnew,2,-1,0,falls,0\n");
    assertThat(seen(more, Jobs.CLASSIFY, model, EARLIER)).isEqualTo("perhaps");
    assertThat(seen(more, Jobs.CLASSIFY, model)).isEqualTo("no");
    // split by something else, any sequence may have been on the other side
    assertThat(seen(table, Jobs.CLASSIFY, model, "data.split.by=[device]")).isEqualTo("yes");
  }

  @Test
  void windowsHaveTheFingerprintOfTheirRows() {
    Path table = jobs.table("table.csv", Jobs.devices());
    String[] cut = {"window.lookback=3", "window.stride=2"};
    String model = model(jobs.train(table, Jobs.CLASSIFY, cut));
    String lookback = "window.lookback=3";
    assertThat(seen(table, Jobs.CLASSIFY, model, lookback)).isEqualTo("no");
    assertThat(seen(table, Jobs.CLASSIFY, model, lookback, "data.split.by=[]")).isEqualTo("yes");
    assertThat(seen(table, Jobs.CLASSIFY, model, lookback, EARLIER[0], EARLIER[1], EARLIER[2]))
        .isEqualTo("yes");
  }

  @Test
  void anUnknownOriginIsMarked() throws IOException {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    String model = model(jobs.train(table, Jobs.TWO_SERIES));
    Path file = Jobs.newest(Path.of(java.net.URI.create(model))).resolve("model.json");
    JsonObject description = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertThat(description.remove("seen").getAsJsonObject().get("until").getAsString())
        .isEqualTo("2024-01-07T15:00");
    Files.writeString(file, description.toString());
    Files.deleteIfExists(file.resolveSibling(".model.json.crc"));
    List<String> settings = new ArrayList<>(Jobs.TWO_SERIES);
    assertThat(seen(table, settings, model, EARLIER)).isEqualTo("unknown");
    assertThat(jobs.shown()).contains("it is not known on which rows this model was trained");
  }
}
