/**
 * Where the servers' programs come from: the machine, the cache, or a registry by pinned hash or
 * version.
 */
@NullMarked
package dev.postern.toolbox.tools;

import org.jspecify.annotations.NullMarked;
