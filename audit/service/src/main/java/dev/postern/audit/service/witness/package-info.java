/**
 * Witnesses (C2SP tlog-witness) and other places outside the log's database that remember its
 * checkpoints.
 */
@NullMarked
package dev.postern.audit.service.witness;

import org.jspecify.annotations.NullMarked;
