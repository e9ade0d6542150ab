/**
 * How a regressor is trained: settings and rows as values that are made once, and what turns them into an ensemble of
 * networks.
 */
@NullMarked
package dev.clv.train;

import org.jspecify.annotations.NullMarked;
