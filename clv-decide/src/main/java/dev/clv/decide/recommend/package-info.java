/**
 * Which products to show to which customer: purchases they are likely to make, ranked by chance or by expected value.
 */
@NullMarked
package dev.clv.decide.recommend;

import org.jspecify.annotations.NullMarked;
