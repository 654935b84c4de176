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
  private static final int POLLS = 1800;

  @TempDir Path directory;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aTrainingHasGauges() throws Exception {
    int port = freePort();
    List<String> options =
        List.of(
            "--master",
            "local[2]",
            "--conf",
            "spark.driver.bindAddress=127.0.0.1",
            "--conf",
            "spark.ui.enabled=true",
            "--conf",
            "spark.ui.port=" + port,
            "--conf",
            "spark.metrics.conf.*.sink.prometheusServlet.class=org.apache.spark.metrics.sink.PrometheusServlet",
            "--conf",
            "spark.metrics.conf.*.sink.prometheusServlet.path=/metrics/prometheus");
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
            "train.epochs=100000",
            "--set",
            "train.patience=0");
    try {
      Map<String, Double> gauges = Map.of();
      for (int i = 0; i < POLLS && gauges.getOrDefault("epoch", 0.0) < 2; i++) {
        assertThat(driver.process().isAlive()).isTrue();
        Thread.sleep(100);
        gauges = scrape(port);
      }
      assertThat(gauges.keySet())
          .containsExactly(
              "epoch", "loss", "step", "step_seconds", "validation_loss", "windows_per_second");
      assertThat(gauges.get("step")).isGreaterThan(37);
      assertThat(gauges.get("loss")).isBetween(0.0001, 1.0);
      assertThat(gauges.get("validation_loss")).isBetween(0.0001, 1.0);
      // batches of 64
      assertThat(gauges.get("windows_per_second") * gauges.get("step_seconds"))
          .isBetween(20.0, 64.5);
    } finally {
      driver.kill();
    }
  }

  private static Map<String, Double> scrape(int port) throws InterruptedException {
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
    }
    return gauges;
  }
}
