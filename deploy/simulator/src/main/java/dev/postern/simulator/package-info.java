/**
 * The cloud side for tests and the demo: speaks Azure OpenAI's chat completions and Amazon
 * Bedrock's Converse as the real services do, and a model on premises; keeps every byte it
 * receives, and looks up on arrival whether the audit log knows the request. Never a dependency of
 * the product.
 */
@NullMarked
package dev.postern.simulator;

import org.jspecify.annotations.NullMarked;
