package org.sparklstm.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;

/** The report in a browser: light and dark, on a desktop and on a phone. */
class ReportTest {
  private static final int DESKTOP = 1280;
  private static final int PHONE = 390;

  /** The share of drawn pixels of each canvas; -1 without a chart. */
  private static final String DRAWN =
      """
      return [...document.querySelectorAll('canvas')].map((canvas) => {
        if (!Chart.getChart(canvas)) {
          return [canvas.ariaLabel, -1];
        }
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let drawn = 0;
        for (let i = 3; i < pixels.length; i += 4) {
          drawn += pixels[i] > 0 ? 1 : 0;
        }
        return [canvas.ariaLabel, 4 * drawn / pixels.length];
      });
      """;

  @TempDir Path directory;
  private Jobs jobs;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
  }

  private Path page() {
    return directory.resolve("runs/run/report.html");
  }

  @Test
  void aPanelThatKnowsWhatIsAhead() {
    Path table = jobs.table("panel.csv", Jobs.panel());
    jobs.train(table, Jobs.PANEL, "data.future=[promo,kind]", "data.static=[size]");
    try (Browser browser = Browser.start()) {
      assertThat(look(browser, "panel"))
          .startsWith(
              "Loss",
              "Gradient norm and learning rate",
              "Forecasts at the end of the test span",
              "promo",
              "kind");
      assertThat(texts(browser, "h3"))
          .contains("Errors by level of the series", "Best series", "Worst series");
      assertThat(texts(browser, "th")).contains("% better than naive");
      assertThat(texts(browser, "h2")).contains("Inputs");
      assertThat(
              browser.ask(
                  "return charts.find((c) => c.canvas.ariaLabel === 'Which inputs matter').chart.data.labels.toSorted().join()"))
          .isEqualTo("kind,promo,size,the calendar");
      assertThat(texts(browser, "figcaption"))
          .anyMatch(text -> text.contains("With the history of units it is "));
      assertThat(browser.ask("return data.data.columns.map((c) => c.name).join()"))
          .as("neither classes nor the calendar have a size")
          .isEqualTo("units,promo,size");
    }
  }

  @Test
  void aForecast() {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    jobs.train(table, Jobs.TWO_SERIES, "train.epochs=4", "data.missing=skip-window");
    try (Browser browser = Browser.start()) {
      List<String> charts = look(browser, "forecast");
      assertThat(charts)
          .containsExactly(
              "Loss",
              "Gradient norm and learning rate",
              "Forecasts at the end of the test span",
              "Error by horizon step",
              "Distribution of errors",
              "Seconds per epoch");
      assertThat(texts(browser, "h2"))
          .containsExactly(
              "Training",
              "Forecasts",
              "Errors",
              "Training time",
              "Data",
              "Configuration",
              "Provenance");
      assertThat(texts(browser, "option"))
          .containsExactly("sales, series store=s1", "sales, series store=s2");
      // the last forecast ends at the last row of the test span
      assertThat(browser.ask("return data.samples[1].times.at(-1)")).isEqualTo("2024-01-09 07:00");
      // the naive forecast is the last value before each cutoff, and forecasts begin there
      assertThat(
              browser.ask(
                  "return data.samples.every((s) => s.cutoffs.length > 2 && s.cutoffs.every((c) => Math.abs(s.naive[c] - s.actual[c - 1]) < 1e-4 && Math.abs(s.naive[c + 5] - s.actual[c - 1]) < 1e-4 && s.forecast[c] !== null))"))
          .isEqualTo(true);
      assertThat(
              browser.ask(
                  "return data.samples.every((s) => s.forecast.findIndex((v) => v !== null) === s.cutoffs[0])"))
          .isEqualTo(true);
      // the mean over horizon steps equals the mean over columns
      double byStep =
          ((Number)
                  browser.ask(
                      "return data.detail.horizon.model.reduce((a, b) => a + b) / data.detail.horizon.model.length"))
              .doubleValue();
      double mean = ((Number) browser.ask("return data.test.mae")).doubleValue();
      double scale = ((Number) browser.ask("return data.data.columns[0].deviation")).doubleValue();
      assertThat(byStep)
          .isCloseTo(mean * scale, org.assertj.core.data.Percentage.withPercentage(1e-6));
      browser.ask(
          "const select = document.querySelector('select'); select.value = '1'; select.dispatchEvent(new Event('change'))");
      assertThat(browser.ask("return charts[2].chart.data.labels.length > 30")).isEqualTo(true);
      assertThat(drawn(browser))
          .allSatisfy((chart, share) -> assertThat(share).isGreaterThan(0.01));
    }
  }

  @Test
  void theDataAreDescribed() throws IOException {
    // the second series is shorter and has gaps, the third is too short
    String csv =
        Jobs.twoSeries()
                .replaceFirst("s2,2024-01-02 05:00:00,[^,]*,", "s2,2024-01-02 05:00:00,,")
                .replaceAll("s2,2024-01-09 [^\\n]*\\n", "")
            + "s3,2024-01-01 00:00:00,99,5\n";
    jobs.train(jobs.table("table.csv", csv), Jobs.TWO_SERIES, "data.missing=skip-window");
    try (Browser browser = Browser.start()) {
      browser.open(page(), DESKTOP, "light");
      assertThat(texts(browser, "table.pairs th")).contains("rows", "series", "times", "frequency");
      assertThat(browser.ask("return data.data.facts.rows")).isEqualTo("393");
      assertThat(browser.ask("return data.data.facts.series"))
          .isEqualTo("3, of which 1 are too short to be used");
      assertThat(browser.ask("return data.data.facts['rows of a series']"))
          .isEqualTo("1 to 200, half of them below 192");
      assertThat(browser.ask("return data.data.facts.times"))
          .isEqualTo("2024-01-01 00:00 to 2024-01-09 07:00");
      assertThat(browser.ask("return data.data.columns.map((c) => c.missing).join()"))
          .isEqualTo("1,0");
      // a series that is not used does not count for the extremes
      assertThat((Double) browser.ask("return data.data.columns[0].largest")).isBetween(26.0, 28.0);
      assertThat(browser.ask("return data.data.columns[1].smallest")).isEqualTo(5L);
    }
  }

  @Test
  void classes() {
    jobs.train(jobs.table("steps.csv", Jobs.devices()), Jobs.CLASSIFY);
    try (Browser browser = Browser.start()) {
      List<String> charts = look(browser, "classes");
      assertThat(charts).contains("Loss").hasSizeGreaterThan(4);
      assertThat(texts(browser, "h2")).contains("Classes", "Examples");
      assertThat(texts(browser, ".matrix tbody th")).containsExactly("falls", "rests", "rises");
      assertThat(
              browser.ask(
                  "return data.detail.examples.every((e) => e.columns['a'].length === e.length)"))
          .isEqualTo(true);
    }
  }

  /** JavaScript lists keys that are whole numbers first. */
  @Test
  void classesWithNumbersForNamesKeepTheirFigures() throws Exception {
    String csv =
        Jobs.devices()
            .replace(",falls,", ",b,")
            .replace(",rests,", ",10,")
            .replace(",rises,", ",-1,");
    JsonObject summary = jobs.train(jobs.table("table.csv", csv), Jobs.CLASSIFY, "train.epochs=3");
    JsonObject classes = summary.getAsJsonObject("test").getAsJsonObject("classes");
    try (Browser browser = Browser.start()) {
      browser.open(page(), DESKTOP, "light");
      for (String name : List.of("b", "10", "-1")) {
        Object recall =
            browser.ask(
                "return [...document.querySelectorAll('table tr')].map(row => [...row.children].map(cell => cell.textContent))"
                    + ".filter(cells => cells.length == 5 && cells[0] == '"
                    + name
                    + "')[0][2]");
        assertThat(Double.parseDouble(recall.toString()))
            .as("recall of %s", name)
            .isCloseTo(
                classes.getAsJsonObject(name).get("recall").getAsDouble(), Offset.offset(1e-3));
      }
    }
  }

  @Test
  void numbers() {
    List<String> regress = new ArrayList<>(Jobs.CLASSIFY);
    regress.set(0, "task=regress");
    regress.set(regress.indexOf("data.label=kind"), "data.label=drift");
    jobs.train(jobs.table("steps.csv", Jobs.devices()), regress);
    try (Browser browser = Browser.start()) {
      assertThat(look(browser, "numbers"))
          .contains("Predicted and actual values", "Distribution of errors");
      // in the units of the label
      assertThat((Double) browser.ask("return Math.max(...data.detail.answers.actual)"))
          .isBetween(0.3, 0.7);
    }
  }

  @Test
  void aTrainingThatWasStoppedAndResumed() {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    jobs.trainOneStep(table, Jobs.TWO_SERIES);
    try (Browser browser = Browser.start()) {
      assertThat(look(browser, "stopped")).containsExactly("Gradient norm and learning rate");
      assertThat(texts(browser, ".status")).containsExactly("stopped");
      jobs.train(table, Jobs.TWO_SERIES, "run.resume=required");
      browser.open(page(), DESKTOP, "light");
      assertThat(texts(browser, ".status")).containsExactly("complete");
      assertThat(texts(browser, ".tile")).anyMatch(text -> text.endsWith("s since step 1"));
      assertThat(texts(browser, "p"))
          .anyMatch(text -> text.contains("steps since the run resumed after step 1, "));
    }
  }

  @Test
  void valuesOfTablesAreEscaped() throws IOException {
    String evil = "</script><img src=x onerror=document.title='evil'>";
    String csv = Jobs.twoSeries().replace("s1,", evil + ",").replace("s2,", "<!--<script>,");
    jobs.train(jobs.table("table.csv", csv), Jobs.TWO_SERIES);
    assertThat(Files.readString(page())).doesNotContain(evil);
    try (Browser browser = Browser.start()) {
      browser.open(page(), DESKTOP, "light");
      assertThat(texts(browser, "option")).contains("sales, series store=" + evil);
      assertThat(browser.ask("return document.title")).isEqualTo("run – spark-lstm");
      assertThat(browser.consoleMessages()).isEmpty();
    }
  }

  @Test
  void namesOfColumnsAndSeriesOfPanelsAreEscaped() throws IOException {
    String evil = "</script><img src=x onerror=document.title='evil'>";
    String csv =
        Jobs.panel()
            .replace("promo", evil)
            .replaceAll("(?m)^0,", evil + ",")
            .replace(",small", "," + evil);
    jobs.train(
        jobs.table("panel.csv", csv),
        Jobs.PANEL,
        "data.future=[\"%s\", kind]".formatted(evil),
        "data.static=[size]");
    assertThat(Files.readString(page())).doesNotContain(evil);
    try (Browser browser = Browser.start()) {
      browser.open(page(), DESKTOP, "light");
      assertThat(texts(browser, "h3")).contains(evil);
      assertThat(texts(browser, "td")).contains("series store=" + evil);
      assertThat(browser.ask("return data.importance.inputs.map((input) => input.name)"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .contains(evil);
      assertThat(browser.ask("return document.title")).isEqualTo("run – spark-lstm");
      assertThat(browser.ask("return document.querySelectorAll('img').length")).isEqualTo(0L);
      assertThat(browser.consoleMessages()).isEmpty();
    }
  }

  @Test
  void thePageIsSelfContained() {
    String page = ReportPage.html("a < b", "report.js", "{\"a\": \"</script>\"}", 10);
    assertThat(page)
        .contains("<title>a &lt; b</title>", "<meta http-equiv=\"refresh\" content=\"10\">")
        .contains("{\"a\": \"\\u003c/script>\"}")
        .doesNotContainPattern("<(script|img|link|iframe)[^>]* (src|href)=")
        .doesNotContainPattern("@import|url\\(|\\{\\{");
    assertThat(ReportPage.html("a", "report.js", "{}", 0)).doesNotContain("http-equiv");
  }

  /** Checks the page in both widths and colour schemes; returns the names of its charts. */
  private List<String> look(Browser browser, String name) {
    List<String> charts = List.of();
    for (int width : new int[] {DESKTOP, PHONE}) {
      for (String scheme : List.of("light", "dark")) {
        browser.open(page(), width, scheme);
        Map<String, Double> drawn = drawn(browser);
        assertThat(drawn)
            .isNotEmpty()
            .allSatisfy((chart, share) -> assertThat(share).isGreaterThan(0.01));
        assertThat(browser.ask("return document.documentElement.scrollWidth <= innerWidth"))
            .as("nothing reaches beyond %d pixels", width)
            .isEqualTo(true);
        assertThat(browser.ask("return getComputedStyle(document.body).backgroundColor"))
            .isEqualTo(scheme.equals("dark") ? "rgb(20, 23, 27)" : "rgb(246, 247, 249)");
        assertThat(browser.consoleMessages()).isEmpty();
        browser.picture(Path.of("target", "report", "%s-%d-%s.png".formatted(name, width, scheme)));
        charts = List.copyOf(drawn.keySet());
      }
    }
    return charts;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Double> drawn(Browser browser) {
    Map<String, Double> drawn = new java.util.LinkedHashMap<>();
    for (List<Object> chart : (List<List<Object>>) browser.ask(DRAWN)) {
      drawn.merge((String) chart.get(0), ((Number) chart.get(1)).doubleValue(), Math::min);
    }
    return drawn;
  }

  @SuppressWarnings("unchecked")
  private static List<String> texts(Browser browser, String selector) {
    return (List<String>)
        browser.ask(
            "return [...document.querySelectorAll(\"%s\")].map((e) => e.textContent)"
                .formatted(selector));
  }
}
