package dev.postern.audit.export;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.BooleanType;

/** HAPI as the other side: what is no FHIR R4, it says. */
final class Fhir {
  private static final FhirContext R4 = FhirContext.forR4();
  private static final IFhirPath PATH = R4.newFhirPath();
  private static final FhirValidator VALIDATOR = validator();

  private Fhir() {}

  private static FhirValidator validator() {
    var support =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(R4),
            new CommonCodeSystemsTerminologyService(R4),
            new InMemoryTerminologyServerValidationSupport(R4));
    var module = new FhirInstanceValidator(support);
    // The profiles of IHE are not at hand: their rules are asserted one by one, see IheProfiles.
    module.setErrorForUnknownProfiles(false);
    return R4.newValidator().registerValidatorModule(module);
  }

  static List<String> errors(String json) {
    return VALIDATOR.validateWithResult(json).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(message -> message.getLocationString() + ": " + message.getMessage())
        .toList();
  }

  static AuditEvent parse(String json) {
    return R4.newJsonParser().parseResource(AuditEvent.class, json);
  }

  /** Whether a FHIRPath expression is true of the resource. */
  static boolean holds(AuditEvent event, String expression) {
    return PATH.evaluate(event, expression, BooleanType.class).stream()
        .allMatch(BooleanType::booleanValue);
  }
}
