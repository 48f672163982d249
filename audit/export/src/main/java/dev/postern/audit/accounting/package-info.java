/** The accounting of disclosures that an individual may ask for (45 CFR 164.528). */
@NullMarked
package dev.postern.audit.accounting;

import org.jspecify.annotations.NullMarked;
