/** Tests of the accounting of disclosures. */
@NullMarked
package dev.postern.audit.accounting;

import org.jspecify.annotations.NullMarked;
