package org.sparklstm.job.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sparklstm.job.UserException;

class SparkBuildTest {
  @Test
  void runsOnItsOwnLineOfVersions() {
    SparkBuild.require("4.0.1", "2.13.16");
    SparkBuild.require("4.10.0-SNAPSHOT", "2.13.99");
  }

  @Test
  void namesTheBuildThatAnotherSparkNeeds() {
    assertThatThrownBy(() -> SparkBuild.require("3.5.6", "2.12.18"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "this jar, lstm-job-spark4_2.13, does not run on Spark 3.5.6 with Scala 2.12.18: take lstm-job-spark3.5_2.12");
    assertThatThrownBy(() -> SparkBuild.require("3.5.0", "2.13.8"))
        .hasMessageEndingWith("take lstm-job-spark3.5_2.13");
  }

  @Test
  void saysWhichBuildsThereAre() {
    assertThatThrownBy(() -> SparkBuild.require("3.4.4", "2.12.18"))
        .hasMessageEndingWith("there are builds for Spark 3.5 and 4");
    assertThatThrownBy(() -> SparkBuild.require("5.0.0", "3.7.0"))
        .hasMessageEndingWith("there are builds for Spark 3.5 and 4");
  }

  @Test
  void theExitCodeIsThatOfTheCommand() {
    assertThat(Sessions.exit(3).exitCode()).isEqualTo(3);
  }
}
