package dev.clv.decide.money;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModel;
import dev.clv.caution.Caution;
import dev.clv.decide.Exclusions;
import dev.clv.decide.Provenance;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventLog;
import dev.clv.label.Cutoff;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a {@link MoneyReport} is to hold. Not thread-safe. */
public final class MoneyReportBuilder {

    private static final String CHANNEL = "channel";
    private static final String CAMPAIGN = "campaign";

    private @Nullable Costs costs;
    private @Nullable String channel;
    private @Nullable String campaign;
    private double margin = 1;
    private boolean marginSet;
    private @Nullable ClvModel model;
    private double rate = Double.NaN;
    private Map<String, String> segments = Map.of();
    private Exclusions exclusions = Exclusions.none();
    private int resamples = 200;
    private long seed = 42;
    private double level = 0.95;

    MoneyReportBuilder() {}

    /** What customers cost, for the value of channels beside it; without costs there is no {@link Acquisition}. */
    public MoneyReportBuilder costs(Costs paid) {
        costs = requireNonNull(paid, "costs");
        return this;
    }

    /**
     * The attribute that names a customer's channel, as it is known at the first purchase; {@code channel} unless set.
     */
    public MoneyReportBuilder channel(String attribute) {
        channel = requireName("channel", attribute);
        return this;
    }

    /** The attribute that names a customer's campaign; {@code campaign} unless set. */
    public MoneyReportBuilder campaign(String attribute) {
        campaign = requireName("campaign", attribute);
        return this;
    }

    private static String requireName(String what, String attribute) {
        if (attribute.isBlank()) {
            throw new IllegalArgumentException("the attribute of the " + what + " must not be blank");
        }
        return attribute;
    }

    /**
     * The part of the value that is earned, which has to pay for the costs; all of it unless set.
     *
     * @param share in (0, 1]
     */
    public MoneyReportBuilder margin(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the margin must lie above 0 and be at most 1, such as 0.3 for 30 %, was " + share);
        }
        margin = share;
        marginSet = true;
        return this;
    }

    /** A model that says what is not yet observed. */
    public MoneyReportBuilder model(ClvModel other) {
        model = requireNonNull(other, "model");
        return this;
    }

    /**
     * An annual rate of discount: money that comes in d days after the first purchase is worth {@code (1 +
     * annual)}<sup>-d/365</sup> of itself then, d being real days, also in leap years. What is expected is spread as
     * {@link dev.clv.ClvPrediction#discountedValue} spreads it. Curves and payback are not discounted.
     *
     * @param annual such as 0.1 for 10 % a year; from 0 to below 1
     */
    public MoneyReportBuilder discount(double annual) {
        if (!(annual >= 0 && annual < 1)) {
            throw new IllegalArgumentException(
                    "the annual rate must be from 0 to below 1, such as 0.1 for 10 % a year, was " + annual);
        }
        rate = annual;
        return this;
    }

    /** The segment of each customer, for demand; customers without one stand by themselves. */
    public MoneyReportBuilder segments(Map<String, String> ofCustomers) {
        segments = Map.copyOf(ofCustomers);
        return this;
    }

    /** Customers who are left out of everything, and counted. */
    public MoneyReportBuilder exclusions(Exclusions some) {
        exclusions = requireNonNull(some, "exclusions");
        return this;
    }

    /**
     * How often customers are drawn for intervals; 200 times unless set.
     *
     * @param count from 20 to 100,000
     */
    public MoneyReportBuilder resamples(int count) {
        if (count < 20 || count > 100_000) {
            throw new IllegalArgumentException("resamples must be from 20 to 100,000, was " + count);
        }
        resamples = count;
        return this;
    }

    /** The seed of those draws; 42 unless set. */
    public MoneyReportBuilder seed(long other) {
        seed = other;
        return this;
    }

    /**
     * The level of all intervals; 0.95 unless set.
     *
     * @param share in (0, 1)
     */
    public MoneyReportBuilder level(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the level of an interval must lie in (0, 1), was " + share);
        }
        level = share;
        return this;
    }

    /**
     * Reviews what a log holds before an instant.
     *
     * @param at nothing from then on is looked at; of a log that ends earlier, everything is as of its end
     * @throws IllegalArgumentException if nobody bought before, settings contradict each other, the costs are not those
     *     of the customers, or the log is in another currency than the costs or the model; the message says what to do
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted while the model predicts
     */
    public MoneyReport review(EventLog log, Instant at) {
        return review(log, at, Runnable::run);
    }

    /**
     * The same on an executor and the calling thread.
     *
     * @param executor runs the model; changes no bit of the result
     */
    public MoneyReport review(EventLog log, Instant at, Executor executor) {
        requireConsistent();
        Cutoff.require("at", at);
        Instant end = at.isBefore(log.observedUntil()) ? at : log.observedUntil();
        LocalDate from = log.observedFrom().atZone(log.zone()).toLocalDate();
        LocalDate until = end.atZone(log.zone()).toLocalDate();
        Resampling resampling = new Resampling(resamples, seed, level);
        Exclusions.Tally tally = exclusions.tally();
        DemandTally demand = new DemandTally(segments, from, until);
        Ledger ledger = new Ledger(
                log.zone(),
                end,
                rate,
                costs == null ? null : Objects.requireNonNullElse(channel, CHANNEL),
                costs == null ? null : Objects.requireNonNullElse(campaign, CAMPAIGN),
                demand);
        ledger.add(log, tally);
        if (ledger.accounts().isEmpty()) {
            throw new IllegalArgumentException("nobody bought before " + end
                    + log.firstEvent()
                            .map(first -> "; the log's first event is of " + first + ", ask about a later time")
                            .orElse("; the log is empty"));
        }
        List<Caution> cautions = new ArrayList<>(tally.cautions());
        if (at.isAfter(log.observedUntil())) {
            cautions.add(Caution.of(
                    "asked_after_log",
                    "The report was asked for as of %s, but the log ends at %s: everything is as of then. If nothing has"
                            + " happened since, say so by observedUntil.",
                    at,
                    end));
        }
        List<Account> accounts = predicted(ledger.accounts(), log, end, executor, cautions);
        CohortTables cohorts = new CohortTables(accounts, model, resampling, account -> discounted(account, ledger));
        Acquisition acquisition = null;
        cautions.addAll(ledger.cautions());
        if (costs != null) {
            Channels channels = new Channels(accounts, costs, terms(log, from, until, ledger, resampling));
            acquisition = channels.acquisition();
            cautions.addAll(channels.cautions(acquisition));
            int leftOut =
                    tally.counts().values().stream().mapToInt(Integer::intValue).sum();
            if (leftOut > 0) {
                cautions.add(Caution.of(
                        "costs_of_excluded",
                        "%d customers were left out beside %d who count, but not what acquiring them cost: channels look"
                                + " dearer than they are, and pay back later. Take their share out of the costs.",
                        leftOut,
                        accounts.size()));
            }
        }
        Concentration concentration =
                Shares.of(accounts.stream().mapToDouble(Account::soFar).toArray(), resampling);
        cautions.addAll(cohorts.cautions());
        cautions.addAll(cautions(concentration));
        cautions.addAll(demand.cautions());
        return new MoneyReport(
                model == null ? Provenance.withoutModel(at, settings()) : Provenance.of(model, at, settings()),
                end,
                Objects.requireNonNullElse(log.currency(), CurrencyCode.NONE),
                ledger.purchases(),
                ledger.refunds(),
                cohorts.cohorts(),
                cohorts.retention(),
                acquisition,
                concentration,
                demand.demand(),
                tally.counts(),
                cautions);
    }

    private void requireConsistent() {
        if (costs == null && (channel != null || campaign != null || marginSet)) {
            throw new IllegalArgumentException(
                    (channel != null ? "a channel" : campaign != null ? "a campaign" : "a margin")
                            + " needs costs to be set beside; give them by costs(...), or leave it out");
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (costs != null) {
            settings.put("costs", costs.rows().size() + " rows");
            settings.put("channel", Objects.requireNonNullElse(channel, CHANNEL));
            settings.put("campaign", Objects.requireNonNullElse(campaign, CAMPAIGN));
            settings.put("margin", Double.toString(margin));
        }
        if (!Double.isNaN(rate)) {
            settings.put("discount", Double.toString(rate));
        }
        if (!segments.isEmpty()) {
            settings.put("segments", segments.size() + " customers");
        }
        settings.put("resamples", Integer.toString(resamples));
        settings.put("seed", Long.toString(seed));
        settings.put("level", Double.toString(level));
        return settings;
    }

    private Channels.Terms terms(EventLog log, LocalDate from, LocalDate until, Ledger ledger, Resampling resampling) {
        return new Channels.Terms(
                Objects.requireNonNullElse(channel, CHANNEL),
                Objects.requireNonNullElse(campaign, CAMPAIGN),
                margin,
                log.currency(),
                from,
                until,
                ledger.attributes(),
                ledger.laterChannel(),
                account -> worth(account, ledger),
                model,
                resampling);
    }

    private double worth(Account account, Ledger ledger) {
        return Double.isNaN(rate)
                ? account.soFar() + (account.hasAhead() ? account.predicted() : 0)
                : ledger.discounted(account);
    }

    private double discounted(Account account, Ledger ledger) {
        return Double.isNaN(rate) ? Double.NaN : ledger.discounted(account);
    }

    /** The accounts with what the model expects of them, if there is one. */
    private List<Account> predicted(
            List<Account> accounts, EventLog log, Instant end, Executor executor, List<Caution> cautions) {
        if (model == null) {
            return accounts;
        }
        List<Duration> horizons = Stream.concat(Stream.of(model.horizon()), model.horizons().stream())
                .filter(horizon -> horizon.equals(Duration.ofDays(horizon.toDays())))
                .sorted()
                .toList();
        if (!horizons.contains(model.horizon())) {
            throw new IllegalArgumentException("the model's horizon, " + model.horizon()
                    + ", is no whole number of days; train a model over days");
        }
        List<Account> predicted = new ArrayList<>(accounts.size());
        cautions.addAll(model.score(
                        log,
                        accounts.stream().map(Account::customer).toList(),
                        end,
                        executor,
                        (customer, prediction) -> predicted.add(
                                accounts.get(predicted.size()).expecting(new Ahead(prediction, horizons))))
                .cautions());
        if (!Double.isNaN(rate)
                && Double.isNaN(predicted.get(0).ahead().prediction().discountedValue(rate))) {
            throw new IllegalArgumentException("the model does not know when customers order, so that its values cannot"
                    + " be discounted; train it with the purchase model, or leave the discount out");
        }
        return predicted;
    }

    private List<Caution> cautions(Concentration concentration) {
        return concentration.negative() == 0
                ? List.of()
                : List.of(Caution.of(
                        "negative_value",
                        "%d of %d customers have refunds above their purchases, %.2f together: the concentration counts"
                                + " them as worth nothing. Their purchases may lie before the log.",
                        concentration.negative(),
                        concentration.customers(),
                        concentration.negativeValue()));
    }
}
