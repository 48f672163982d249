/**
 * How another process appends to the audit log and proves to itself that the entry is durable
 * before anything leaves.
 */
@NullMarked
package dev.postern.audit.client;

import org.jspecify.annotations.NullMarked;
