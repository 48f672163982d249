package dev.postern.indexer.hibernate;

import dev.postern.indexer.ingest.Upload;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came with an upload besides its bytes: who may read it, how it is labelled, whom it
 * concerns.
 */
record PendingRights(
    String title,
    short classification,
    List<String> labels,
    List<String> acl,
    List<String> handles) {

  /** Nobody's: no user is named so. */
  private static final String NOBODY = "u:";

  PendingRights {
    labels = List.copyOf(labels);
    acl = List.copyOf(acl);
    handles = List.copyOf(handles);
  }

  static PendingRights of(Upload upload, List<String> handles) {
    return new PendingRights(
        upload.title(),
        (short) upload.classification().ordinal(),
        upload.labels(),
        upload.rights().principals(),
        handles);
  }

  /** They hold for the document now. */
  void describe(EntityManager entities, DocumentEntity document) {
    document.givenTitle = title;
    document.title = title.isEmpty() ? document.title : title;
    document.classification = classification;
    document.labels = labels.toArray(String[]::new);
    document.acl = acl.toArray(String[]::new);
    DocumentSubjectEntity.replace(entities, document, handles);
  }

  /** They will hold for the version that this job makes. */
  void keep(JobEntity job) {
    job.givenTitle = title;
    job.classification = classification;
    job.labels = labels.toArray(String[]::new);
    job.acl = acl.toArray(String[]::new);
    job.subjects = handles.stream().distinct().sorted().toArray(String[]::new);
  }

  /** What is there already may be read by those only who may read both, as what is the stricter. */
  void restrict(EntityManager entities, DocumentEntity document) {
    if (document.currentVersion == null) {
      describe(entities, document);
      return;
    }
    document.classification = (short) Math.max(document.classification, classification);
    Set<String> all = new TreeSet<>(Arrays.asList(document.labels));
    all.addAll(labels);
    document.labels = all.toArray(String[]::new);
    List<String> both = Arrays.stream(document.acl).filter(acl::contains).toList();
    document.acl = both.isEmpty() ? new String[] {NOBODY} : both.toArray(String[]::new);
    Set<String> patients = new TreeSet<>(DocumentSubjectEntity.handles(entities, document.id));
    patients.addAll(handles);
    DocumentSubjectEntity.replace(entities, document, patients);
  }

  @Override
  public String toString() {
    return "PendingRights[" + acl.size() + " principals]";
  }
}
