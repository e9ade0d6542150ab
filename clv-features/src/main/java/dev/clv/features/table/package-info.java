/**
 * The plain table: columns and a label column, no events. {@link dev.clv.features.table.Table} reads it,
 * {@link dev.clv.features.table.TableEncoder} turns its columns into features by what the training rows showed.
 */
@NullMarked
package dev.clv.features.table;

import org.jspecify.annotations.NullMarked;
