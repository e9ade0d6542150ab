/**
 * How good or bad a text sounds, told by the words in it: English, Chinese (simplified and traditional) and Brazilian
 * Portuguese, without anything learned. {@link dev.clv.features.text.lexicon.SentimentLexicon} is the place to begin.
 */
@NullMarked
package dev.clv.features.text.lexicon;

import org.jspecify.annotations.NullMarked;
