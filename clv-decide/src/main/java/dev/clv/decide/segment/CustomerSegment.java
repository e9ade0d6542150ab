package dev.clv.decide.segment;

import static java.util.Objects.requireNonNull;

/**
 * Where a customer belongs. Who has not bought yet has {@value #NOT_BOUGHT} for {@code rfm} and {@code cluster} and
 * scores of 0.
 *
 * @param segment the name in the scheme that was asked for: one of the next three
 * @param tier by predicted value, as the model's tiers divide it
 * @param rfm the name of the part of the grid of recency, frequency and money
 * @param cluster the name of the cluster of behaviour
 * @param recencyScore from 1 to 5, 5 for those who bought last
 * @param frequencyScore from 1 to 5, 5 for those who bought most often
 * @param moneyScore from 1 to 5, 5 for those who spent most
 * @param predictedValue in the model's currency over its horizon; zero or more
 * @param percentile the share of the training customers of a lower predicted value, in percent
 * @param definition the {@linkplain Segmentation#fingerprint fingerprint} of the segmentation
 */
public record CustomerSegment(
        String segment,
        String tier,
        String rfm,
        String cluster,
        int recencyScore,
        int frequencyScore,
        int moneyScore,
        double predictedValue,
        double percentile,
        String definition) {

    /** The segment of those who have not bought. */
    public static final String NOT_BOUGHT = "not bought yet";

    /** Checks that nothing is missing. */
    public CustomerSegment {
        requireNonNull(segment, "segment");
        requireNonNull(tier, "tier");
        requireNonNull(rfm, "rfm");
        requireNonNull(cluster, "cluster");
        requireNonNull(definition, "definition");
    }
}
