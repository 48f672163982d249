/** What must be kept and what is destroyed: legal holds, and the keys of subjects. */
@NullMarked
package dev.postern.audit.service.shredding;

import org.jspecify.annotations.NullMarked;
