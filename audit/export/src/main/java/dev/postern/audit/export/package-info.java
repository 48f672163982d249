/** What reviewers take away from the log: entries in, lines of their formats out. */
@NullMarked
package dev.postern.audit.export;

import org.jspecify.annotations.NullMarked;
