/** Times as files write them: patterns, and which of them fits. Not API. */
@NullMarked
package dev.clv.features.internal.time;

import org.jspecify.annotations.NullMarked;
