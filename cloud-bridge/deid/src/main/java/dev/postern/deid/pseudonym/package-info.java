/**
 * Takes found identifiers out of texts: reversible tokens by ordinal, or irreversible Safe Harbor
 * values.
 */
@NullMarked
package dev.postern.deid.pseudonym;

import org.jspecify.annotations.NullMarked;
