package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.job.LocalSpark;

/** The examples in Java; ShellSoak runs those in Scala. */
class ExamplesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path classes;

  @ParameterizedTest
  @CsvSource({
    "Forecast, 2000-08-28 00:00:00",
    "Classify, |    1|       1.0|",
    "Regress, avg(abs((label - prediction)))",
    "Stream, Batch: 0"
  })
  @ResourceLock(Resources.SYSTEM_OUT)
  void runs(String name, String shown) throws Exception {
    LocalSpark.session();
    int failures =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                ROOT.resolve("examples/" + name + ".java").toString());
    assertThat(failures).isZero();
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      String[] table = {ROOT.resolve("conf/data/electricity_demand.csv").toString()};
      // Spark's own way to print
      scala.Console.withOut(
          System.out,
          new scala.runtime.AbstractFunction0<Object>() {
            @Override
            public Object apply() {
              try {
                return loader
                    .loadClass(name)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) table);
              } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
              }
            }
          });
    } finally {
      System.setOut(before);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(shown);
  }
}
