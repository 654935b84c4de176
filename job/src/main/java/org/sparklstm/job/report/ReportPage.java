package org.sparklstm.job.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A page that draws a report by itself, with the charting library (Chart.js) and the data inside:
 * it opens offline, wherever it is copied.
 */
public final class ReportPage {
  private static final String CHARTS =
      "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js";

  private ReportPage() {}

  /**
   * Puts a page together.
   *
   * @param title of its window
   * @param data what {@code report.js} draws: a JSON object
   * @param refreshSeconds after which it loads itself again; 0 for never
   */
  public static String html(String title, String data, int refreshSeconds) {
    String refresh =
        refreshSeconds > 0
            ? "<meta http-equiv=\"refresh\" content=\"%d\">".formatted(refreshSeconds)
            : "";
    // what comes from the run last: it is searched for no names
    return resource("report.html")
        .replace("{{refresh}}", refresh)
        .replace("{{style}}", resource("report.css"))
        .replace("{{charts}}", resource(CHARTS.formatted(resource("chart.js.version").strip())))
        .replace("{{script}}", resource("report.js"))
        .replace("{{title}}", escaped(title).replace("{", "&#123;"))
        .replace("{{data}}", inScript(data));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** JSON that no browser takes for the end of its script element. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
