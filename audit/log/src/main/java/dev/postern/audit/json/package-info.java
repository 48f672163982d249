/**
 * The small part of JSON that log entries use: text, integers, booleans, null, arrays and objects,
 * written in the canonical form of RFC 8785 and read strictly.
 */
@NullMarked
package dev.postern.audit.json;

import org.jspecify.annotations.NullMarked;
