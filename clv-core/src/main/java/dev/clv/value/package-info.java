/**
 * From rows of features to distributions of value: what a regressor promises, and the ensemble of networks that keeps
 * the promise. Knows rows and no events.
 */
@NullMarked
package dev.clv.value;

import org.jspecify.annotations.NullMarked;
