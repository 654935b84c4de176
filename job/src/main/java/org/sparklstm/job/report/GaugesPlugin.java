package org.sparklstm.job.report;

import com.codahale.metrics.Gauge;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Registers the training's gauges with Spark's metrics system, which sends them to the configured
 * sinks: {@code epoch}, {@code step}, {@code loss}, {@code validation_loss}, {@code step_seconds},
 * {@code windows_per_second}.
 */
public final class GaugesPlugin implements SparkPlugin {

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        register(context, "epoch", Gauges.Reading::epoch);
        register(context, "step", Gauges.Reading::step);
        register(context, "loss", Gauges.Reading::loss);
        register(context, "validation_loss", Gauges.Reading::validationLoss);
        register(context, "step_seconds", Gauges.Reading::stepSeconds);
        register(context, "windows_per_second", Gauges.Reading::windowsPerSecond);
        return Map.of();
      }
    };
  }

  private static void register(
      PluginContext context, String name, ToDoubleFunction<Gauges.Reading> value) {
    context
        .metricRegistry()
        .register(name, (Gauge<Double>) () -> value.applyAsDouble(Gauges.last()));
  }

  /** Executors have no gauges. */
  @Override
  public ExecutorPlugin executorPlugin() {
    return null;
  }
}
