/** The indexer's own entries in the audit log. */
@NullMarked
package dev.postern.indexer.audit;

import org.jspecify.annotations.NullMarked;
