/** TLS that follows the certificate files as they are renewed. */
@NullMarked
package dev.postern.runtime.tls;

import org.jspecify.annotations.NullMarked;
