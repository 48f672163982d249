package dev.postern.bridge.disclosure;

import java.util.Map;

/** The highest serial of each policy bundle that any bridge ever saw decide. */
public interface PolicySerials {

  /**
   * Remembers these serials by their bundles' names; false when of one of them a higher one decided
   * before, or nobody can tell.
   */
  boolean accept(Map<String, Long> serials);
}
