/**
 * {@code ./postern demo}: the whole way of a question at an invented hospital, each claim checked.
 */
@NullMarked
package dev.postern.cli.demo;

import org.jspecify.annotations.NullMarked;
