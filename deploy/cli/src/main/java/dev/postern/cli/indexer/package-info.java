/**
 * Sending documents and subjects to the indexer: files with their rights, uploads in flight, jobs.
 */
@NullMarked
package dev.postern.cli.indexer;

import org.jspecify.annotations.NullMarked;
