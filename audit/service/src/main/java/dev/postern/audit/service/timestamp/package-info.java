/** Time-stamp authorities over HTTP (RFC 3161). */
@NullMarked
package dev.postern.audit.service.timestamp;

import org.jspecify.annotations.NullMarked;
