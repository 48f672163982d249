/**
 * The log's one writer: checks, orders, hashes and commits entries, signs checkpoints, closes
 * intents.
 */
@NullMarked
package dev.postern.audit.service.sequencer;

import org.jspecify.annotations.NullMarked;
