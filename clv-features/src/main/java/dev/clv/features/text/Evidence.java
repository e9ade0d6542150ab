package dev.clv.features.text;

/**
 * Words of a text that speak for or against something.
 *
 * @param words as they stand in the text
 * @param start where they begin in the text, in UTF-16 units
 * @param end where they end, exclusive
 * @param weight how much they say: positive for praise, negative for a complaint
 */
public record Evidence(String words, int start, int end, double weight) {}
