/**
 * The contract of an extractor as something to run: {@link dev.clv.features.check.ExtractorChecks}, from any test
 * framework.
 */
@NullMarked
package dev.clv.features.check;

import org.jspecify.annotations.NullMarked;
