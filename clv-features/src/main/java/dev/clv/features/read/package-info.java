/**
 * Readers: from files and result sets to an {@link dev.clv.features.event.EventLog}.
 *
 * <p>{@link dev.clv.features.read.ColumnMapping} says which column means what. The three readers share one row mapper,
 * so a rule (what an amount looks like, when a row is dropped, what becomes a refund) is the same for CSV, JSON lines
 * and JDBC. Every row that is read is accepted, dropped by a rule of the mapping, skipped as bad, or a duplicate, and
 * the log's {@link dev.clv.features.event.DataQualityReport} counts each.
 */
@NullMarked
package dev.clv.features.read;

import org.jspecify.annotations.NullMarked;
