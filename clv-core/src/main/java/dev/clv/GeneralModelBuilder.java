package dev.clv;

import static java.util.Objects.requireNonNull;

import dev.clv.baseline.Baseline;
import dev.clv.baseline.BaselineRows;
import dev.clv.baseline.PastSpend;
import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.RowKey;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.relative.FittedRelativeFeatures;
import dev.clv.features.relative.RelativeFeatures;
import dev.clv.features.select.SelectionReport;
import dev.clv.general.GeneralPrior;
import dev.clv.internal.Fingerprint;
import dev.clv.internal.Workers;
import dev.clv.label.Cutoff;
import dev.clv.label.Horizon;
import dev.clv.label.Population;
import dev.clv.reason.ValueExplainer;
import dev.clv.simulate.ShopPrior;
import dev.clv.train.LabelShares;
import dev.clv.train.Origins;
import dev.clv.value.NetworkEnsemble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the model of a shop without any of its outcomes: its networks were trained on simulated shops, and read a
 * summary of this shop's customers. Not thread-safe.
 *
 * <p>Use it for a shop with a short log or few customers, and as a yardstick for others. Only a model that was trained
 * on the shop's own outcomes accounts for its products, its season and its level.
 */
public final class GeneralModelBuilder {

    /** The horizons of the simulated shops. */
    private static final Duration SHORTEST = Duration.ofDays(30);

    private static final Duration LONGEST = Duration.ofDays(730);

    private static final int FEWEST_CUSTOMERS = 20;

    /** Of the simulated shops. */
    private static final int SHORTEST_LOG_DAYS = 90;

    private static final int FEWEST_SEEN = ShopPrior.FEWEST;

    private @Nullable Horizon horizon;
    private @Nullable String currency;
    private @Nullable GeneralPrior prior;
    private Tiers tiers = Tiers.abc();
    private int threads = 1;

    GeneralModelBuilder() {}

    /**
     * How far ahead to predict; must be set.
     *
     * @throws IllegalArgumentException if it is not from 30 to 730 days, as those of the simulated shops are
     */
    public GeneralModelBuilder horizon(Duration length) {
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("horizon must be from " + SHORTEST.toDays() + " to " + LONGEST.toDays()
                    + " days, as those of the simulated shops are, was " + new Horizon(length)
                    + "; for others, train a model of the shop");
        }
        this.horizon = new Horizon(length);
        return this;
    }

    /**
     * The currency of all amounts, an ISO 4217 code. Unless set, that of the event log, which must then name one.
     *
     * @throws IllegalArgumentException if it is anything but three capital letters
     */
    public GeneralModelBuilder currency(String code) {
        this.currency = CurrencyCode.require("currency", code);
        return this;
    }

    /** The networks; those that come with the library unless set, see {@link GeneralPrior#standard()}. */
    public GeneralModelBuilder prior(GeneralPrior other) {
        this.prior = requireNonNull(other, "prior");
        return this;
    }

    /** How customers are divided by their predicted value, see {@link ModelBuilder#tiers}. */
    public GeneralModelBuilder tiers(Tiers newTiers) {
        this.tiers = requireNonNull(newTiers, "tiers");
        return this;
    }

    /** How many threads may work, for the length of the call; 1, the caller's own, unless set. */
    public GeneralModelBuilder threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + count);
        }
        this.threads = count;
        return this;
    }

    /**
     * The model of a shop as its log is at a time. Nothing at or after that time is looked at, so that
     * {@link ClvModel#evaluate} as of it is honest.
     *
     * @param log with at least 20 customers who spent something before {@code at}
     * @param at the end of what is summed up
     * @throws IllegalStateException if no horizon was set, or neither the log nor the builder names a currency
     * @throws IllegalArgumentException if there are too few customers, or the currency is not the log's
     */
    public ClvModel fit(EventLog log, Instant at) {
        if (horizon == null) {
            throw new IllegalStateException("set horizon(...) before fit: how far ahead shall the model predict?");
        }
        Cutoff.require("at", at);
        String money = NamedCurrencies.choose(currency, log.currency(), log.currencyMark());
        List<String> customers = Population.buyersBefore(log, at);
        List<CustomerHistory> known = customers.stream()
                .map(customer -> log.history(customer).before(at))
                .toList();
        List<RowKey> keys =
                customers.stream().map(customer -> new RowKey(customer, at)).toList();
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(RelativeFeatures.of(horizon.duration()))).fit(known);
        List<PastSpend> past = known.stream().map(PastSpend::of).toList();
        FittedRelativeFeatures relative =
                (FittedRelativeFeatures) pipeline.extractors().get(0);
        if (relative.cutoffs().isEmpty()) {
            throw new IllegalArgumentException("of " + customers.size() + " customers who bought before " + at + ", "
                    + past.stream().filter(one -> one.spent() > 0).count() + " spent something, and at least "
                    + FEWEST_CUSTOMERS
                    + " are needed to sum the shop up; take a later time or more data, and look at amounts of 0");
        }
        GeneralPrior networks = prior == null ? GeneralPrior.standard() : prior;
        try (Workers workers = Workers.beside(threads)) {
            FeatureMatrix rows = pipeline.extract(log, keys, workers);
            NetworkEnsemble regressor = networks.of(relative.unit(at));
            double[] values = regressor.values(rows);
            RowModel model = new RowModel(
                    regressor,
                    ValueExplainer.of(regressor, rows, values, money, workers),
                    FittedBaselines.fit(
                            Baseline.withoutLabels(), BaselineRows.of(past, horizon), new double[past.size()]),
                    FeatureProfile.ofLog(rows, recent(known, horizon.before(at, log.zone()))),
                    money,
                    summary(networks, customers, cautions(known, at), at),
                    null,
                    Standings.of(rows, values, tiers));
            return new ClvModel(pipeline, horizon, Origins.begin(log, at), log.currencyMark(), model);
        }
    }

    private static BitSet recent(List<CustomerHistory> known, Instant since) {
        BitSet recent = new BitSet();
        for (int i = 0; i < known.size(); i++) {
            recent.set(i, Population.hasBoughtSince(known.get(i), since));
        }
        return recent;
    }

    private TrainingSummary summary(GeneralPrior networks, List<String> customers, List<Caution> cautions, Instant at) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", "of shops in general, without labels of this shop");
        networks.card().forEach((name, value) -> settings.put("general model: " + name, value));
        return new TrainingSummary(
                List.of(at),
                customers.size(),
                customers.size(),
                0,
                Double.NaN,
                List.of(),
                LibraryVersion.current(),
                settings,
                List.of(),
                1,
                new LabelShares(Double.NaN, Double.NaN),
                List.of(),
                List.of(Fingerprint.of(customers)),
                SelectionReport.NONE,
                cautions);
    }

    private static List<Caution> cautions(List<CustomerHistory> known, Instant at) {
        List<Caution> cautions = new ArrayList<>();
        cautions.add(Caution.of(
                "general_model",
                "The model was trained on simulated shops and reads a summary of %,d customers as of %s, but no"
                        + " outcome of this shop: the level of its values may be wrong, and totals further off than their intervals"
                        + " say. Check it with a model that was made as of an earlier time, evaluated as of that time.",
                known.size(),
                at));
        long days = Duration.between(begin(known), at).toDays();
        if (days < SHORTEST_LOG_DAYS || known.size() < FEWEST_SEEN) {
            cautions.add(Caution.of(
                    "outside_general_model",
                    "The log has %,d days and %,d customers before %s, and the general model was trained on no shop of"
                            + " fewer than %d days or %d customers: its values mean little here. Take a longer log.",
                    days,
                    known.size(),
                    at,
                    SHORTEST_LOG_DAYS,
                    FEWEST_SEEN));
        }
        return List.copyOf(cautions);
    }

    /** When the first of them bought. */
    private static Instant begin(List<CustomerHistory> known) {
        return known.stream()
                .map(history -> history.events(Purchase.class).get(0).time())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
