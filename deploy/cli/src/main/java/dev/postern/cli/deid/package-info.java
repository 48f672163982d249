/** Looks for identifiers in files and batches, on this machine alone. */
@NullMarked
package dev.postern.cli.deid;

import org.jspecify.annotations.NullMarked;
