/**
 * The cloud side for tests and the demo: speaks Azure OpenAI's chat completions as the real service
 * does, keeps every byte it receives, and looks up on arrival whether the audit log knows the
 * request. Never a dependency of the product.
 */
@NullMarked
package dev.postern.simulator;

import org.jspecify.annotations.NullMarked;
