/**
 * What products are like, learned from what customers buy and look at together, and what a customer likes: vectors of
 * products and of the categories that they are in, and features of a customer's taste.
 */
@NullMarked
package dev.clv.features.product;

import org.jspecify.annotations.NullMarked;
