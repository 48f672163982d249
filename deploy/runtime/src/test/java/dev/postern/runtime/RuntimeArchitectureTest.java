package dev.postern.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RuntimeArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.postern.runtime");

  @Test
  void vaultAndTlsNeedNoFramework() {
    classes()
        .that()
        .resideInAnyPackage("dev.postern.runtime.vault", "dev.postern.runtime.tls")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax..",
            "org.jspecify..",
            "io.github.jopenlibs.vault..",
            "dev.postern.runtime.vault",
            "dev.postern.runtime.tls")
        .check(CLASSES);
  }

  @Test
  void theVaultDriverIsKnownToTheVaultPackageOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.postern.runtime.vault")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.github.jopenlibs..")
        .check(CLASSES);
  }

  @Test
  void theRuntimeKnowsNoService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.postern.audit..",
            "dev.postern.bridge..",
            "dev.postern.indexer..",
            "dev.postern.deid..")
        .check(CLASSES);
  }
}
