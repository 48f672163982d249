package dev.postern.indexer.subject;

/** Port: a keyed hash, so that the stored forms of identifiers tell nothing without the key. */
public interface FormKeys {

  /** The key of a {@link NormalForm} within a tenant. */
  String of(String tenant, String form);
}
