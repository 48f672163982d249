package dev.postern.audit.client;

/** An acknowledged entry and the size of the tree that was said to hold it. */
record Durable(Acknowledged entry, long treeSize) {
  Committed committed() {
    return new Committed(entry.index(), entry.leafHash(), treeSize);
  }
}
