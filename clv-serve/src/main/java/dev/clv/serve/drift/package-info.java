/**
 * What changed since training: in the features, the predictions, the outcomes and the log, with a sentence for each.
 */
@NullMarked
package dev.clv.serve.drift;

import org.jspecify.annotations.NullMarked;
