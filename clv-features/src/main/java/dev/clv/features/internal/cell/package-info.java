/** Single cells of a file: what they hold, and how a message shows them. Not API. */
@NullMarked
package dev.clv.features.internal.cell;

import org.jspecify.annotations.NullMarked;
