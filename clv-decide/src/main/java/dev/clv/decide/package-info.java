/**
 * What a decision is: a choice with its reasons, its inputs, the model's version and the instant it was made for, so
 * that it can be audited, overridden and repeated.
 *
 * <p>The packages below make decisions of one kind each. They know clv-core and not each other.
 */
@NullMarked
package dev.clv.decide;

import org.jspecify.annotations.NullMarked;
