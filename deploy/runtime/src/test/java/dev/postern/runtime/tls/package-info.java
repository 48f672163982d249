@NullMarked
package dev.postern.runtime.tls;

import org.jspecify.annotations.NullMarked;
