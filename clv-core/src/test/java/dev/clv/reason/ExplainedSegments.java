package dev.clv.reason;

import dev.clv.explain.Attribution;
import java.util.List;

/** Opens the comparison of customers who are explained already to tests of other packages. */
public final class ExplainedSegments {

    private ExplainedSegments() {}

    public static SegmentDifference compare(
            List<Attribution> segment, List<Attribution> others, SegmentOptions options) {
        return SegmentDifference.of("EUR", segment, others, options);
    }
}
