/** Listeners that write down how training went: CSV for people and spreadsheets, event files for TensorBoard. */
@NullMarked
package dev.clv.nn.log;

import org.jspecify.annotations.NullMarked;
