package dev.clv.features.standard;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the tests of this package share: small histories, and features by name. */
final class FeatureValues {

    private FeatureValues() {}

    static CustomerHistory history(CustomerEvent... events) {
        return history("UTC", events);
    }

    static CustomerHistory history(String zone, CustomerEvent... events) {
        return CustomerHistory.of("ada", ZoneId.of(zone), Instant.MAX, Arrays.asList(events));
    }

    static List<CustomerHistory> differentCustomers(List<CustomerHistory> histories) {
        return IntStream.range(0, histories.size())
                .mapToObj(i -> CustomerHistory.of(
                        "customer-" + i,
                        histories.get(i).zone(),
                        histories.get(i).cutoff(),
                        histories.get(i).events()))
                .toList();
    }

    static Purchase purchase(String time, String amount) {
        return Purchase.of(at(time), new BigDecimal(amount));
    }

    static Purchase purchase(String time, String amount, double quantity, String product, String category) {
        return new Purchase(at(time), new BigDecimal(amount), quantity, null, product, category);
    }

    static Refund refund(String time, String amount) {
        return Refund.of(at(time), new BigDecimal(amount));
    }

    /** An instant in UTC; a date alone is its midnight. */
    static Instant at(String time) {
        return Instant.parse(time.contains("T") ? time + ":00Z" : time + "T00:00:00Z");
    }

    static Map<String, Double> features(FeatureExtractor extractor, CustomerHistory history, String cutoff) {
        return features(extractor, List.of(), history, cutoff);
    }

    /** @param training of different customers, whatever their ids are */
    static Map<String, Double> features(
            FittableExtractor extractor, List<CustomerHistory> training, CustomerHistory history, String cutoff) {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(extractor)).fit(differentCustomers(training));
        double[] row = pipeline.row(history, at(cutoff));
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            byName.put(pipeline.schema().feature(i).name(), row[i]);
        }
        return byName;
    }
}
