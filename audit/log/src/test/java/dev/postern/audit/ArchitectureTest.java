package dev.postern.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.postern.audit");

  @Test
  void theLibraryNeedsOnlyTheJdk() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.postern.audit..")
        .check(LIBRARY);
  }

  @Test
  void theTreeKnowsNothingOfEntries() {
    noClasses()
        .that()
        .resideInAPackage("..audit.log")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..audit.entry", "..audit.json")
        .check(LIBRARY);
  }
}
