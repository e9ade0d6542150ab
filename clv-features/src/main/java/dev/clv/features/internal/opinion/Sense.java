package dev.clv.features.internal.opinion;

/**
 * One way in which a word speaks of an aspect.
 *
 * @param aspect its name; {@code -} for {@link Role#OBJECT}
 * @param role how
 * @param weight from -1 to 1; 0 for a name
 */
public record Sense(String aspect, Role role, double weight) {}
