/**
 * The words that carry a mood or name what is spoken of, found in a text and weighed by the words around them. What the
 * lexicon of sentiment and the reader of aspects share.
 */
@NullMarked
package dev.clv.features.internal.opinion;

import org.jspecify.annotations.NullMarked;
