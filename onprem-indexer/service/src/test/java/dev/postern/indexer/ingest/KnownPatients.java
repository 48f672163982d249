package dev.postern.indexer.ingest;

import dev.postern.indexer.subject.FormKeys;
import dev.postern.indexer.subject.Handles;
import dev.postern.indexer.subject.PatientId;
import dev.postern.indexer.subject.Relationship;
import dev.postern.indexer.subject.SubjectRecord;
import dev.postern.indexer.subject.SubjectRegister;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Patients' records in memory; a handle is the authority and identifier themselves. */
final class KnownPatients implements SubjectRegister, Handles, FormKeys {

  final Map<String, SubjectRecord> records = new LinkedHashMap<>();

  @Override
  public List<String> of(String tenant, List<PatientId> patients) {
    return patients.stream().map(p -> p.authority() + "/" + p.identifier()).toList();
  }

  @Override
  public String of(String tenant, String form) {
    return form;
  }

  @Override
  public List<Relationship> relationships(String tenant, String handle) {
    SubjectRecord record = records.get(handle);
    return record == null ? List.of() : record.relationships();
  }

  @Override
  public void put(String tenant, String handle, SubjectRecord record, List<Keyed> values) {
    records.put(handle, record);
  }

  @Override
  public void merge(String tenant, String handle, SubjectRecord record, List<Keyed> values) {
    records.put(handle, record);
  }

  @Override
  public void introduce(String tenant, String handle, Keyed number) {}
}
