package dev.clv.features.text.entity;

import org.jspecify.annotations.Nullable;

/**
 * What a name of the catalogue stands for.
 *
 * @param kind product, brand or category
 * @param name as the catalogue has it
 * @param id of a product, if it has one and no other product has this name
 * @param everyday whether the name is an everyday word too
 */
record CatalogueEntry(
        EntityKind kind, String name, @Nullable String id, boolean everyday) {}
