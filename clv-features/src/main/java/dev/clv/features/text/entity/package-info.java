/**
 * What a review names: products, brands and categories of the shop's own catalogue, amounts, sizes and order numbers.
 * {@link dev.clv.features.text.entity.EntityReader} is the place to begin.
 */
@NullMarked
package dev.clv.features.text.entity;

import org.jspecify.annotations.NullMarked;
