package dev.postern.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses COMMAND_LINE =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.postern.cli");

  @Test
  void knowsTheServicesOnlyByTheirAddresses() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.postern.bridge..",
            "dev.postern.indexer..",
            "dev.postern.audit.service..",
            "dev.postern.simulator..",
            "io.quarkus..",
            "jakarta..")
        .check(COMMAND_LINE);
  }

  @Test
  void clientsKnowNothingOfTerminalsAndOptions() {
    classes()
        .that()
        .resideInAnyPackage("..cli.bridge", "..cli.indexer", "..cli.log", "..cli.review")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            "dev.postern.audit.entry",
            "dev.postern.audit.log",
            "..cli.bridge",
            "..cli.indexer",
            "..cli.log",
            "..cli.review")
        .check(COMMAND_LINE);
  }

  @Test
  void onlyTheStoryKnowsTheHospital() {
    noClasses()
        .that()
        .resideInAPackage("dev.postern.cli")
        .and()
        .doNotHaveSimpleName("Postern")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..cli.demo")
        .check(COMMAND_LINE);
  }
}
