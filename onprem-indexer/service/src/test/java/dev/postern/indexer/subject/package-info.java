@NullMarked
package dev.postern.indexer.subject;

import org.jspecify.annotations.NullMarked;
