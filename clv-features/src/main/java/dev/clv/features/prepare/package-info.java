/** From raw features to network inputs: impute, transform, limit, encode, scale; fitted on training rows only. */
@NullMarked
package dev.clv.features.prepare;

import org.jspecify.annotations.NullMarked;
