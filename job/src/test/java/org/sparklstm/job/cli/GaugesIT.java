package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus scrapes from the driver of a training. */
class GaugesIT {
  private static final Pattern GAUGE =
      Pattern.compile(
          "_driver_plugin_org_sparklstm_job_report_GaugesPlugin_(\\w+)_Value\\{.*\\} (\\S+)");

  /** Batches of 64; of one step, whatever its time. */
  private static final double FEWEST = 20;

  private static final double MOST = 64.5;

  @TempDir Path directory;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aTrainingHasGauges() throws Exception {
    int port = freePort();
    List<String> options = new ArrayList<>(Submit.options("local[2]"));
    options.addAll(
        List.of(
            "--conf",
            "spark.driver.bindAddress=127.0.0.1",
            "--conf",
            "spark.ui.enabled=true",
            "--conf",
            "spark.ui.port=" + port,
            "--conf",
            "spark.metrics.conf.*.sink.prometheusServlet.class=org.apache.spark.metrics.sink.PrometheusServlet",
            "--conf",
            "spark.metrics.conf.*.sink.prometheusServlet.path=/metrics/prometheus"));
    Submit.Running driver =
        Submit.start(
            directory,
            options,
            "train",
            "--config",
            Submit.ROOT.resolve("conf/electricity.conf").toString(),
            "--set",
            "data.source.path=" + Submit.ROOT.resolve("conf/data/electricity_demand.csv"),
            "--set",
            "run.output=" + directory.resolve("runs"),
            "--set",
            "model.hidden=8",
            "--set",
            "window.stride=8",
            "--set",
            "train.epochs=100000",
            "--set",
            "train.patience=0");
    try {
      // gauges are read one after the other, while training goes on: those of one step fit together
      Map<String, Double> gauges = new TreeMap<>();
      assertThat(
              driver.waitFor(
                  () -> {
                    gauges.putAll(scrape(port));
                    return gauges.getOrDefault("step", 0.0) > 37 && isOfOneStep(gauges);
                  }))
          .isTrue();
      assertThat(gauges.keySet())
          .containsExactly(
              "epoch", "loss", "step", "step_seconds", "validation_loss", "windows_per_second");
      assertThat(gauges.get("epoch")).isBetween(2.0, 100000.0);
      assertThat(gauges.get("loss")).isBetween(0.0001, 1.0);
      assertThat(gauges.get("validation_loss")).isBetween(0.0001, 1.0);
    } finally {
      driver.kill();
    }
  }

  private static boolean isOfOneStep(Map<String, Double> gauges) {
    double windows =
        gauges.getOrDefault("windows_per_second", 0.0) * gauges.getOrDefault("step_seconds", 0.0);
    return windows > FEWEST && windows < MOST;
  }

  private static Map<String, Double> scrape(int port) {
    Map<String, Double> gauges = new TreeMap<>();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/metrics/prometheus/".formatted(port)))
              .build();
      String text =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      for (Matcher gauge = GAUGE.matcher(text); gauge.find(); ) {
        gauges.put(gauge.group(1), Double.parseDouble(gauge.group(2)));
      }
    } catch (IOException e) {
      // not yet there
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return gauges;
  }
}
