/** A model in service: retraining on a schedule. */
@NullMarked
package dev.clv.examples.serve;

import org.jspecify.annotations.NullMarked;
