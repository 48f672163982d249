package dev.postern.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.ProxySelector;
import java.net.http.HttpClient;
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

  /** A client that is told nothing takes the JVM's proxy, and with it another way out. */
  @Test
  void everyHttpClientSaysThatItUsesNoProxy() {
    JavaClasses withNeighbours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                "dev.postern.bridge", "dev.postern.runtime", "dev.postern.audit.client");
    noClasses().should().callMethod(HttpClient.class, "newHttpClient").check(withNeighbours);
    classes()
        .that(
            DescribedPredicate.describe(
                "build an HTTP client", type -> calls(type, HttpClient.class, "newBuilder")))
        .should()
        .callMethod(HttpClient.Builder.class, "proxy", ProxySelector.class)
        .check(withNeighbours);
  }

  private static boolean calls(JavaClass type, Class<?> owner, String method) {
    return type.getMethodCallsFromSelf().stream()
        .anyMatch(
            call -> call.getTargetOwner().isEquivalentTo(owner) && call.getName().equals(method));
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
