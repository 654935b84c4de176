package org.sparklstm.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may import whom. */
@AnalyzeClasses(packages = "org.sparklstm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule CHECKPOINTS_KNOW_HADOOP_ONLY =
      noClasses()
          .that()
          .resideInAPackage("..job.checkpoint..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule SPARK_ML_STAYS_IN_ML =
      noClasses()
          .that()
          .resideOutsideOfPackages("..job.ml..", "..job.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark.ml..");

  @ArchTest
  static final ArchRule THE_COMMAND_LINE_IS_THE_TOP_FLOOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..cli..", "picocli..");

  @ArchTest
  static final ArchRule HOCON_STAYS_IN_CONFIG =
      noClasses()
          .that()
          .resideOutsideOfPackage("..job.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe..");

  @Test
  void nothingPretendsToBeSpark() {
    JavaClasses ours = new ClassFileImporter().importPath(Path.of("target", "classes"));
    assertThat(ours).isNotEmpty();
    classes().should().resideInAPackage("org.sparklstm..").check(ours);
  }

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_JOB =
      noClasses()
          .that()
          .resideInAPackage("..sparklstm.core..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..sparklstm.job..");

  @ArchTest
  static final ArchRule NO_JAVA_DESERIALISATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");
}
