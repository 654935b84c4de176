package org.sparklstm.job.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.sparklstm.job.UserException;
import scala.util.Properties;

/**
 * The line of Spark versions that this build is for: {@code 3.5} or {@code 4}, with a Scala of
 * their own. Everything else of this package may fail on other ones with errors that explain
 * nothing.
 *
 * @param spark line of Spark versions
 * @param scala such as 2.13
 */
public record SparkBuild(String spark, String scala) {
  /** The one of this jar. */
  private static final SparkBuild OURS = ours();

  private static SparkBuild ours() {
    java.util.Properties values = new java.util.Properties();
    try (InputStream in = SparkBuild.class.getResourceAsStream("built-for.properties")) {
      values.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SparkBuild(values.getProperty("spark"), values.getProperty("scala"));
  }

  /**
   * The build that a Spark needs.
   *
   * @param version of Spark, such as 3.5.6
   * @param scala version of Scala, such as 2.12.18
   */
  static SparkBuild of(String version, String scala) {
    return new SparkBuild(version.startsWith("4.") ? "4" : firstTwo(version), firstTwo(scala));
  }

  private static String firstTwo(String version) {
    return version.replaceFirst("^([0-9]+\\.[0-9]+).*", "$1");
  }

  /** The name of the artifact. */
  String artifact() {
    return "lstm-job-spark" + spark + "_" + scala;
  }

  /** Whether Spark starts the JVMs of its executors with the Vector API. */
  public static boolean startsWithVectors() {
    return !OURS.spark.equals("3.5");
  }

  private boolean exists() {
    return spark.equals("4") ? scala.equals("2.13") : spark.equals("3.5");
  }

  /**
   * Checks that this jar is for the Spark that runs it.
   *
   * @throws UserException if it is not; it names the right one
   */
  public static void require() {
    require(org.apache.spark.package$.MODULE$.SPARK_VERSION(), Properties.versionNumberString());
  }

  static void require(String version, String scala) {
    SparkBuild needed = of(version, scala);
    if (!needed.equals(OURS)) {
      throw new UserException(
          "this jar, %s, does not run on Spark %s with Scala %s: %s"
              .formatted(
                  OURS.artifact(),
                  version,
                  scala,
                  needed.exists()
                      ? "take " + needed.artifact()
                      : "there are builds for Spark 3.5 and 4"));
    }
  }
}
