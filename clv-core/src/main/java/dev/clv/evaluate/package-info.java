/**
 * How good predictions are: every metric beside the baselines, with the traps of each metric written down.
 *
 * <p>Names and definitions are those of the field's tie-aware scoring: rank metrics do not depend on the order of rows
 * and average over ties. {@link dev.clv.evaluate.Bootstrap} says how much of a metric, or of the difference between two
 * models, is noise.
 */
@NullMarked
package dev.clv.evaluate;

import org.jspecify.annotations.NullMarked;
