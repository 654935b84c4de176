package org.sparklstm.job;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Packages import only lower layers; CONTRIBUTING.md has the picture. */
@AnalyzeClasses(packages = "org.sparklstm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String JOB = "org.sparklstm.job";

  /**
   * The packages of the job, lower layers first. Within a layer, too, a package imports only those
   * before it. Packages on the same line must not import each other.
   */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of(""),
          List.of("time"),
          List.of("config", "storage"),
          List.of("checkpoint", "output"),
          List.of("spark"),
          List.of("data.table"),
          List.of("data.series", "data.sequence", "data.token"),
          List.of("distributed"),
          List.of("model"),
          List.of("scoring"),
          List.of("task"),
          List.of("onnx", "report"),
          List.of("run", "ml"),
          List.of("cli"));

  private static String name(String name) {
    return name.isEmpty() ? JOB : JOB + "." + name;
  }

  private static JavaClasses ours() {
    return new ClassFileImporter().importPath(Path.of("target", "classes"));
  }

  @TestFactory
  Stream<DynamicTest> eachPackageImportsLowerLayersOnly() {
    JavaClasses ours = ours();
    return IntStream.range(0, LAYERS.size())
        .boxed()
        .flatMap(
            layer ->
                LAYERS.get(layer).stream()
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                name(name), () -> importsOnly(ours, name, allowed(layer, name)))));
  }

  /** The package itself and all packages of lower layers. */
  private static String[] allowed(int layer, String name) {
    return Stream.concat(LAYERS.subList(0, layer).stream().flatMap(List::stream), Stream.of(name))
        .map(ArchitectureTest::name)
        .toArray(String[]::new);
  }

  private static void importsOnly(JavaClasses ours, String name, String[] allowed) {
    noClasses()
        .that()
        .resideInAPackage(name(name))
        .should()
        .dependOnClassesThat(resideInAPackage(JOB + "..").and(not(resideInAnyPackage(allowed))))
        .check(ours);
  }

  @Test
  void everyPackageHasALayer() {
    List<String> known = LAYERS.stream().flatMap(List::stream).map(ArchitectureTest::name).toList();
    assertThat(ours().stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @ArchTest
  static final ArchRule SPARK_INTERNALS_STAY_BEHIND_THE_SEAM =
      noClasses()
          .that()
          .resideOutsideOfPackage("..job.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark.sql.catalyst..",
              "org.apache.spark.sql.classic..",
              "org.apache.spark.sql.execution..",
              "org.apache.spark.sql.internal..",
              "org.apache.spark.unsafe..",
              "scala.jdk..",
              "scala.collection.convert..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("org\\.apache\\.spark\\.ml\\.util\\.DefaultParams(Reader|Writer).*");

  @ArchTest
  static final ArchRule KRYO_STAYS_BEHIND_THE_SEAM =
      noClasses()
          .that()
          .resideOutsideOfPackage("..job.spark..")
          .and()
          // users name it in spark.kryo.registrator
          .doNotHaveFullyQualifiedName("org.sparklstm.job.distributed.KryoRecords")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.esotericsoftware..");

  @ArchTest
  static final ArchRule SPARK_ML_STAYS_IN_ML =
      noClasses()
          .that()
          .resideOutsideOfPackages("..job.ml..", "..job.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark.ml..");

  @ArchTest
  static final ArchRule STORAGE_KNOWS_HADOOP_ONLY =
      noClasses()
          .that()
          .resideInAnyPackage("..job.storage..", "..job.checkpoint..", "..job.output..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule PICOCLI_STAYS_IN_CLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule HOCON_STAYS_IN_CONFIG =
      noClasses()
          .that()
          .resideOutsideOfPackage("..job.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe..");

  @Test
  void noClassIsInAPackageOfSpark() {
    assertThat(ours()).isNotEmpty();
    classes().should().resideInAPackage("org.sparklstm..").check(ours());
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
