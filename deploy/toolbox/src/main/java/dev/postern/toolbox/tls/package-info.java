/** PEM files and the TLS contexts made of them. */
@NullMarked
package dev.postern.toolbox.tls;

import org.jspecify.annotations.NullMarked;
