package org.sparklstm.job.config;

/** {@code report}: the content of a run's report. */
public record ReportConfig(
    @Setting(
            value =
                "test windows on which is measured how much each input of a forecast matters; 0 for none",
            or = "256",
            min = 0,
            max = 10_000,
            mayChange = true,
            tasks = TaskKind.FORECAST)
        int importance) {

  public ReportConfig {
    Ranges.check(ReportConfig.class, "report", importance);
  }
}
