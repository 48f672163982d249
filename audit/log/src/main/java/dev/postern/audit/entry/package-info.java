/** What a log entry says: types, members, limits, commitments, and who may write which type. */
@NullMarked
package dev.postern.audit.entry;

import org.jspecify.annotations.NullMarked;
