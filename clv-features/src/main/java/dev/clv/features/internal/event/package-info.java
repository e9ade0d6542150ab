/** Events as plain bytes, for snapshots. Not API. */
@NullMarked
package dev.clv.features.internal.event;

import org.jspecify.annotations.NullMarked;
