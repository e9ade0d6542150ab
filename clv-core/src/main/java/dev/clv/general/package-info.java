/**
 * A model of shops in general: networks that were trained on simulated shops of all kinds, and know a shop that they
 * have never seen by a summary of its customers alone.
 */
@NullMarked
package dev.clv.general;

import org.jspecify.annotations.NullMarked;
