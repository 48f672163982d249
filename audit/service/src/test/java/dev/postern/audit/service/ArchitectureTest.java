package dev.postern.audit.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.postern.audit.service");

  @Test
  void theCoreKnowsOnlyTheLogAndTheJdk() {
    classes()
        .that()
        .resideInAPackage("..service.sequencer")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "dev.postern.audit.log",
            "dev.postern.audit.entry",
            "dev.postern.audit.json",
            "dev.postern.audit.service.sequencer")
        .check(SERVICE);
  }

  @Test
  void whatReviewersMayAskKnowsNoFramework() {
    classes()
        .that()
        .resideInAnyPackage("..service.review", "..service.shredding", "..service.usage")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "dev.postern.audit.log",
            "dev.postern.audit.entry",
            "dev.postern.audit.json",
            "dev.postern.audit.export",
            "dev.postern.audit.accounting",
            "dev.postern.audit.service.sequencer",
            "dev.postern.audit.service.review",
            "dev.postern.audit.service.shredding",
            "dev.postern.audit.service.usage")
        .check(SERVICE);
  }

  @Test
  void adaptersDoNotMeet() {
    var adapters = new String[] {"http", "postgres", "timestamp", "vault", "witness"};
    for (var adapter : adapters) {
      for (var other : adapters) {
        if (!adapter.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("..service." + adapter)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("..service." + other)
              .check(SERVICE);
        }
      }
    }
  }

  @Test
  void onlyWiringSeesWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..service.wiring")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..service.wiring")
        .check(SERVICE);
  }
}
