package dev.clv.features.prepare;

/**
 * A value far from all that training saw of its feature, as typing errors and codes for a missing value are. Immutable
 * and thread-safe; it tells the range, and not the value.
 *
 * @param feature the feature's name
 * @param low the low end of the training range, as it may be stored: no few customers decide it
 * @param high the high end
 * @param widths how many times the width of the range the value lies beyond it, growth aside; positive
 */
public record FarValue(String feature, double low, double high, double widths) {}
