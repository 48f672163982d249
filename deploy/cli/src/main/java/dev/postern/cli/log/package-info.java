/**
 * Reading an audit log from outside: its files over HTTPS, the pinned key, what was proven before.
 */
@NullMarked
package dev.postern.cli.log;

import org.jspecify.annotations.NullMarked;
