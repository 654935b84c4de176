package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;
import scala.tools.nsc.Global;
import scala.tools.nsc.Settings;
import scala.tools.nsc.reporters.StoreReporter;

/** What Scala's users write compiles without a cast, and runs. */
class ScalaTest {
  @TempDir Path classes;

  @Test
  void compilesAndRuns() throws Exception {
    Settings settings = new Settings();
    settings.classpath().value_$eq(System.getProperty("java.class.path"));
    settings.outputDirs().setSingleOutput(classes.toString());
    StoreReporter reporter = new StoreReporter(settings);
    Global compiler = new Global(settings, reporter);
    Path source = Path.of("src/test/scala/Stages.scala");
    assertThat(Files.exists(source)).isTrue();
    compiler.new Run().compile(CollectionConverters.asScala(List.of(source.toString())).toList());
    assertThat(CollectionConverters.asJava(reporter.infos())).isEmpty();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
      Class<?> stages = loader.loadClass("Stages");
      double accuracy =
          (double) stages.getMethod("classify", Dataset.class).invoke(null, Tables.steps(30));
      assertThat(accuracy).isGreaterThan(0.9);
      assertThat(stages.getMethod("forecast", Dataset.class).invoke(null, Tables.series()))
          .isEqualTo(6L);
    }
  }
}
