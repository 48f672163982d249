/** Tests of the policy bundles and of OPA as the toolbox runs it. */
@NullMarked
package dev.postern.toolbox.policy;

import org.jspecify.annotations.NullMarked;
