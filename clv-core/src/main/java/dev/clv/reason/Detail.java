package dev.clv.reason;

/** Whether importance is measured per business group or per feature. */
public enum Detail {
    /** One number per business group, whose features are taken together. */
    GROUP,
    /** One number per feature; correlated features hide each other's importance. */
    FEATURE
}
