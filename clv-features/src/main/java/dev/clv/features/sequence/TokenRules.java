package dev.clv.features.sequence;

import java.util.Set;

/**
 * How events become tokens.
 *
 * @param length the most tokens that are kept
 * @param kinds the kinds that are taken
 * @param eachLine whether each line of an order is a token
 * @param readsTexts whether the mood of texts is asked for
 */
record TokenRules(int length, Set<TokenKind> kinds, boolean eachLine, boolean readsTexts) {}
