/**
 * The promises, over running processes: every test here starts from the outside, breaks a real part
 * and looks at what arrived at the provider's side.
 */
@NullMarked
package dev.postern.e2e;

import org.jspecify.annotations.NullMarked;
