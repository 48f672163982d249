/** Tests. */
@NullMarked
package dev.postern.bridge.bedrock;

import org.jspecify.annotations.NullMarked;
