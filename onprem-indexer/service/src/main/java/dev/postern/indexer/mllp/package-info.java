/** HL7 version 2 messages over MLLP, from peers that are known. */
@NullMarked
package dev.postern.indexer.mllp;

import org.jspecify.annotations.NullMarked;
