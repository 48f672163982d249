package dev.postern.audit.witness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theWitnessNeedsOnlyTheJdkAndTheLogsFormats() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl..",
            "com.sun.net.httpserver..",
            "org.jspecify..",
            "dev.postern.audit.log",
            "dev.postern.audit.witness")
        .check(
            new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("dev.postern.audit.witness"));
  }
}
