/**
 * The policy bundles: checked, signed under a rising serial, served to OPA, and proven by their own
 * tests.
 */
@NullMarked
package dev.postern.toolbox.policy;

import org.jspecify.annotations.NullMarked;
