/**
 * What a review speaks of, such as price, delivery or fit, and whether it praises it or complains.
 * {@link dev.clv.features.text.aspect.AspectReader} is the place to begin.
 */
@NullMarked
package dev.clv.features.text.aspect;

import org.jspecify.annotations.NullMarked;
