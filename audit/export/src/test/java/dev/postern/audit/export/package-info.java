/** Tests of what reviewers take away. */
@NullMarked
package dev.postern.audit.export;

import org.jspecify.annotations.NullMarked;
