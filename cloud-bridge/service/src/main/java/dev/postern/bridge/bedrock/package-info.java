/** Amazon Bedrock by its official SDK; the receipt is consumed in the transport itself. */
@NullMarked
package dev.postern.bridge.bedrock;

import org.jspecify.annotations.NullMarked;
