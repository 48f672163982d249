package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.AuditTrail.Event;
import dev.postern.indexer.subject.FormKeys;
import dev.postern.indexer.subject.Handles;
import dev.postern.indexer.subject.KnownValue;
import dev.postern.indexer.subject.NormalForm;
import dev.postern.indexer.subject.PatientId;
import dev.postern.indexer.subject.SubjectRecord;
import dev.postern.indexer.subject.SubjectRegister;
import dev.postern.indexer.subject.SubjectRegister.Keyed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps patients' records as operators and feeds send them. */
public final class KeepSubjects {

  private final SubjectRegister register;
  private final Handles handles;
  private final FormKeys keys;
  private final AuditTrail audit;
  private final Map<String, FeedRule> feeds;

  /**
   * @param feeds what each source may set, by its name
   */
  public KeepSubjects(
      SubjectRegister register,
      Handles handles,
      FormKeys keys,
      AuditTrail audit,
      Map<String, FeedRule> feeds) {
    this.register = register;
    this.handles = handles;
    this.keys = keys;
    this.audit = audit;
    this.feeds = Map.copyOf(feeds);
  }

  /** Replaces what is known of a patient; returns the handle. */
  public String put(String operator, String tenant, SubjectRecord record)
      throws AuditTrailUnavailable {
    String handle = handles.of(tenant, List.of(record.patient())).getFirst();
    if (!register.relationships(tenant, handle).equals(record.relationships())) {
      audit.record(
          new Event.RelationshipsChanged(operator, tenant, handle, record.relationships().size()));
    }
    List<KnownValue> known = new ArrayList<>(record.known());
    known.add(new KnownValue(0, "MRN", record.patient().identifier()));
    register.put(
        tenant, handle, record, known.stream().distinct().map(v -> keyed(tenant, v)).toList());
    return handle;
  }

  /** The handles of patients whom a document names; their numbers are known from now on. */
  List<String> introduce(String tenant, List<PatientId> patients) {
    List<String> named = patients.isEmpty() ? List.of() : handles.of(tenant, patients);
    for (int i = 0; i < named.size(); i++) {
      KnownValue number = new KnownValue(0, "MRN", patients.get(i).identifier());
      register.introduce(tenant, named.get(i), keyed(tenant, number));
    }
    return named;
  }

  /** The handles of patients of whom a document tells, as far as its source may tell of any. */
  List<String> found(Job job, List<FoundSubject> subjects) throws AuditTrailUnavailable {
    FeedRule rule = feeds.getOrDefault(job.source(), FeedRule.NONE);
    List<String> named = new ArrayList<>();
    for (FoundSubject subject : subjects) {
      Optional<PatientId> patient = rule.known(subject);
      if (patient.isPresent()) {
        named.add(merge(job, rule, patient.get(), subject));
      }
    }
    return named;
  }

  /** Values are added and never taken away: an old name still identifies. */
  private String merge(Job job, FeedRule rule, PatientId patient, FoundSubject found)
      throws AuditTrailUnavailable {
    String tenant = job.tenant();
    String handle = handles.of(tenant, List.of(patient)).getFirst();
    List<KnownValue> known = new ArrayList<>(found.known());
    found.ids().forEach(id -> known.add(new KnownValue(0, "MRN", id.identifier())));
    boolean ties = rule.authoritative() && !found.relationships().isEmpty();
    if (ties && !register.relationships(tenant, handle).equals(found.relationships())) {
      int count = found.relationships().size();
      audit.record(new Event.RelationshipsChanged(Feed.actor(job.source()), tenant, handle, count));
    }
    boolean rules = rule.authoritative();
    SubjectRecord record =
        new SubjectRecord(
            patient,
            known,
            ties ? found.relationships() : List.of(),
            rules ? found.consents() : List.of(),
            rules ? found.flags() : List.of());
    register.merge(
        tenant, handle, record, known.stream().distinct().map(v -> keyed(tenant, v)).toList());
    return handle;
  }

  private Keyed keyed(String tenant, KnownValue value) {
    Set<String> forms = NormalForm.of(value.type(), value.value());
    return new Keyed(
        value, forms.stream().map(form -> keys.of(tenant, form)).collect(Collectors.toSet()));
  }
}
