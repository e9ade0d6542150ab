/** LIME for tables: a weighted linear model of the predictor around one row. */
@NullMarked
package dev.clv.explain.lime;

import org.jspecify.annotations.NullMarked;
