package dev.clv.decide.recommend;

import dev.clv.decide.Estimate;
import dev.clv.nn.math.Elementary;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How well lists of some customers hit what they bought. Each metric has a value for each customer, whose mean is the
 * metric: hit, recall and NDCG at 5, 10 and 20 (Järvelin and Kekäläinen 2002, with gain 1 for what was bought).
 */
final class RankingScores {

    static final int MOST = 20;
    private static final int[] LENGTHS = {5, 10, 20};
    private static final int DRAWS = 500;

    private final Map<String, double[]> metrics = new LinkedHashMap<>(); // (customers) each
    private final List<List<String>> lists;

    /**
     * @param lists best first; only the first 20 places count
     * @param relevant what each customer bought, at least one product
     */
    RankingScores(List<List<String>> lists, List<Set<String>> relevant) {
        this.lists = lists;
        for (int length : LENGTHS) {
            for (String metric : List.of("hit", "recall", "ndcg")) {
                metrics.put(metric + "@" + length, new double[lists.size()]);
            }
        }
        for (int c = 0; c < lists.size(); c++) {
            for (int length : LENGTHS) {
                score(c, length, lists.get(c), relevant.get(c));
            }
        }
    }

    private void score(int customer, int length, List<String> list, Set<String> relevant) {
        int hits = 0;
        double gain = 0;
        double ideal = 0;
        for (int place = 0; place < length; place++) {
            double discount = Elementary.log(2) / Elementary.log(place + 2.0);
            if (place < list.size() && relevant.contains(list.get(place))) {
                hits++;
                gain += discount;
            }
            ideal += place < relevant.size() ? discount : 0;
        }
        of("hit@" + length)[customer] = hits > 0 ? 1 : 0;
        of("recall@" + length)[customer] = (double) hits / relevant.size();
        of("ndcg@" + length)[customer] = gain / ideal;
    }

    private double[] of(String metric) {
        return Objects.requireNonNull(metrics.get(metric));
    }

    /** Every metric as the mean of some customers with an interval of 95 %, by drawing customers anew. */
    Map<String, Estimate> measures(int[] customers, long seed) {
        Map<String, Estimate> measures = new LinkedHashMap<>();
        metrics.forEach((name, values) -> measures.put(name, measure(values, customers, seed)));
        return measures;
    }

    /** The difference of a metric to that of other lists of the same customers. */
    Estimate difference(String metric, RankingScores other, int[] customers, long seed) {
        double[] values = of(metric).clone();
        Arrays.setAll(values, c -> values[c] - other.of(metric)[c]);
        return measure(values, customers, seed);
    }

    private static Estimate measure(double[] values, int[] customers, long seed) {
        if (customers.length == 0) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN);
        }
        double[] means = new double[DRAWS];
        SplitMix random = new SplitMix(seed);
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < customers.length; i++) {
                sum += values[customers[random.nextInt(customers.length)]];
            }
            means[draw] = sum / customers.length;
        }
        double mean = Arrays.stream(customers).mapToDouble(c -> values[c]).sum() / customers.length;
        return Estimate.of(mean, means);
    }

    /** The share of the products sold before that are shown to any of some customers among the first places. */
    double coverage(int length, int[] customers, Set<String> sold) {
        Set<String> shown = new HashSet<>();
        for (int c : customers) {
            shown.addAll(lists.get(c).subList(0, Math.min(length, lists.get(c).size())));
        }
        shown.retainAll(sold);
        return sold.isEmpty() ? Double.NaN : (double) shown.size() / sold.size();
    }

    /** How little known what is shown is: the mean of -log2 of the share of all customers who had bought it. */
    double novelty(int length, int[] customers, Map<String, Integer> buyers, int all) {
        double sum = 0;
        int places = 0;
        Map<String, Double> known = new HashMap<>();
        for (int c : customers) {
            for (String product :
                    lists.get(c).subList(0, Math.min(length, lists.get(c).size()))) {
                sum += known.computeIfAbsent(
                        product,
                        name -> -Elementary.log(Math.max(1, buyers.getOrDefault(name, 0)) / (double) all)
                                / Elementary.log(2));
                places++;
            }
        }
        return places == 0 ? Double.NaN : sum / places;
    }
}
