/**
 * The one flow: a question, the snippets its asker may see, the decision over them, the disclosure
 * that the decision makes, the committed entry, the answer. No framework, no vendor: the outside
 * powers are ports here and adapters elsewhere.
 */
@NullMarked
package dev.postern.bridge.disclosure;

import org.jspecify.annotations.NullMarked;
