/**
 * Which features a model looks at: those that say nothing, or nothing that another feature does not say, are dropped
 * before anything is prepared, and a report tells which and why.
 */
@NullMarked
package dev.clv.features.select;

import org.jspecify.annotations.NullMarked;
