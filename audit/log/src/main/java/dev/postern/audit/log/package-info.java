/** The append-only log: RFC 6962 Merkle tree in C2SP tlog-tiles form. */
@NullMarked
package dev.postern.audit.log;

import org.jspecify.annotations.NullMarked;
