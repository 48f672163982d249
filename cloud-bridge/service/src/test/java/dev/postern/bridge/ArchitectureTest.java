package dev.postern.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String BRIDGE = "dev.postern.bridge.";
  private static final List<String> ADAPTERS =
      List.of(
          "audit",
          "azure",
          "bedrock",
          "guard",
          "http",
          "indexer",
          "onprem",
          "opa",
          "postgres",
          "telemetry",
          "tunnel",
          "vault");

  private final JavaClasses bridge =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.postern.bridge");

  @Test
  void theFlowKnowsNoFramework() {
    classes()
        .that()
        .resideInAPackage(BRIDGE + "disclosure")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations",
            BRIDGE + "disclosure",
            "dev.postern.deid..",
            "dev.postern.audit.client",
            "dev.postern.audit.log")
        .check(bridge);
  }

  @Test
  void adaptersDoNotMeet() {
    for (String adapter : ADAPTERS) {
      String[] others =
          ADAPTERS.stream()
              .filter(other -> !other.equals(adapter))
              .map(other -> BRIDGE + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(BRIDGE + adapter + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(bridge);
    }
  }

  @Test
  void onlyWiringSeesTheWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BRIDGE + "wiring")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BRIDGE + "wiring")
        .check(bridge);
  }
}
