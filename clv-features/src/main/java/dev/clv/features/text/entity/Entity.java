package dev.clv.features.text.entity;

import org.jspecify.annotations.Nullable;

/**
 * Something that a text names. Immutable.
 *
 * @param kind what it is
 * @param text the name as the catalogue has it, or an amount or a size as it was written; null for the number of an
 *     order, which may lead to a person
 * @param start where it begins in the text as it was given, in UTF-16 units
 * @param end where it ends, exclusive
 * @param id the id of a product; null if the catalogue has none, or several for this name
 */
public record Entity(
        EntityKind kind,
        @Nullable String text,
        int start,
        int end,
        @Nullable String id) {}
