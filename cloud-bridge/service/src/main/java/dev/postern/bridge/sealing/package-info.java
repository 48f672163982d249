/**
 * Encryption of content at rest: AES-256-GCM under keys that only the secrets server can unwrap.
 */
@NullMarked
package dev.postern.bridge.sealing;

import org.jspecify.annotations.NullMarked;
