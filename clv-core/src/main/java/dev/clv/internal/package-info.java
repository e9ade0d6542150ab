/** Helpers of several packages of this module; not an API. */
@NullMarked
package dev.clv.internal;

import org.jspecify.annotations.NullMarked;
