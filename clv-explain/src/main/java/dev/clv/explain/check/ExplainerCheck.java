package dev.clv.explain.check;

/**
 * One promise and how it is checked.
 *
 * @param name the promise, as a sentence
 * @param body throws an {@link AssertionError} that says what was expected and what was found
 */
public record ExplainerCheck(String name, Runnable body) {}
