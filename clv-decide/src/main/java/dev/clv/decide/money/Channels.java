package dev.clv.decide.money;

import static java.util.stream.Collectors.joining;

import dev.clv.ValueModel;
import dev.clv.caution.Caution;
import dev.clv.evaluate.Interval;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets what customers cost beside what they are worth. */
final class Channels {

    private static final int MOST_LISTED = 10;

    private final List<Account> accounts;
    private final Costs costs;
    private final Terms terms;
    private final List<Cost> counted;
    private final List<Cost> leftOut;

    /**
     * What is said of the money.
     *
     * @param channel the attribute that names a customer's channel
     * @param campaign the one that names a campaign
     * @param currency of the log; null if it is not known
     * @param from the first day that was observed
     * @param until the first day after that was not
     * @param attributes that customers have
     * @param later how many customers get a channel after their first purchase only
     * @param worth of a customer on the day of the first purchase, before margin
     */
    record Terms(
            String channel,
            String campaign,
            double margin,
            @Nullable String currency,
            LocalDate from,
            LocalDate until,
            Set<String> attributes,
            int later,
            ToDoubleFunction<Account> worth,
            @Nullable ValueModel model,
            Resampling resampling) {}

    /** @throws IllegalArgumentException if the costs are not those of these customers; the message says what to do */
    Channels(List<Account> accounts, Costs costs, Terms terms) {
        this.accounts = accounts;
        this.costs = costs;
        this.terms = terms;
        requireCurrency();
        requireKnown(
                "channel",
                terms.channel(),
                Cost::channel,
                account -> account.origin().channel());
        requireKnown(
                "campaign",
                terms.campaign(),
                Cost::campaign,
                account -> account.origin().campaign());
        this.counted = costs.rows().stream().filter(this::isObserved).toList();
        this.leftOut = costs.rows().stream().filter(cost -> !isObserved(cost)).toList();
        if (counted.isEmpty()) {
            throw new IllegalArgumentException(
                    "no month of the costs was observed as a whole: the log was observed from "
                            + terms.from() + " to before " + terms.until()
                            + "; give costs of these months, or leave the column 'month' out if they are for all customers");
        }
    }

    private boolean isObserved(Cost cost) {
        YearMonth month = cost.month();
        return month == null
                || !month.isBefore(YearMonth.from(terms.from()))
                        && !month.plusMonths(1).atDay(1).isAfter(terms.until());
    }

    private void requireCurrency() {
        for (Cost cost : costs.rows()) {
            if (cost.currency() != null
                    && terms.currency() != null
                    && !cost.currency().equals(terms.currency())) {
                throw new IllegalArgumentException("the cost of " + cost.place() + " is in " + cost.currency()
                        + ", but the log is in " + terms.currency() + "; convert it into " + terms.currency());
            }
        }
    }

    /** Refuses a name of the costs that no customer has. */
    private void requireKnown(
            String what,
            String attribute,
            Function<Cost, @Nullable String> ofCost,
            Function<Account, @Nullable String> ofAccount) {
        Set<String> named = names(costs.rows(), ofCost);
        Set<String> known = names(accounts, ofAccount);
        if (!named.isEmpty() && known.isEmpty()) {
            throw new IllegalArgumentException("no customer has the attribute '" + attribute
                    + "' at the first purchase, which is to name the " + what + "; "
                    + (terms.attributes().isEmpty()
                            ? "customers have no attributes: map a column to one"
                            : "name another attribute, customers have " + listed(terms.attributes())));
        }
        for (String name : named) {
            if (!known.contains(name)) {
                String meant = known.stream()
                        .filter(other -> folded(other).equals(folded(name)))
                        .findFirst()
                        .map(other -> ", did you mean '" + other + "'?")
                        .orElse("");
                throw new IllegalArgumentException("the costs name the " + what + " '" + name
                        + "', which no customer has" + meant + (meant.isEmpty() ? "; customers" : " Customers")
                        + " have " + listed(known) + ". Write it as customers have it, or leave its rows out if it"
                        + " brought nobody");
            }
        }
    }

    private static <T> Set<String> names(Collection<T> all, Function<T, @Nullable String> name) {
        return all.stream().map(name).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String folded(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    private static String listed(Set<String> names) {
        return names.stream().limit(MOST_LISTED).map(name -> "'" + name + "'").collect(joining(", "))
                + (names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "");
    }

    /** A channel or one of its campaigns. */
    private record Place(String channel, @Nullable String campaign) {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::channel)
                .thenComparing(Place::campaign, Comparator.nullsFirst(Comparator.naturalOrder()));

        boolean isOf(Account account) {
            return channel.equals(account.origin().channel())
                    && (campaign == null || campaign.equals(account.origin().campaign()));
        }
    }

    Acquisition acquisition() {
        Map<Place, List<Cost>> channels = new TreeMap<>(Place.ORDER);
        Map<Place, List<Cost>> campaigns = new TreeMap<>(Place.ORDER);
        for (Cost cost : counted) {
            channels.computeIfAbsent(new Place(cost.channel(), null), place -> new ArrayList<>())
                    .add(cost);
            if (cost.campaign() != null) {
                campaigns
                        .computeIfAbsent(new Place(cost.channel(), cost.campaign()), place -> new ArrayList<>())
                        .add(cost);
            }
        }
        return new Acquisition(
                terms.margin(),
                values(channels),
                values(campaigns),
                (int) accounts.stream()
                        .filter(account -> account.origin().channel() == null)
                        .count(),
                (int) accounts.stream()
                        .filter(account -> account.origin().channel() != null)
                        .filter(account -> channels.entrySet().stream()
                                .noneMatch(entry -> isBrought(account, entry.getKey(), entry.getValue())))
                        .count());
    }

    private static boolean isBrought(Account account, Place place, List<Cost> costs) {
        return place.isOf(account)
                && costs.stream()
                        .anyMatch(cost -> cost.month() == null
                                || cost.month().equals(account.origin().month()));
    }

    private List<ChannelValue> values(Map<Place, List<Cost>> places) {
        List<ChannelValue> values = new ArrayList<>();
        places.forEach((place, paid) -> values.add(value(
                place,
                paid.stream()
                        .map(Cost::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .doubleValue(),
                accounts.stream()
                        .filter(account -> isBrought(account, place, paid))
                        .toList())));
        return values;
    }

    private ChannelValue value(Place place, double cost, List<Account> group) {
        Spread spread = Spread.of(terms.model(), group, terms.resampling().level());
        double[] worth = group.stream()
                .mapToDouble(account -> terms.margin() * terms.worth().applyAsDouble(account))
                .toArray();
        double each = group.isEmpty() ? Double.NaN : cost / group.size();
        double value = Means.of(worth);
        Interval drawn = terms.resampling().ofMean(worth);
        Interval interval = drawn == null ? null : spread.times(terms.margin()).around(value, drawn);
        List<AgeValue> curve = AgeCurve.ofAny(group, terms.resampling(), spread);
        return new ChannelValue(
                place.channel(),
                place.campaign(),
                group.size(),
                cost,
                each,
                Means.of(group, Account::days),
                Means.of(group, Account::soFar),
                Means.of(group, Account::predicted),
                value,
                interval,
                each > 0 ? value / each : Double.NaN,
                each > 0 && interval != null ? new Interval(interval.low() / each, interval.high() / each) : null,
                payback(curve, each),
                curve);
    }

    private Payback payback(List<AgeValue> curve, double each) {
        AgeValue reached = first(curve, each, AgeValue::value);
        AgeValue early = first(
                curve,
                each,
                point ->
                        point.interval() == null ? Double.NaN : point.interval().high());
        AgeValue late = first(
                curve,
                each,
                point ->
                        point.interval() == null ? Double.NaN : point.interval().low());
        return new Payback(
                reached == null ? null : reached.month(),
                reached != null && reached.predicted(),
                early == null ? null : early.month(),
                late == null ? null : late.month(),
                curve.size());
    }

    private @Nullable AgeValue first(List<AgeValue> curve, double each, ToDoubleFunction<AgeValue> value) {
        return curve.stream()
                .filter(point -> terms.margin() * value.applyAsDouble(point) >= each)
                .findFirst()
                .orElse(null);
    }

    List<Caution> cautions(Acquisition acquisition) {
        List<Caution> cautions = new ArrayList<>();
        costs.notes()
                .forEach(note ->
                        cautions.add(Caution.of("costs_read", "Of the costs: %s.", note.replaceFirst("\\.$", ""))));
        if (acquisition.withoutChannel() > 0) {
            cautions.add(Caution.of(
                    "no_channel",
                    "%d of %d customers have no '%s' at their first purchase and count for no channel, %d of whom get one"
                            + " later; what a customer costs is too high if channels brought some of them.",
                    acquisition.withoutChannel(),
                    accounts.size(),
                    terms.channel(),
                    terms.later()));
        }
        if (acquisition.withoutCost() > 0) {
            cautions.add(Caution.of(
                    "no_cost",
                    "%d of %d customers came through a channel, or in a month, without a cost and are left out of what"
                            + " channels are worth; give a cost of 0 for what costs nothing.",
                    acquisition.withoutCost(),
                    accounts.size()));
        }
        if (!leftOut.isEmpty()) {
            cautions.add(Caution.of(
                    "costs_left_out",
                    "%d of %d costs, %.2f together, are of months that were not observed as a whole, from %s to before %s,"
                            + " and are left out with the customers of those months.",
                    leftOut.size(),
                    costs.rows().size(),
                    leftOut.stream().map(Cost::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                    terms.from(),
                    terms.until()));
        }
        if (counted.get(0).month() == null) {
            cautions.add(Caution.of(
                    "costs_undated",
                    "The costs name no month and are taken to be for all %d customers since %s who have a channel; if"
                            + " they are of some months, name these in a column 'month'.",
                    accounts.size() - acquisition.withoutChannel(),
                    terms.from()));
        }
        if (terms.currency() == null && counted.stream().anyMatch(cost -> cost.currency() != null)) {
            cautions.add(Caution.of(
                    "costs_currency_unknown",
                    "The log names no currency, and the costs are in %s: they are compared as if they were in the same."
                            + " Name the currency of the log.",
                    counted.stream()
                            .map(Cost::currency)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse("")));
        }
        return cautions;
    }
}
