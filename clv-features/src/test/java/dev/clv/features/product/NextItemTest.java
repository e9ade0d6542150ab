package dev.clv.features.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.SharedData;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The item that was taken out of a later basket is looked for among the ten products nearest to the others. */
class NextItemTest {

    private static final String MAPPING = """
            {"customer": "CustomerID", "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss", "zone": "Europe/London"},
             "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP", "order": "InvoiceNo", "product": "StockCode",
             "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0}, {"column": "Quantity", "atMost": 0}]}
            """;

    private static final Instant CUTOFF = Instant.parse("2011-09-09T23:00:00Z");
    private static final int MOST = 10;

    /** One of so many baskets is asked for. */
    private static final int EVERY = 4;

    /** Products of an order, sorted. */
    private static List<List<String>> baskets(EventLog log, boolean later) {
        Map<String, TreeSet<String>> baskets = new TreeMap<>();
        for (String customer : log.customers()) {
            for (Purchase purchase : log.history(customer).events(Purchase.class)) {
                if (purchase.time().isBefore(CUTOFF) != later && purchase.product() != null) {
                    baskets.computeIfAbsent(purchase.order(), order -> new TreeSet<>())
                            .add(purchase.product());
                }
            }
        }
        return baskets.values().stream()
                .map(basket -> (List<String>) new ArrayList<>(basket))
                .toList();
    }

    @Test
    void theEmbeddingFindsItMoreOftenThanWhatSellsMostAndLessOftenThanCountsByCosine() {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.json(MAPPING))
                .read(SharedData.file("online_retail/online_retail.csv.gz"));
        ProductEmbeddingLearner learner = ProductEmbeddingLearner.of(32);
        for (String customer : log.customers()) {
            CustomerHistory known = log.history(customer).before(CUTOFF);
            if (!known.events().isEmpty()) {
                learner.add(known);
            }
        }
        ProductEmbedding embedding = learner.learned();

        Counts counts = new Counts(baskets(log, false));
        SplittableRandom random = new SplittableRandom(1);
        int asked = 0;
        int near = 0;
        int popular = 0;
        int together = 0;
        int cosine = 0;
        for (List<String> basket : baskets(log, true)) {
            String wanted = basket.get(random.nextInt(basket.size()));
            List<String> others = basket.stream()
                    .filter(product -> !product.equals(wanted))
                    .filter(product -> embedding.vector(product).isPresent())
                    .toList();
            if (random.nextInt(EVERY) > 0
                    || others.isEmpty()
                    || embedding.vector(wanted).isEmpty()) {
                continue;
            }
            asked++;
            near += nearest(embedding, others).contains(wanted) ? 1 : 0;
            popular += counts.popular(others).contains(wanted) ? 1 : 0;
            together += counts.together(others, false).contains(wanted) ? 1 : 0;
            cosine += counts.together(others, true).contains(wanted) ? 1 : 0;
        }
        assertThat(asked).isGreaterThan(1_000);
        assertThat(near / (double) asked).as("embedding").isBetween(0.17, 0.24);
        assertThat(popular / (double) asked).as("what sells most").isBetween(0.02, 0.06);
        assertThat(together / (double) asked).as("counts").isBetween(0.15, 0.21);
        assertThat(cosine / (double) asked).as("counts by cosine").isBetween(0.26, 0.33);
    }

    private static List<String> nearest(ProductEmbedding embedding, List<String> others) {
        float[] sum = new float[embedding.dimensions()];
        for (String product : others) {
            float[] vector = embedding.vector(product).orElseThrow();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return embedding.nearest(sum, MOST + others.size()).stream()
                .map(ProductEmbedding.Neighbour::product)
                .filter(product -> !others.contains(product))
                .limit(MOST)
                .toList();
    }

    /** What was bought how often, and together. */
    private static final class Counts {

        private final Map<String, Integer> sold = new TreeMap<>();
        private final Map<String, Map<String, Integer>> beside = new HashMap<>();

        Counts(List<List<String>> baskets) {
            for (List<String> basket : baskets) {
                for (String product : basket) {
                    sold.merge(product, 1, Integer::sum);
                    Map<String, Integer> others = beside.computeIfAbsent(product, any -> new HashMap<>());
                    basket.forEach(other -> others.merge(other, 1, Integer::sum));
                }
            }
        }

        List<String> popular(List<String> others) {
            return sold.entrySet().stream()
                    .filter(product -> !others.contains(product.getKey()))
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(MOST)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** @param cosine whether counts are divided by the square roots of how often the two were sold */
        List<String> together(List<String> others, boolean cosine) {
            Map<String, Double> scores = new TreeMap<>();
            for (String product : others) {
                beside.getOrDefault(product, Map.of())
                        .forEach((other, count) -> scores.merge(
                                other,
                                cosine ? count / Math.sqrt((double) sold.get(product) * sold.get(other)) : count,
                                Double::sum));
            }
            return scores.entrySet().stream()
                    .filter(score -> !others.contains(score.getKey()))
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(MOST)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
