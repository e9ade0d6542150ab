package dev.clv.serve.retrain;

import dev.clv.evaluate.Bootstrap;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.Difference;
import dev.clv.evaluate.Forecasts;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Verdict;
import dev.clv.explain.OrderedTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Whether a challenger is to replace the champion, by what both predicted of the same customers.
 *
 * @param overall on all customers
 * @param segments on every segment of at least 30 customers
 * @param isPromoted whether it replaces the champion
 * @param reasons in sentences; at least one
 */
record Judgement(Comparison overall, List<SegmentComparison> segments, boolean isPromoted, List<String> reasons) {

    /** What a better score must not be bought with: the order of customers, and amounts. */
    private static final List<Metric> GUARDED = List.of(Metric.NGINI, Metric.SPEARMAN_RTB, Metric.RMSE_CAP99);

    private static final int FEWEST = 30;
    private static final double ERROR = 0.05;
    private static final int FEWEST_DRAWS = 1_000;
    private static final int MOST_DRAWS = 10_000;

    /** So many resamples lie beyond an end of an interval that allows for so many comparisons. */
    private static final int DRAWS_PER_COMPARISON = 400;

    /** How to judge. */
    record Rule(Metric score, Promotion promotion) {}

    private record Segment(String division, String name, int[] rows) {}

    /**
     * Compares both models.
     *
     * @param challenger what it predicted, with the divisions into segments
     * @param champion what it predicted of the same customers
     * @param tries how many challengers were judged by these customers' window before: one of many looks better by
     *     chance, so that the interval of the score is the wider (Bonferroni)
     */
    static Judgement of(Forecasts challenger, Forecasts champion, Rule rule, int tries, Executor executor) {
        Comparison plain = bootstrap(1).compare(challenger.model(), champion.model());
        Comparison strict = tries == 0 ? plain : bootstrap(1 + tries).compare(challenger.model(), champion.model());
        List<Segment> segments = segments(challenger);
        Bootstrap ofSegments = bootstrap(segments.size());
        List<List<SegmentComparison>> compared = OrderedTasks.run(
                segments.size(),
                i -> compare(challenger, champion, segments.get(i), rule.score(), ofSegments),
                executor);
        List<SegmentComparison> all = compared.stream().flatMap(List::stream).toList();
        return decide(plain, strict, all, rule, tries, challenger.model().size());
    }

    private static Bootstrap bootstrap(int comparisons) {
        int many = Math.max(1, comparisons);
        return Bootstrap.defaults()
                .resamples(Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, DRAWS_PER_COMPARISON * many)))
                .level(1 - ERROR / many);
    }

    private static List<Segment> segments(Forecasts forecasts) {
        List<Segment> segments = new ArrayList<>();
        forecasts.segments().forEach((division, ofRows) -> {
            Map<String, List<Integer>> rows = new TreeMap<>();
            for (int row = 0; row < ofRows.size(); row++) {
                rows.computeIfAbsent(ofRows.get(row), name -> new ArrayList<>()).add(row);
            }
            rows.forEach((name, some) -> {
                if (some.size() >= FEWEST && some.size() < ofRows.size()) {
                    segments.add(new Segment(
                            division,
                            name,
                            some.stream().mapToInt(Integer::intValue).toArray()));
                }
            });
        });
        return segments;
    }

    /** One comparison, or none where the score is undefined. */
    private static List<SegmentComparison> compare(
            Forecasts challenger, Forecasts champion, Segment segment, Metric score, Bootstrap bootstrap) {
        return bootstrap
                .compare(
                        challenger.model().select(segment.rows()),
                        champion.model().select(segment.rows()))
                .of(score)
                .map(difference ->
                        new SegmentComparison(segment.division(), segment.name(), segment.rows().length, difference))
                .stream()
                .toList();
    }

    /**
     * @param plain without regard to tries, as it is for what must not be worse: many tries must not excuse a loss
     * @param overall allowing for tries, as it is for what is to be better
     */
    private static Judgement decide(
            Comparison plain,
            Comparison overall,
            List<SegmentComparison> segments,
            Rule rule,
            int tries,
            int customers) {
        Metric score = rule.score();
        String told = overall.of(score).map(Difference::toString).orElse("undefined");
        String of = String.format(
                Locale.ROOT,
                "%s on %,d customers against the champion: %s%s.",
                score.label(),
                customers,
                told,
                tries == 0 ? "" : ", allowing for " + tries + " judged on this window before");
        List<String> losses = Stream.concat(
                        GUARDED.stream()
                                .filter(metric -> metric != score && plain.is(metric, Verdict.WORSE))
                                .map(metric -> metric.label() + " is "
                                        + plain.of(metric)
                                                .map(Difference::toString)
                                                .orElse("worse") + "."),
                        segments.stream()
                                .filter(segment -> segment.difference().verdict() == Verdict.WORSE)
                                .map(segment -> score.label() + " of the segment " + segment + ", allowing for "
                                        + segments.size() + " segments."))
                .toList();
        Verdict verdict = overall.of(score).map(Difference::verdict).orElse(Verdict.UNDECIDED);
        boolean better = verdict == Verdict.BETTER;
        boolean asGood = rule.promotion() == Promotion.UNLESS_WORSE && plain.is(score, Verdict.NO_DIFFERENCE);
        boolean promoted = losses.isEmpty() && (better || asGood);
        List<String> reasons = new ArrayList<>(List.of(of));
        reasons.addAll(losses);
        if (customers < FEWEST) {
            reasons.add("That is too few customers to compare two models, which needs " + FEWEST + ".");
        } else if (promoted) {
            reasons.add(
                    better
                            ? "It is worse in nothing that is guarded, so it becomes the champion."
                            : "It is worse in nothing and has learned from later customers, so it becomes the champion.");
        } else {
            reasons.add("So the champion stays.");
        }
        return new Judgement(overall, segments, promoted, List.copyOf(reasons));
    }
}
