package dev.postern.bridge.disclosure;

/** The highest serial of each policy bundle that any bridge ever saw decide. */
public interface PolicySerials {

  /** Remembers this serial; false when a higher one decided before, or nobody can tell. */
  boolean accept(String bundle, long serial);
}
