/** Azure OpenAI: how its paths and its door differ, and Entra ID's tokens. */
@NullMarked
package dev.postern.bridge.azure;

import org.jspecify.annotations.NullMarked;
