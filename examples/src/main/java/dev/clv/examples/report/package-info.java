/** A page for the business. */
@NullMarked
package dev.clv.examples.report;

import org.jspecify.annotations.NullMarked;
