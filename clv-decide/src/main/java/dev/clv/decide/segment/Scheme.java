package dev.clv.decide.segment;

import java.util.Locale;

/** A way to divide customers. */
public enum Scheme {
    /** By predicted value, as the tiers of the model divide it. */
    TIER,

    /** By how lately, how often and for how much they bought. */
    RFM,

    /** By behaviour: customers of a cluster buy in a similar way. */
    CLUSTER;

    /** In lower case, as the column of a file is called. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of a customer's segment. */
    String of(CustomerSegment segment) {
        return switch (this) {
            case TIER -> segment.tier();
            case RFM -> segment.rfm();
            case CLUSTER -> segment.cluster();
        };
    }
}
