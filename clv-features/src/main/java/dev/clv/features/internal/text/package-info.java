/** What everything that reads text starts from: one form of characters, and tokens. */
@NullMarked
package dev.clv.features.internal.text;

import org.jspecify.annotations.NullMarked;
