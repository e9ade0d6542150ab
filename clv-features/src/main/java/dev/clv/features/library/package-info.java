/** All extractors of the library in one place, for those who choose by name. */
@NullMarked
package dev.clv.features.library;

import org.jspecify.annotations.NullMarked;
