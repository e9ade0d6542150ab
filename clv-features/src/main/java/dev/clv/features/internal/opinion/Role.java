package dev.clv.features.internal.opinion;

/** How a word speaks of an aspect. */
public enum Role {
    /** Names the aspect. */
    NAME,
    /** Names the aspect when an opinion is next to it. */
    WEAK,
    /** Names what was bought, which is no aspect, so that an opinion beside it is about the whole. */
    OBJECT,
    /** An opinion that always concerns the aspect. */
    OWN,
    /** An opinion that concerns the aspect unless another one is named beside it. */
    IMPLIED,
    /** An opinion beside a name of the aspect, and only there. */
    WITH,
    /** A measure that is a complaint after a word of excess, such as "small" after "too". */
    EXCESS;

    /** Whether it names something that opinions can be about. */
    public boolean names() {
        return this == NAME || this == WEAK || this == OBJECT;
    }
}
