@NullMarked
package dev.postern.indexer.parser;

import org.jspecify.annotations.NullMarked;
