/** What a caller hears when something is refused or fails: RFC 9457, a closed set of codes. */
@NullMarked
package dev.postern.runtime.problem;

import org.jspecify.annotations.NullMarked;
