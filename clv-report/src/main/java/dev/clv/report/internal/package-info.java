/** Charts, tables and HTML of a page. Not for use outside this module. */
@NullMarked
package dev.clv.report.internal;

import org.jspecify.annotations.NullMarked;
