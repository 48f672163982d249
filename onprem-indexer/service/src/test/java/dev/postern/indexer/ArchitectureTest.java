package dev.postern.indexer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String[] CORE = {
    "dev.postern.indexer.ingest..", "dev.postern.indexer.search..", "dev.postern.indexer.subject.."
  };

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.postern.indexer");

  @Test
  void theCoreKnowsNoFramework() {
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE).or(resideInAnyPackage("java..", "org.jspecify..")))
        .check(ALL);
  }

  @Test
  void adaptersNeverMeet() {
    slices()
        .matching("dev.postern.indexer.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAnyPackage("dev.postern.indexer.wiring.."), not(resideInAnyPackage("none")))
        .ignoreDependency(not(resideInAnyPackage("none")), resideInAnyPackage(CORE))
        .check(ALL);
  }
}
