package dev.clv.features.text.entity;

/** What is named. */
public enum EntityKind {
    /** A product of the catalogue. */
    PRODUCT,
    /** A brand of the catalogue. */
    BRAND,
    /** A category of the catalogue. */
    CATEGORY,
    /** An amount of money, such as "R$ 50". */
    AMOUNT,
    /** A size, such as "size 10" or "42码". */
    SIZE,
    /** The number of an order, which may lead to a person. */
    ORDER_NUMBER
}
