/** What the library's own extractors have in common. */
@NullMarked
package dev.clv.features.internal.extract;

import org.jspecify.annotations.NullMarked;
