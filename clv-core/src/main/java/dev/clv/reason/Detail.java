package dev.clv.reason;

/** How finely an importance tells features apart. */
public enum Detail {
    /** One number per business group, whose features are taken together. */
    GROUP,
    /** One number per feature; features that go together hide each other's importance. */
    FEATURE
}
