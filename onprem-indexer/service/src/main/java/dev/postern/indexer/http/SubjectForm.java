package dev.postern.indexer.http;

import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.KnownValue;
import dev.postern.indexer.subject.PatientId;
import dev.postern.indexer.subject.Relationship;
import dev.postern.indexer.subject.SubjectRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A patient's record on the wire. The first person is the patient, the others are relatives. */
public record SubjectForm(
    @Nullable String authority,
    @Nullable String identifier,
    @Nullable List<Person> persons,
    @Nullable List<Tie> relationships,
    @Nullable List<ConsentForm> consents,
    @Nullable List<@Nullable String> flags) {

  private static final int MAX_PERSONS = 100;
  private static final int MAX_VALUES = 200;
  private static final int MAX_VALUE = 500;

  /** One human and the identifiers known of them. */
  public record Person(@Nullable String relation, @Nullable List<Known> known) {
    @Override
    public String toString() {
      return "Person[hidden]";
    }
  }

  /** One identifier. */
  public record Known(@Nullable String type, @Nullable String value) {
    @Override
    public String toString() {
      return "Known[" + type + "]";
    }
  }

  /** Someone's tie to the patient: of a user or of a group. */
  public record Tie(
      @Nullable String user,
      @Nullable String group,
      @Nullable String kind,
      @Nullable Instant until) {}

  /** What the patient allows or forbids. */
  public record ConsentForm(
      @Nullable String code, @Nullable String effect, @Nullable Instant until) {}

  SubjectRecord record() {
    return new SubjectRecord(
        new PatientId(Invalid.name("authority", authority), Invalid.name("identifier", identifier)),
        known(),
        orEmpty(relationships).stream().map(SubjectForm::relationship).toList(),
        orEmpty(consents).stream().map(SubjectForm::consent).toList(),
        Invalid.names("flags", flags));
  }

  private List<KnownValue> known() {
    List<Person> given = orEmpty(persons);
    if (given.size() > MAX_PERSONS) {
      throw Invalid.request("The field persons has too many values.");
    }
    List<KnownValue> values = new ArrayList<>();
    for (int person = 0; person < given.size(); person++) {
      List<Known> known = orEmpty(given.get(person).known());
      if (known.size() > MAX_VALUES) {
        throw Invalid.request("The field persons.known has too many values.");
      }
      for (Known one : known) {
        values.add(value(person, one));
      }
    }
    return values;
  }

  private static KnownValue value(int person, Known known) {
    if (known.type() == null || !KnownValue.TYPES.contains(known.type())) {
      throw Invalid.request("The field persons.known.type is not an identifier type.");
    }
    String value = known.value();
    if (value == null || value.isBlank() || value.length() > MAX_VALUE) {
      throw Invalid.request("The field persons.known.value is missing or too long.");
    }
    return new KnownValue(person, known.type(), value.replace('\0', ' ').strip());
  }

  private static Relationship relationship(Tie tie) {
    if ((tie.user() == null) == (tie.group() == null)) {
      throw Invalid.request("A relationship names a user or a group.");
    }
    String principal =
        tie.user() == null
            ? "g:" + Invalid.name("relationships.group", tie.group())
            : "u:" + Invalid.name("relationships.user", tie.user());
    return new Relationship(principal, Invalid.name("relationships.kind", tie.kind()), tie.until());
  }

  private static Consent consent(ConsentForm form) {
    String effect = Invalid.name("consents.effect", form.effect());
    if (!effect.equals("permit") && !effect.equals("deny")) {
      throw Invalid.request("The field consents.effect is permit or deny.");
    }
    return new Consent(Invalid.name("consents.code", form.code()), effect, form.until());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  @Override
  public String toString() {
    return "SubjectForm[hidden]";
  }
}
