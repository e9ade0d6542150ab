package dev.clv.serve.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares what arrives: volumes, missing fields, amounts and the shares of categories. Not thread-safe. */
final class EventReview {

    /** Fewer customers than this tell nothing. */
    static final int LEAST_CUSTOMERS = 50;

    private static final double LEAST_VOLUME_CHANGE = 0.2;
    private static final double LEAST_MISSING_CHANGE = 0.05;
    private static final double LEAST_LEVEL_CHANGE = 0.1;
    private static final double LEAST_DIVERGENCE = 0.02;

    /** One customer with a fifth of all events, of so many, is no customer. */
    private static final double LEAST_SHARE_OF_ONE = 0.2;

    private static final int LEAST_EVENTS = 500;

    /** Amounts that are so many times as large are of another unit or currency. */
    private static final double OTHER_UNIT = 5;

    private static final int NOW = 0;
    private static final int REFERENCE = 1;

    private final LogTally tally;
    private final Windows windows;
    private final Advice advice;
    private final String currency;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> unjudged = new ArrayList<>();

    EventReview(LogTally tally, Advice advice, String currency) {
        this.tally = tally;
        this.windows = tally.windows();
        this.advice = advice;
        this.currency = currency;
        for (Measure measure : Measure.values()) {
            compare(measure);
        }
        for (Measure measure : List.of(Measure.PURCHASES, Measure.VIEWS, Measure.CARTS)) {
            shareOfOne(measure);
        }
        for (LogTally.Who who : LogTally.Who.values()) {
            tally.attributes(who).forEach((name, counts) -> compare("'" + name + "' of " + who.words, counts));
        }
        compare("category of purchases", tally.categories());
    }

    List<Change> changes() {
        return changes;
    }

    /** What too few customers have to judge it, with the number. */
    List<String> unjudged() {
        return unjudged;
    }

    private void compare(Measure measure) {
        CustomerSums now = tally.sums(measure)[NOW];
        CustomerSums reference = tally.sums(measure)[REFERENCE];
        boolean volume = measure.kind == DriftKind.VOLUME;
        int customers = volume
                ? Math.max(now.customers(), reference.customers())
                : Math.min(now.customers(), reference.customers());
        if (customers < LEAST_CUSTOMERS) {
            if (customers > 0) {
                unjudged.add(measure.subject + " (" + customers + ")");
            }
        } else if (volume) {
            volume(measure);
        } else if (measure.kind == DriftKind.AMOUNT) {
            amount(measure);
        } else {
            missing(measure);
        }
    }

    private void volume(Measure measure) {
        CustomerSums now = tally.sums(measure)[NOW];
        CustomerSums reference = tally.sums(measure)[REFERENCE];
        int references = windows.references();
        double usual = reference.total() / references;
        double error = now.errorOfTotal(reference, 1.0 / references);
        double change = (now.total() - usual) / (usual + 0.5);
        LogTally.Step since = tally.onset(measure);
        changes.add(change(
                measure,
                "rate_change",
                Math.abs(change),
                LEAST_VOLUME_CHANGE,
                level -> level * error / (usual + 0.5),
                group -> Math.abs(tally.sums(measure)[group].total() - usual) / (usual + 0.5),
                String.format(
                        Locale.ROOT,
                        "%s %s from %.1f to %.1f a day (%+.0f %%) %s%s",
                        capital(measure.subject),
                        change < 0 ? "fell" : "rose",
                        usual / Windows.DAYS,
                        now.total() / Windows.DAYS,
                        100 * change,
                        windows.words(),
                        Advice.since(since, EventReview::decimal)),
                volumeRemedy(measure, change, since)));
    }

    private String volumeRemedy(Measure measure, double change, LogTally.@Nullable Step since) {
        String where;
        if (measure == Measure.NEW_CUSTOMERS) {
            where = change < 0
                    ? "check that sign-ups and first orders arrive"
                    : "look for bots and for ids that changed";
        } else {
            where = change < 0
                    ? "check the tracking and the export of " + measure.subject
                    : "look for bots and for events that arrive twice among the " + measure.subject;
        }
        return "unless a season or a campaign explains it, " + where + Advice.from(since)
                + "; if the change is to stay, " + advice.retrain(since);
    }

    /** The share of the busiest customer, who may be a bot, a test account or a checkout without an account. */
    private void shareOfOne(Measure measure) {
        CustomerSums now = tally.sums(measure)[NOW];
        CustomerSums reference = tally.sums(measure)[REFERENCE];
        if (now.total() < LEAST_EVENTS || reference.total() < LEAST_EVENTS) {
            return;
        }
        double before = reference.most() / reference.total();
        double share = now.most() / now.total();
        changes.add(new Change(
                DriftKind.VOLUME,
                measure.subject + " of the busiest customer",
                "share_of_one",
                share,
                LEAST_SHARE_OF_ONE,
                level -> 0,
                2
                        * earlier(group ->
                                tally.sums(measure)[group].most() / Math.max(1, tally.sums(measure)[group].total())),
                String.format(
                        Locale.ROOT,
                        "One customer has %.0f %% of all %s, before %.0f %% at most, %s",
                        100 * share,
                        measure.subject,
                        100 * before,
                        windows.words()),
                "look for a bot, a test account or an id that stands for many, and leave it out"));
    }

    private void amount(Measure measure) {
        CustomerSums now = tally.sums(measure)[NOW];
        CustomerSums reference = tally.sums(measure)[REFERENCE];
        double step = now.ratio() - reference.ratio();
        double error = now.errorOfRatio(reference, now.ratio(), reference.ratio());
        level(
                measure.subject,
                step,
                error,
                earlier(group -> enough(tally.sums(measure)[group].customers())
                        ? Math.abs(tally.sums(measure)[group].ratio() - reference.ratio())
                        : 0),
                String.format(
                        Locale.ROOT,
                        ", from %s to %s %s (geometric mean)",
                        decimal(StrictMath.exp(reference.ratio())),
                        decimal(StrictMath.exp(now.ratio())),
                        currency));
        PairedLevels pairs = tally.paired()[NOW];
        if (pairs.customers() < LEAST_CUSTOMERS) {
            unjudged.add(measure.subject + " by the same customers (" + pairs.customers() + ")");
            return;
        }
        level(
                measure.subject + " by the same customers",
                pairs.step(),
                pairs.error(),
                earlier(group ->
                        enough(tally.paired()[group].customers()) ? Math.abs(tally.paired()[group].step()) : 0),
                " for the " + pairs.customers() + " customers who bought in both");
    }

    /** @param whose a remark */
    private void level(String subject, double step, double error, double usual, String whose) {
        LogTally.Step since = tally.onset(Measure.AMOUNT);
        double most = since == null ? step : since.after() - since.before();
        boolean otherUnit = Math.abs(most) > StrictMath.log(OTHER_UNIT);
        double times = StrictMath.exp(step);
        changes.add(new Change(
                DriftKind.AMOUNT,
                subject,
                "log_level_change",
                Math.abs(step),
                LEAST_LEVEL_CHANGE,
                level -> level * error,
                usual,
                String.format(
                        Locale.ROOT,
                        "Amounts of purchases %s %s%s, %s%s",
                        step < 0 ? "fell" : "rose",
                        otherUnit
                                ? "to " + decimal(times) + " times as much"
                                : "by " + Math.round(100 * Math.abs(times - 1)) + " %",
                        whose,
                        windows.words(),
                        Advice.since(since, mean -> decimal(StrictMath.exp(mean)))),
                otherUnit
                        ? "check the unit (cents or whole) and the currency of amounts" + Advice.from(since)
                                + ", and do not score before they are right"
                        : "ask whether prices or baskets changed; if so, " + advice.retrain(since)));
    }

    private void missing(Measure measure) {
        CustomerSums now = tally.sums(measure)[NOW];
        CustomerSums reference = tally.sums(measure)[REFERENCE];
        double pooled = (now.total() + reference.total()) / (now.events() + reference.events());
        double error = now.errorOfRatio(reference, pooled, pooled);
        double step = now.ratio() - reference.ratio();
        LogTally.Step since = tally.onset(measure);
        changes.add(change(
                measure,
                "missing_share_change",
                Math.abs(step),
                LEAST_MISSING_CHANGE,
                level -> level * error,
                group -> Math.abs(tally.sums(measure)[group].ratio() - reference.ratio()),
                String.format(
                        Locale.ROOT,
                        "The %s is %s in %.0f %%, before in %.0f %%, %s%s",
                        measure.subject,
                        measure == Measure.NO_AMOUNT ? "0" : "missing",
                        100 * now.ratio(),
                        100 * reference.ratio(),
                        windows.words(),
                        Advice.since(since, share -> String.format(Locale.ROOT, "%.0f %%", 100 * share))),
                step > 0
                        ? "check the export and the mapping of that field" + Advice.from(since)
                        : "if it is to stay, " + advice.retrain(since)));
    }

    private void compare(String subject, CategoryCounts[] counts) {
        CategoryCounts now = counts[NOW];
        CategoryCounts reference = counts[REFERENCE];
        if (now.hasTooMany() || reference.hasTooMany()) {
            return;
        }
        double size = Math.min(now.size(), reference.size());
        if (size < LEAST_CUSTOMERS) {
            if (size > 0) {
                unjudged.add(subject + " (" + Math.round(size) + ")");
            }
            return;
        }
        List<String> names = CategoryCounts.names(now, reference);
        double[] before = reference.rows(names);
        double[] after = now.rows(names);
        double rowsBefore =
                IntStream.range(0, before.length).mapToDouble(i -> before[i]).sum();
        double rowsAfter =
                IntStream.range(0, after.length).mapToDouble(i -> after[i]).sum();
        int most = IntStream.range(0, names.size())
                .reduce((one, other) -> after[other] / rowsAfter - before[other] / rowsBefore
                                > after[one] / rowsAfter - before[one] / rowsBefore
                        ? other
                        : one)
                .orElseThrow();
        String name = names.get(most);
        boolean isNew = before[most] == 0;
        changes.add(new Change(
                DriftKind.CATEGORY,
                subject,
                "jensen_shannon",
                JensenShannon.divergence(before, after),
                LEAST_DIVERGENCE,
                level -> Chance.ofDivergence(names.size(), reference.size(), now.size(), level),
                earlier(group -> counts[group].size() < LEAST_CUSTOMERS ? 0 : divergence(reference, counts[group])),
                String.format(
                        Locale.ROOT,
                        "The shares of %s changed, most of all %s from %.0f to %.0f %%, %s",
                        subject,
                        name.startsWith("(") ? name : "'" + name + "'",
                        100 * before[most] / rowsBefore,
                        100 * after[most] / rowsAfter,
                        windows.words()),
                name.equals(CategoryCounts.MISSING)
                        ? "check that the source of this column still arrives"
                        : (isNew
                                        ? "the model may not know this value, so check its spelling; if it is right, "
                                        : "ask whether the customers or the spelling changed; if the customers did, ")
                                + advice.retrain(null)));
    }

    private static double divergence(CategoryCounts reference, CategoryCounts other) {
        List<String> names = CategoryCounts.names(other, reference);
        return JensenShannon.divergence(reference.rows(names), other.rows(names));
    }

    private Change change(
            Measure measure,
            String statistic,
            double value,
            double floor,
            DoubleUnaryOperator chance,
            IntToDoubleFunction ofGroup,
            String what,
            String remedy) {
        double usual =
                earlier(group -> enough(tally.sums(measure)[group].customers()) ? ofGroup.applyAsDouble(group) : 0);
        return new Change(measure.kind, measure.subject, statistic, value, floor, chance, usual, what, remedy);
    }

    /** The largest of a statistic of the windows before the reference; 0 if there are none. */
    private double earlier(IntToDoubleFunction ofGroup) {
        return IntStream.range(REFERENCE + 1, windows.groups())
                .mapToDouble(ofGroup)
                .max()
                .orElse(0);
    }

    /** Whether an earlier window knows enough to tell what is usual. */
    private static boolean enough(int customers) {
        return customers >= LEAST_CUSTOMERS / 2;
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, Math.abs(number) < 1000 ? "%.3g" : "%.0f", number);
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
