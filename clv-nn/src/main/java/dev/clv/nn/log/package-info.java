/** Listeners that log the progress of training: CSV for people and spreadsheets, event files for TensorBoard. */
@NullMarked
package dev.clv.nn.log;

import org.jspecify.annotations.NullMarked;
