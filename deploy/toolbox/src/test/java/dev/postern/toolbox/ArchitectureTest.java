package dev.postern.toolbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses TOOLBOX =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.postern.toolbox");

  @Test
  void theToolboxIsPlainJavaAndKnowsNoServiceFromInside() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl..",
            "javax.security..",
            "javax.sql..",
            "com.sun.net.httpserver..",
            "com.fasterxml.jackson..",
            "org.postgresql..",
            "org.jspecify..",
            "dev.postern.audit.log",
            "dev.postern.toolbox..")
        .check(TOOLBOX);
  }

  @Test
  void processesAndToolsKnowNothingOfTheServersTheyCarry() {
    noClasses()
        .that()
        .resideInAnyPackage("..toolbox.process", "..toolbox.tools", "..toolbox.tls")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..toolbox.postgres", "..toolbox.vault", "..toolbox.policy", "..toolbox.services")
        .check(TOOLBOX);
  }

  @Test
  void postgresKnowsNothingOfVault() {
    noClasses()
        .that()
        .resideInAPackage("..toolbox.postgres")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..toolbox.vault", "..toolbox.policy", "..toolbox.services")
        .check(TOOLBOX);
  }
}
