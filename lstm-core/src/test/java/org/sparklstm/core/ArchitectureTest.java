package org.sparklstm.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The allowed dependencies between packages. */
@AnalyzeClasses(
    packages = "org.sparklstm.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule KNOWS_NOTHING_OF_SPARK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule VECTORS_STAY_IN_THE_VECTOR_KERNELS =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("Vector")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator..");

  @ArchTest
  static final ArchRule LIBRARIES_STAY_AT_THE_EDGES =
      noClasses()
          .that()
          .resideOutsideOfPackages("..core.io..", "..core.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google..", "picocli..");

  @ArchTest
  static final ArchRule STATISTICS_STAY_IN_THE_DISTRIBUTIONS =
      noClasses()
          .that()
          .resideOutsideOfPackage("..core.distribution..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.commons..");

  @ArchTest
  static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("tensor")
          .definedBy("..core.tensor..")
          .layer("exact")
          .definedBy("..core.exact..")
          .layer("random")
          .definedBy("..core.random..")
          .layer("kernel")
          .definedBy("..core.kernel..")
          .layer("layer")
          .definedBy("..core.layer..")
          .layer("loss")
          .definedBy("..core.loss..")
          .layer("distribution")
          .definedBy("..core.distribution..")
          .layer("optim")
          .definedBy("..core.optim..")
          .layer("sequence")
          .definedBy("..core.sequence..")
          .layer("io")
          .definedBy("..core.io..")
          .layer("train")
          .definedBy("..core.train..")
          .layer("cli")
          .definedBy("..core.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("train")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("io")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("sequence")
          .mayOnlyBeAccessedByLayers("train")
          .whereLayer("optim")
          .mayOnlyBeAccessedByLayers("train", "cli")
          .whereLayer("loss")
          .mayOnlyBeAccessedByLayers("train", "cli")
          .whereLayer("layer")
          .mayOnlyBeAccessedByLayers("train", "io", "cli")
          .whereLayer("distribution")
          .mayOnlyBeAccessedByLayers("loss", "sequence", "train")
          .whereLayer("kernel")
          .mayOnlyBeAccessedByLayers("layer", "loss", "optim", "train", "cli")
          .whereLayer("random")
          .mayOnlyBeAccessedByLayers("layer", "train", "cli")
          .whereLayer("exact")
          .mayOnlyBeAccessedByLayers("train");
}
