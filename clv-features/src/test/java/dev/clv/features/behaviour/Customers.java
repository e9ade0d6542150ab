package dev.clv.features.behaviour;

import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tests of this package share: small histories, and features by name. */
final class Customers {

    private Customers() {}

    /** An instant in UTC; a date alone is its noon. */
    static Instant at(String time) {
        return Instant.parse(time.contains("T") ? time + ":00Z" : time + "T12:00:00Z");
    }

    static View view(String time, @Nullable String category, @Nullable String session) {
        return new View(at(time), null, category, session);
    }

    static CartAdd cart(String time, @Nullable String product) {
        return new CartAdd(at(time), 2, product, null);
    }

    static Purchase purchase(String time, String amount, @Nullable String product, @Nullable String category) {
        return new Purchase(at(time), new BigDecimal(amount), 1, null, product, category);
    }

    static Refund refund(String time, String amount, @Nullable String product) {
        return new Refund(at(time), new BigDecimal(amount), 1, null, product, null);
    }

    /** So many customers of the same events. */
    static List<CustomerHistory> customers(int count, String cutoff, CustomerEvent... events) {
        List<CustomerHistory> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            customers.add(CustomerHistory.of(
                    "customer-" + cutoff + "-" + i, ZoneId.of("UTC"), at(cutoff), Arrays.asList(events)));
        }
        return customers;
    }

    static Map<String, Double> features(FittableExtractor extractor, String cutoff, CustomerEvent... events) {
        return features(extractor, List.of(), cutoff, events);
    }

    static Map<String, Double> features(
            FittableExtractor extractor, List<CustomerHistory> training, String cutoff, CustomerEvent... events) {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(extractor)).fit(training);
        CustomerHistory history = CustomerHistory.of("ada", ZoneId.of("UTC"), Instant.MAX, Arrays.asList(events));
        double[] row = pipeline.row(history, at(cutoff));
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            byName.put(pipeline.schema().feature(i).name(), row[i]);
        }
        return byName;
    }
}
