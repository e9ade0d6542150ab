package dev.clv.report;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModel;
import dev.clv.ScoringSummary;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.Provenance;
import dev.clv.decide.churn.AlertBudget;
import dev.clv.decide.churn.ChurnAlerts;
import dev.clv.decide.churn.ChurnBacktest;
import dev.clv.decide.churn.ChurnRisk;
import dev.clv.decide.churn.ChurnWarning;
import dev.clv.decide.money.Costs;
import dev.clv.decide.money.MoneyReport;
import dev.clv.decide.money.MoneyReportBuilder;
import dev.clv.decide.segment.CustomerSegment;
import dev.clv.decide.segment.Migration;
import dev.clv.decide.segment.Scheme;
import dev.clv.decide.segment.Segmentation;
import dev.clv.decide.segment.Segmenter;
import dev.clv.decide.uplift.UpliftEvaluation;
import dev.clv.evaluate.Evaluation;
import dev.clv.explain.Importance;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.Population;
import dev.clv.reason.Dependence;
import dev.clv.reason.Detail;
import dev.clv.reason.Effect;
import dev.clv.reason.Explanation;
import dev.clv.reason.FeatureValue;
import dev.clv.reason.Lever;
import dev.clv.reason.Reference;
import dev.clv.reason.SegmentDifference;
import dev.clv.reason.SegmentOptions;
import dev.clv.reason.WhatIf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a whole page of a model and a log: predicts, evaluates, explains and decides, and puts the results together. A
 * part that cannot be made, such as segments of fewer than a hundred customers, is left out, and the page and
 * {@link ReportPage#leftOut} say why. Not thread-safe; the page is.
 *
 * <pre>{@code
 * ReportPage page = ModelReport.of(model).budget(500).page(log, now);
 * Files.writeString(Path.of("report.html"), page.html());
 * }</pre>
 */
public final class ModelReport {

    private static final int EXPLAINED = 400;
    private static final int SHUFFLED = 10_000;
    private static final int DEPENDENCES = 6;

    /** Beyond each end of a curve, its 5th and 95th percentile, are five of so many customers. */
    private static final int FEWEST_OF_CURVES = 20 * SmallGroups.FEWEST;

    private static final int SEGMENTS = 6;
    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final int[] BUDGETS = {100, 300, 500};
    private static final double MORE = 1.25;
    private static final int LEVERS = 4;
    private static final int STEPS = 20;

    /** Groups of features that a business can move; nobody can change when a customer came. */
    private static final Set<String> ACTIONABLE =
            Set.of("recency", "frequency", "spend", "basket", "browsing", "satisfaction");

    private final ClvModel model;
    private Locale locale = Locale.ENGLISH;
    private @Nullable String title;
    private @Nullable DataQualityReport quality;
    private @Nullable Instant evaluatedAt;
    private int budget = 500;
    private @Nullable Costs costs;
    private double margin = 1;
    private Exclusions exclusions = Exclusions.none();
    private List<String> named = List.of();
    private @Nullable UpliftEvaluation uplift;

    private ModelReport(ClvModel model) {
        this.model = requireNonNull(model, "model");
    }

    /** Of a model. */
    public static ModelReport of(ClvModel model) {
        return new ModelReport(model);
    }

    /** The language, {@code en} or {@code zh}; English unless set. */
    public ModelReport locale(Locale language) {
        this.locale = requireNonNull(language, "language");
        ReportPage.builder(locale, Explanation.NO_CURRENCY);
        return this;
    }

    /** The title of the page. */
    public ModelReport title(String text) {
        this.title = requireNonNull(text, "text");
        return this;
    }

    /** What became of the rows of the log when it was read; without it, the page has no section on it. */
    public ModelReport quality(DataQualityReport report) {
        this.quality = requireNonNull(report, "report");
        return this;
    }

    /** As of when to evaluate; unless set, the latest time up to the page's whose horizon the log has seen. */
    public ModelReport evaluatedAt(Instant cutoff) {
        this.evaluatedAt = requireNonNull(cutoff, "cutoff");
        return this;
    }

    /** How many churn alerts can be acted on; 500 unless set, at least 1. */
    public ModelReport budget(int alerts) {
        AlertBudget.perList(alerts);
        this.budget = alerts;
        return this;
    }

    /**
     * What it cost to acquire customers, for the value of channels.
     *
     * @param share of the value that is earned, in (0, 1]
     */
    public ModelReport costs(Costs of, double share) {
        this.costs = requireNonNull(of, "of");
        this.margin = share;
        return this;
    }

    /** Customers who are left out of everything, and counted at the end of the page; nobody unless set. */
    public ModelReport exclusions(Exclusions left) {
        this.exclusions = requireNonNull(left, "left");
        return this;
    }

    /** Customers who are explained one by one, by their ids; the page then holds personal data. Nobody unless set. */
    public ModelReport naming(Collection<String> customers) {
        this.named = List.copyOf(new LinkedHashSet<>(customers));
        return this;
    }

    /** What an experiment says of offers. */
    public ModelReport offers(UpliftEvaluation evaluation) {
        this.uplift = requireNonNull(evaluation, "evaluation");
        return this;
    }

    /** Makes the page on the calling thread. */
    public ReportPage page(EventLog log, Instant at) {
        return page(log, at, Runnable::run);
    }

    /**
     * Makes the page.
     *
     * @param log in the model's currency
     * @param at as of when; only the evaluation and the backtest of alerts look at what came later
     * @param executor works beside the calling thread; changes no bit of the page
     * @throws IllegalArgumentException if nobody bought before {@code at}, the log does not know a named customer, one
     *     of them is left out, or costs do not fit
     * @throws dev.clv.label.UnobservedHorizonException if the log has not seen the horizon after {@link #evaluatedAt}
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public ReportPage page(EventLog log, Instant at, Executor executor) {
        Set<String> known = new HashSet<>(log.customers());
        long strangers = named.stream().filter(id -> !known.contains(id)).count();
        if (strangers > 0) {
            throw new IllegalArgumentException(
                    "the log does not know " + strangers + " of " + named.size() + " customers who are to be named");
        }
        if (exclusions.size() == 0) {
            return new Making(log, at, executor).page();
        }
        Set<String> kept = new LinkedHashSet<>(log.customers());
        kept.removeIf(exclusions::contains);
        if (named.stream().anyMatch(exclusions::contains)) {
            throw new IllegalArgumentException(
                    "a customer who is to be named is among those who are left out; take the id out of one of the two");
        }
        return new Making(log.only(kept), at, executor).page();
    }

    /** One page in the making. */
    private final class Making {

        private final EventLog log;
        private final Instant at;
        private final Executor executor;
        private final ReportPage.Builder page;
        private final List<String> buyers;
        private final List<Explanation> explained = new ArrayList<>();

        Making(EventLog log, Instant at, Executor executor) {
            this.log = log;
            this.at = at;
            this.executor = executor;
            this.page = ReportPage.builder(locale, model.currency()).zone(log.zone());
            this.buyers = Population.buyersBefore(log, at);
            if (buyers.isEmpty()) {
                throw new IllegalArgumentException("nobody bought before " + at + "; take a later time");
            }
        }

        ReportPage page() {
            if (title != null) {
                page.title(title);
            }
            page.provenance(Provenance.of(model, at, settings()));
            if (quality != null) {
                page.quality(quality);
            }
            page.model(model.describe());
            if (uplift != null) {
                page.offers(uplift, null);
            }
            ScoringSummary scoring = model.score(log, buyers, at, executor, (customer, prediction) -> {});
            page.scoring(scoring);
            @Nullable Instant cutoff = cutoff();
            @Nullable List<Importance> importance = null;
            if (cutoff == null) {
                page.leftOut("evaluation", "the log has not seen a whole horizon after a day with customers");
            } else {
                @Nullable
                Evaluation evaluation = evaluatedAt == null
                        ? made("evaluation", () -> model.evaluate(log, cutoff))
                        : model.evaluate(log, cutoff);
                if (evaluation != null) {
                    page.evaluation(evaluation, cutoff);
                    importance = made("reasons", () -> model.importance(some(cutoff), cutoff, Detail.GROUP, executor));
                }
            }
            @Nullable Decisions<CustomerSegment> segments = segments();
            churn(cutoff);
            money();
            reasons(importance == null ? List.of() : importance, segments);
            customers();
            return page.build();
        }

        /** The log of so many customers that shuffling their features does not take longer than all the rest. */
        private EventLog some(Instant cutoff) {
            List<String> judged = Population.buyersBefore(log, cutoff);
            return judged.size() <= SHUFFLED
                    ? log
                    : log.only(new LinkedHashSet<>(
                            SegmentOptions.defaults().customers(SHUFFLED).sample(judged)));
        }

        private Map<String, String> settings() {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("customers", Integer.toString(buyers.size()));
            settings.put("budget", Integer.toString(budget));
            if (exclusions.size() > 0) {
                settings.put("left out", Integer.toString(exclusions.size()));
            }
            settings.put("explained", Integer.toString(Math.min(EXPLAINED, buyers.size())));
            return settings;
        }

        /** What a room makes; null, with a word on the page, if it refuses. */
        private <T> @Nullable T made(String section, Supplier<T> making) {
            try {
                return making.get();
            } catch (IllegalArgumentException e) {
                page.leftOut(section, String.valueOf(e.getMessage()));
                return null;
            }
        }

        private @Nullable Instant cutoff() {
            if (evaluatedAt != null) {
                return evaluatedAt;
            }
            Instant seen = new Horizon(model.horizon()).before(log.observedUntil(), log.zone());
            Instant latest = seen.isBefore(at) ? seen : at;
            return Population.buyersBefore(log, latest).isEmpty() ? null : latest;
        }

        private @Nullable Decisions<CustomerSegment> segments() {
            return made("segments", () -> {
                Segmentation limits = Segmentation.learn(model, log);
                Segmenter segmenter = Segmenter.of(model, limits).by(Scheme.TIER);
                Decisions<CustomerSegment> now = segmenter.segments(log, at, executor);
                List<Migration> moved = new ArrayList<>();
                Instant before = at.minus(A_MONTH);
                if (!Population.buyersBefore(log, before).isEmpty()) {
                    Decisions<CustomerSegment> earlier = segmenter.segments(log, before, executor);
                    for (Scheme scheme : Scheme.values()) {
                        moved.add(Migration.between(earlier, now, scheme));
                    }
                }
                page.segments(now, moved);
                return now;
            });
        }

        private void churn(@Nullable Instant cutoff) {
            made("churn", () -> {
                ChurnWarning warning = ChurnWarning.builder(model)
                        .budget(AlertBudget.perList(budget))
                        .build();
                ChurnAlerts alerts = warning.alerts(log, at, executor);
                List<ChurnRisk> risks = warning.risks(log, at);
                @Nullable ChurnBacktest backtest = cutoff == null ? null : backtest(warning, cutoff);
                page.churn(alerts, risks, backtest);
                return alerts;
            });
        }

        /** Null if nobody could be looked at then, which the alerts of today do not depend on. */
        private @Nullable ChurnBacktest backtest(ChurnWarning warning, Instant cutoff) {
            try {
                int customers = warning.risks(log, cutoff).size();
                int[] budgets =
                        Arrays.stream(BUDGETS).filter(each -> each <= customers).toArray();
                return warning.backtest(
                        log, cutoff, budgets.length > 0 ? budgets : new int[] {Math.max(1, customers / 4)});
            } catch (IllegalArgumentException e) {
                page.leftOut("churn", String.valueOf(e.getMessage()));
                return null;
            }
        }

        private void money() {
            MoneyReportBuilder builder = MoneyReport.builder().model(model);
            // Costs that do not fit are for the caller to mend; without any, nothing was asked that could be wrong.
            @Nullable
            MoneyReport report = costs == null
                    ? made("money", () -> builder.review(log, at, executor))
                    : builder.costs(costs).margin(margin).review(log, at, executor);
            if (report != null) {
                page.money(report);
            }
        }

        private void reasons(List<Importance> importance, @Nullable Decisions<CustomerSegment> segments) {
            List<String> some = SegmentOptions.defaults().customers(EXPLAINED).sample(buyers);
            model.explainAll(
                    log, some, at, Reference.averageCustomer(), executor, (customer, each) -> explained.add(each));
            List<Dependence> dependence = new ArrayList<>();
            for (Swarm.Row row : Swarm.rows(explained)) {
                if (some.size() >= FEWEST_OF_CURVES && dependence.size() < DEPENDENCES && isSingle(row)) {
                    dependence.add(model.dependence(row.feature().name(), log, some, at));
                }
            }
            page.reasons(importance, explained, dependence, segments == null ? Map.of() : differences(segments));
        }

        /** Not a vector, such as a learned representation, and known of some customer. */
        private static boolean isSingle(Swarm.Row row) {
            return row.effects().stream()
                    .map(Effect::value)
                    .anyMatch(value -> !value.hasNoValue() && !FeatureValue.VECTOR.equals(value.category()));
        }

        /** Each tier beside all other customers, where both have enough customers to tell. */
        private Map<String, SegmentDifference> differences(Decisions<CustomerSegment> segments) {
            Set<String> bought = Set.copyOf(buyers);
            Map<String, List<String>> members = new TreeMap<>();
            for (Decision<CustomerSegment> each : segments.decisions()) {
                if (bought.contains(each.customer())) {
                    members.computeIfAbsent(each.choice().tier(), tier -> new ArrayList<>())
                            .add(each.customer());
                }
            }
            Map<String, SegmentDifference> differences = new LinkedHashMap<>();
            SegmentOptions options = SegmentOptions.defaults().executor(executor);
            members.forEach((tier, inside) -> {
                List<String> outside = members.entrySet().stream()
                        .filter(other -> !other.getKey().equals(tier))
                        .flatMap(other -> other.getValue().stream())
                        .toList();
                if (differences.size() < SEGMENTS
                        && inside.size() >= SmallGroups.FEWEST
                        && outside.size() >= SmallGroups.FEWEST) {
                    differences.put(tier, model.compareSegments(log, inside, outside, at, options));
                }
            });
            return differences;
        }

        private void customers() {
            for (String customer : named) {
                Explanation explanation = model.explain(log.history(customer), at, Reference.averageCustomer())
                        .named(customer);
                page.customer(explanation, whatIf(customer, explanation));
            }
        }

        /** What would raise the value by a quarter, within what other customers are like; null if nothing can move. */
        private @Nullable WhatIf whatIf(String customer, Explanation explanation) {
            List<Lever> levers = new ArrayList<>();
            for (Swarm.Row row : Swarm.rows(explained)) {
                double[] usual = row.effects().stream()
                        .map(Effect::value)
                        .filter(value -> value.category() == null && Double.isFinite(value.number()))
                        .mapToDouble(FeatureValue::number)
                        .sorted()
                        .toArray();
                if (levers.size() < LEVERS && ACTIONABLE.contains(row.feature().group()) && usual.length > 0) {
                    double low = usual[usual.length / 10];
                    double high = usual[usual.length - 1 - usual.length / 10];
                    if (high > low) {
                        levers.add(Lever.range(row.feature().name(), low, high, (high - low) / STEPS));
                    }
                }
            }
            return levers.isEmpty() || explanation.prediction() <= 0
                    ? null
                    : model.whatWouldRaise(log.history(customer), at, MORE * explanation.prediction(), levers);
        }
    }
}
