/**
 * Features of what customers write: sentiment learned from the shop's own ratings, aspects, entities and learned
 * representations, in any language; English, Chinese and Portuguese come with word lists.
 */
@NullMarked
package dev.clv.features.text;

import org.jspecify.annotations.NullMarked;
