package dev.clv.decide.recommend;

import dev.clv.caution.Caution;
import dev.clv.decide.Estimate;
import dev.clv.explain.json.RecordJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well lists of an instant hit what was bought after it, beside simple ones. Immutable.
 *
 * @param at the instant, as ISO 8601 text
 * @param windowDays how many days after it count
 * @param newProducts whether only products that the customer had not bought count
 * @param rows a row for each kind of list and group of customers; the recommender's are called {@code recommender}
 * @param comparisons of the recommender with each simple list, all customers together
 * @param customersWithoutHistory who bought in the window and were unknown before: no list of theirs is counted above
 * @param newcomers how well {@link Recommender#popular} hits what those bought
 * @param verdict in words
 * @param cautions of the recommender
 */
public record RankingReport(
        String at,
        int windowDays,
        boolean newProducts,
        List<Row> rows,
        List<Comparison> comparisons,
        int customersWithoutHistory,
        Map<String, Estimate> newcomers,
        String verdict,
        List<Caution> cautions) {

    private static final String KIND = "recommendation-report";
    private static final int VERSION = 1;

    /** Copies the lists and the map. */
    public RankingReport {
        rows = List.copyOf(rows);
        comparisons = List.copyOf(comparisons);
        newcomers = Collections.unmodifiableMap(new LinkedHashMap<>(newcomers));
        cautions = List.copyOf(cautions);
    }

    /**
     * The lists of one kind for one group of customers.
     *
     * @param model the kind of list
     * @param group {@code all}, or by the days on which they had bought: {@code 1}, {@code 2-4} or {@code 5+}
     * @param customers who bought something that counts
     * @param metrics means over customers: {@code hit@k}, {@code recall@k} and {@code ndcg@k} at 5, 10 and 20; NaN
     *     without customers
     * @param coverage the share of the products sold before that are among anybody's first ten
     * @param novelty of the first ten: the mean of -log2 of the share of customers who had bought the product
     */
    public record Row(
            String model, String group, int customers, Map<String, Estimate> metrics, double coverage, double novelty) {

        /** Copies the map. */
        public Row {
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }

        /**
         * A metric by its name.
         *
         * @throws IllegalArgumentException if there is none of this name
         */
        public Estimate metric(String name) {
            return estimate(metrics, name);
        }
    }

    /**
     * The recommender's NDCG at 10 less that of another kind of list, customer by customer.
     *
     * @param other the kind of list
     * @param group of customers
     * @param difference above 0 where the recommender is better
     */
    public record Comparison(String other, String group, Estimate difference) {}

    /**
     * A metric of the newcomers by its name.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Estimate ofNewcomers(String name) {
        return estimate(newcomers, name);
    }

    private static Estimate estimate(Map<String, Estimate> metrics, String name) {
        Estimate estimate = metrics.get(name);
        if (estimate == null) {
            throw new IllegalArgumentException(
                    "there is no metric '" + name + "'; there are " + String.join(", ", metrics.keySet()));
        }
        return estimate;
    }

    /**
     * The row of a kind of list and a group.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Row row(String model, String group) {
        return rows.stream()
                .filter(row -> row.model().equals(model) && row.group().equals(group))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no row of '" + model + "' and '" + group + "'; there are "
                                + rows.stream().map(Row::model).distinct().toList()));
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static RankingReport fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, RankingReport.class);
    }
}
