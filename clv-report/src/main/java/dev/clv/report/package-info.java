/**
 * One self-contained HTML page that a business reads: {@link dev.clv.report.ReportPage} of results that you have, or
 * {@link dev.clv.report.ModelReport}, which makes them of a model and a log.
 */
@NullMarked
package dev.clv.report;

import org.jspecify.annotations.NullMarked;
