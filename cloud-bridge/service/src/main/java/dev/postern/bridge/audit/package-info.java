/** The audit log: entries, encrypted payloads, receipts, and the outbox that waits for the log. */
@NullMarked
package dev.postern.bridge.audit;

import org.jspecify.annotations.NullMarked;
