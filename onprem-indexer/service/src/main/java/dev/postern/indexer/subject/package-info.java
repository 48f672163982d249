/** Patients as their records name them: known identifiers, relationships, consents, flags. */
@NullMarked
package dev.postern.indexer.subject;

import org.jspecify.annotations.NullMarked;
