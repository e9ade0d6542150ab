package dev.clv.features.check;

import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.RowKey;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The contract of {@link dev.clv.features.FeatureExtractor} and {@link FittableExtractor}, to be run on an extractor of
 * one's own from any test framework:
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *     ExtractorChecks.check(new WeekendShare(0.5));
 *     ExtractorChecks.checkSettings(new WeekendShare(0.5), new WeekendShare(0.1));
 * }
 * }</pre>
 *
 * <p>{@link #check(FittableExtractor)} makes sure that, by the name of the rule,
 *
 * <ul>
 *   <li><b>writing</b>: the list of features is fixed, unmodifiable, and its names are unique; values are never
 *       infinite, and a category code is NaN or a whole number up to the unknown code; every place of its own is
 *       written, and no other, for an empty history and for a single event too; the same events give the same bits, for
 *       a customer alone as between others; writing leaves the state as it is, so that later cutoffs can follow;
 *   <li><b>learning</b>: fitting twice learns the same, in any order of the histories, and so do merged learners where
 *       they can merge; {@code restore(fittedState())} gives the same features and the same fitted state;
 *   <li><b>leaks</b>: no change, addition or removal of events at or after the cutoff changes anything; nothing depends
 *       on customers' ids, neither a feature nor what was learned, and no events, histories or logs are reachable from
 *       the extractor's fields;
 *   <li><b>states</b>: a state that can be stored goes on to the same bits after {@code restore}, and one that can be
 *       merged gives the features of one state, within rounding;
 *   <li><b>size</b>: what is stored of a customer does not grow with the number of events: with twice as many of the
 *       same products on the same days it stays about as long. An extractor that
 *       {@linkplain dev.clv.features.FeatureExtractor#needsWholeHistory() needs the whole history} is exempt, and so is
 *       one whose states cannot be stored;
 *   <li><b>environment</b>: nothing depends on the time zone and locale of the system. For this it sets the virtual
 *       machine's defaults for a moment, so do not run it beside tests that need them;
 *   <li><b>calendar</b>: nothing depends on the clock or a fixed date: the same events 400 years later, and 28 years
 *       later, when weekdays and the season are the same, give the same features; and so do events of the same local
 *       time in another zone of the customer;
 *   <li><b>ties</b>: purchases, refunds, views and cart adds of one instant, such as the lines of a basket, may come in
 *       any order. Attributes, signals and texts of one instant keep the order of the log, so that the last of them
 *       counts;
 *   <li><b>currency</b>: when the amounts of all purchases and refunds are 1,000 times as large, after fitting anew, a
 *       feature whose unit begins with {@code currency} is 1,000 times as large and any other one stays the same.
 *       Exempt is one whose unit mentions {@code currency} elsewhere, such as {@code log currency} or {@code orders
 *       above 50 currency}, and one that goes by another name or unit after fitting anew;
 *   <li><b>erasure</b>: a customer who is taken out of the training histories leaves no trace in the next fit;
 *   <li><b>messages</b>: attribute values and texts of any kind are served, and neither a {@code toString()} nor the
 *       message of an exception holds customers' ids, texts or attribute values;
 *   <li><b>threads</b>: eight threads at once learn and write the same bits as one.
 * </ul>
 *
 * <p>What it finds is not all there is: a fault shows if the histories provoke it. {@link SampleHistories} of other
 * seeds give more.
 *
 * <p>It cannot see facts about customers that were looked up elsewhere than in a log, such as in a database, while the
 * histories it checks on are of made-up customers. Check such an extractor on histories of your own, and one that is
 * made from a log by {@link #checkLookups}. Nor can it see a value that reads the clock and nothing else and stays the
 * same during the check, such as today's year.
 *
 * <p>A broken rule is an {@link AssertionError} that names the extractor, the feature, what to look at, and the rule.
 */
public final class ExtractorChecks {

    private static final int HISTORIES = 60;

    private ExtractorChecks() {}

    /** Checks an extractor on made-up histories ({@link SampleHistories}), on which it is also fitted. */
    public static void check(FittableExtractor extractor) {
        check(extractor, new SampleHistories(0).histories(HISTORIES));
    }

    /**
     * Checks an extractor on histories at hand, on which it is also fitted.
     *
     * @param histories at least one with events; each is also cut at earlier cutoffs
     * @throws IllegalArgumentException if none has events
     */
    public static void check(FittableExtractor extractor, List<CustomerHistory> histories) {
        if (histories.stream().allMatch(CustomerHistory::isEmpty)) {
            throw new IllegalArgumentException("the checks need at least one history with events");
        }
        Checked checked = fitted(extractor, histories);
        rule("writing", new WritingRules(checked)::check);
        rule("learning", new LearningRules(checked)::check);
        rule("leaks", new LeakRules(checked)::check);
        rule("states", new StateRules(checked)::check);
        rule("size", new SizeRule(checked)::check);
        rule("environment", new EnvironmentRules(checked)::check);
        rule("calendar", new CalendarRules(checked)::check);
        rule("ties", new TieRule(checked)::check);
        rule("currency", new CurrencyRule(checked)::check);
        rule("erasure", new ErasureRule(checked)::check);
        rule("messages", new MessageRules(checked)::check);
        rule("threads", new ThreadRule(checked)::check);
    }

    private static Checked fitted(FittableExtractor extractor, List<CustomerHistory> histories) {
        try {
            return Checked.of(extractor, histories);
        } catch (AssertionError e) {
            throw broken("writing", e);
        }
    }

    private static void rule(String name, Runnable check) {
        try {
            check.run();
        } catch (AssertionError e) {
            throw broken(name, e);
        }
    }

    private static AssertionError broken(String rule, AssertionError e) {
        return new AssertionError(e.getMessage() + " [rule " + rule + "]", e);
    }

    /**
     * Checks that a model file holds all settings of an extractor: its fitted state must make the same extractor of one
     * with other settings. Extractors are compared by their numbers, on made-up histories.
     *
     * @param extractor with the settings of training
     * @param other of the same name; every setting should differ from the first one's
     */
    public static void checkSettings(FittableExtractor extractor, FittableExtractor other) {
        Checked checked = Checked.of(extractor, new SampleHistories(0).histories(HISTORIES));
        new LearningRules(checked)
                .restores(other, "put every setting into fittedState(), and let restore take them from there");
    }

    /**
     * Checks an extractor that looks facts up in a log, by the customer's id: made from the log as it was at a cutoff,
     * it must write the features that it writes when made from the whole log.
     *
     * <p>Only what the extractor takes from the log that it is handed is checked. It may depend on customers' ids,
     * which {@link #check} refuses.
     *
     * @param made makes the extractor from a log
     * @param log the log of all customers it will be used on
     * @param cutoffs at least one, before the end of the log
     */
    public static void checkLookups(
            Function<EventLog, ? extends FittableExtractor> made, EventLog log, List<Instant> cutoffs) {
        if (cutoffs.isEmpty()) {
            throw new IllegalArgumentException("the check needs at least one cutoff");
        }
        for (Instant cutoff : cutoffs) {
            List<RowKey> rows = log.customers().stream()
                    .map(customer -> new RowKey(customer, cutoff))
                    .toList();
            FeaturePipeline whole = FeaturePlan.of(List.of(made.apply(log))).fit(log, rows);
            FeaturePipeline then =
                    FeaturePlan.of(List.of(made.apply(asOf(log, cutoff)))).fit(log, rows);
            Checked checked = Checked.of(whole.extractors().get(0), List.of());
            checked.require(
                    whole.schema().equals(then.schema()),
                    "declares other features when made from the log as it was at " + cutoff);
            for (RowKey row : rows) {
                CustomerHistory history = log.history(row.customer());
                checked.requireSame(
                        then.row(history, cutoff),
                        whole.row(history, cutoff),
                        "knows the future: as of " + cutoff
                                + " it differs when made from the whole log instead of the log " + "as it was then");
            }
        }
    }

    private static EventLog asOf(EventLog log, Instant cutoff) {
        EventLog.Builder builder = EventLog.builder().zone(log.zone()).observedUntil(cutoff);
        String currency = log.currency();
        if (currency != null) {
            builder.currency(currency);
        }
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).before(cutoff).events()) {
                builder.add(customer, event);
            }
        }
        return builder.build();
    }
}
