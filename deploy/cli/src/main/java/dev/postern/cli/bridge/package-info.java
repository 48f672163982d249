/**
 * The users' side of the bridge: questions over JSON and server-sent events, problems, receipts.
 */
@NullMarked
package dev.postern.cli.bridge;

import org.jspecify.annotations.NullMarked;
