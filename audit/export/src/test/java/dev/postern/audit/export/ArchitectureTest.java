package dev.postern.audit.export;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theFormatsKnowOnlyTheLogAndTheJdk() {
    var formats =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.postern.audit.export", "dev.postern.audit.accounting");
    classes()
        .that()
        .resideInAnyPackage("dev.postern.audit.export", "dev.postern.audit.accounting")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.postern.audit..")
        .check(formats);
  }
}
