package dev.postern.bridge.wiring;

import dev.postern.bridge.opa.OpaClient;

/**
 * The OPA that runs a candidate policy.
 *
 * @param client asks it
 */
record ShadowOpa(OpaClient client) {}
