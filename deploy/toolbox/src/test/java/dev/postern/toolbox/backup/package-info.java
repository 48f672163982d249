/** What is taken away is what comes back, or nothing is. */
@NullMarked
package dev.postern.toolbox.backup;

import org.jspecify.annotations.NullMarked;
