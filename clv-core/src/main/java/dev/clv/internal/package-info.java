/** What several packages of this module share; not an API. */
@NullMarked
package dev.clv.internal;

import org.jspecify.annotations.NullMarked;
