/**
 * Helpers that the packages of this module share. Not part of the interface of the library: they may change at any
 * time.
 */
@NullMarked
package dev.clv.features.internal;

import org.jspecify.annotations.NullMarked;
