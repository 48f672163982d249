/** Taking a Postern away, and putting it back. */
@NullMarked
package dev.postern.toolbox.backup;

import org.jspecify.annotations.NullMarked;
