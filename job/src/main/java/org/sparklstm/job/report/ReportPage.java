package org.sparklstm.job.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A self-contained page that draws a report. It includes the charting library (Chart.js) and the
 * data, so it opens offline and can be copied anywhere.
 */
public final class ReportPage {
  private static final String CHARTS =
      "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js";

  private ReportPage() {}

  /**
   * Builds a page.
   *
   * @param title window title
   * @param script script that draws the data, such as {@code report.js}
   * @param data JSON object
   * @param refreshSeconds interval at which the page reloads itself; 0 for never
   */
  public static String html(String title, String script, String data, int refreshSeconds) {
    String refresh =
        refreshSeconds > 0
            ? "<meta http-equiv=\"refresh\" content=\"%d\">".formatted(refreshSeconds)
            : "";
    // values from the run are inserted last, so that placeholders in them are not replaced
    return resource("report.html")
        .replace("{{refresh}}", refresh)
        .replace("{{style}}", resource("report.css"))
        .replace("{{charts}}", resource(CHARTS.formatted(resource("chart.js.version").strip())))
        .replace("{{blocks}}", resource("blocks.js"))
        .replace("{{script}}", resource(script))
        .replace("{{title}}", escaped(title).replace("{", "&#123;"))
        .replace("{{data}}", inScript(data));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Escapes JSON, so that it cannot end its script element. */
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
