package dev.postern.deid;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses library =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.postern.deid");

  @Test
  void theLibraryNeedsNothingButTheJdkAndJSpecifyAndItsModelOnnxRuntime() {
    classes()
        .that()
        .resideOutsideOfPackage("dev.postern.deid.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", "dev.postern.deid..")
        .check(library);
    classes()
        .that()
        .resideInAPackage("dev.postern.deid.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "ai.onnxruntime..", "dev.postern.deid..")
        .check(library);
  }

  @Test
  void nothingButThoseWhoLoadItKnowsTheModelsRunTime() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.postern.deid.model..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(library);
  }

  @Test
  void theRulesNeedNoModel() {
    noClasses()
        .that()
        .resideInAPackage("dev.postern.deid")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.postern.deid.model..")
        .check(library);
  }

  @Test
  void theOutboundCheckSharesNoMatchingWithTheDetector() {
    noClasses()
        .that()
        .resideInAPackage("dev.postern.deid.outbound..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.postern.deid..")
                .and(resideOutsideOfPackage("dev.postern.deid.outbound.."))
                .and(not(belongToAnyOf(IdentifierType.class, KnownIdentifier.class))))
        .check(library);
  }
}
