package dev.clv.decide.money;

import static java.util.Objects.requireNonNull;

import dev.clv.caution.Caution;
import dev.clv.decide.Exclusions;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes once through a log, customer by customer, and keeps accounts and demand. Not thread-safe. */
final class Ledger {

    private static final double YEAR = 365;

    private final ZoneId zone;
    private final Instant end;
    private final LocalDate endDay;
    private final double rate;
    private final @Nullable String channel;
    private final @Nullable String campaign;
    private final DemandTally demand;
    private final List<Account> accounts = new ArrayList<>();
    private final Set<String> attributes = new TreeSet<>();
    private BigDecimal purchases = BigDecimal.ZERO;
    private BigDecimal refunds = BigDecimal.ZERO;
    private BigDecimal earlyRefunds = BigDecimal.ZERO;
    private int met;
    private int withEarlyRefunds;
    private int laterChannel;

    /**
     * @param end what happened from then on is not looked at
     * @param rate of discount; NaN for none
     * @param channel the attribute that names a customer's channel; null if there are no costs
     * @param campaign the one that names the campaign, or null
     */
    Ledger(
            ZoneId zone,
            Instant end,
            double rate,
            @Nullable String channel,
            @Nullable String campaign,
            DemandTally demand) {
        this.zone = zone;
        this.end = end;
        this.endDay = end.atZone(zone).toLocalDate();
        this.rate = rate;
        this.channel = channel;
        this.campaign = campaign;
        this.demand = demand;
    }

    void add(EventLog log, Exclusions.Tally exclusions) {
        for (String customer : log.customers()) {
            if (!exclusions.excludes(customer)) {
                add(log.history(customer).before(end));
            }
        }
    }

    private void add(CustomerHistory history) {
        List<Purchase> bought = history.events(Purchase.class);
        List<Refund> returned = history.events(Refund.class);
        demand.begin(history.customer());
        LocalDate first = bought.isEmpty() ? null : day(bought.get(0).time());
        NavigableMap<Integer, BigDecimal> months = new TreeMap<>();
        BigDecimal soFar = BigDecimal.ZERO;
        BigDecimal early = BigDecimal.ZERO;
        double discounted = 0;
        Set<Integer> ordered = new TreeSet<>();
        for (Purchase purchase : bought) {
            LocalDate day = day(purchase.time());
            demand.add(day, purchase.category(), purchase.amount(), purchase.quantity());
            int month = Age.of(requireNonNull(first), day);
            months.merge(month, purchase.amount(), BigDecimal::add);
            ordered.add(month);
            soFar = soFar.add(purchase.amount());
            discounted += discounted(purchase.amount(), first, day);
        }
        purchases = purchases.add(soFar);
        met += bought.isEmpty() && returned.isEmpty() ? 0 : 1;
        for (Refund refund : returned) {
            LocalDate day = day(refund.time());
            demand.add(day, refund.category(), refund.amount().negate(), -refund.quantity());
            refunds = refunds.add(refund.amount());
            if (first == null || day.isBefore(first)) {
                early = early.add(refund.amount());
            } else {
                months.merge(Age.of(first, day), refund.amount().negate(), BigDecimal::add);
                soFar = soFar.subtract(refund.amount());
                discounted -= discounted(refund.amount(), first, day);
            }
        }
        if (early.signum() > 0) {
            withEarlyRefunds++;
            earlyRefunds = earlyRefunds.add(early);
        }
        if (first != null) {
            NavigableMap<Integer, Account.Month> kept = new TreeMap<>();
            months.forEach(
                    (month, value) -> kept.put(month, new Account.Month(value.doubleValue(), ordered.contains(month))));
            accounts.add(new Account(
                    history.customer(),
                    origin(history, first, bought.get(0).time()),
                    endDay,
                    kept,
                    soFar.doubleValue(),
                    discounted));
        }
    }

    private LocalDate day(Instant time) {
        return time.atZone(zone).toLocalDate();
    }

    private double discounted(BigDecimal amount, LocalDate first, LocalDate day) {
        return amount.doubleValue() * factor(-Age.daysUntil(first, 0, day));
    }

    /** What money is worth that comes in so many days later. */
    private double factor(int days) {
        return Double.isNaN(rate) ? Double.NaN : StrictMath.exp(-StrictMath.log1p(rate) / YEAR * days);
    }

    private Account.Origin origin(CustomerHistory history, LocalDate first, Instant time) {
        String ofChannel = null;
        String ofCampaign = null;
        boolean later = false;
        if (channel != null) {
            for (AttributeChange change : history.events(AttributeChange.class)) {
                attributes.add(change.name());
                boolean known = !change.time().isAfter(time);
                if (change.name().equals(channel)) {
                    ofChannel = known ? change.value() : ofChannel;
                    later |= !known;
                }
                if (change.name().equals(campaign) && known) {
                    ofCampaign = change.value();
                }
            }
        }
        laterChannel += ofChannel == null && later ? 1 : 0;
        return new Account.Origin(first, ofChannel, ofCampaign);
    }

    /** Whoever bought, in the log's order. */
    List<Account> accounts() {
        return accounts;
    }

    /** What an account is worth on the day of the first purchase, its expected part included. */
    double discounted(Account account) {
        return account.discounted()
                + (account.hasAhead()
                        ? factor(account.days()) * account.ahead().prediction().discountedValue(rate)
                        : 0);
    }

    double purchases() {
        return purchases.doubleValue();
    }

    double refunds() {
        return refunds.doubleValue();
    }

    /** The names of all attributes that customers have. */
    Set<String> attributes() {
        return attributes;
    }

    /** How many customers have no channel at their first purchase, but get one later. */
    int laterChannel() {
        return laterChannel;
    }

    List<Caution> cautions() {
        return withEarlyRefunds == 0
                ? List.of()
                : List.of(Caution.of(
                        "refunds_before_purchase",
                        "%d of %d customers have refunds before their first purchase in the log, of %.2f together:"
                                + " what they had bought lies before it. Cohorts, channels and concentration leave these"
                                + " refunds out; use a log that begins earlier if there is one.",
                        withEarlyRefunds,
                        met,
                        earlyRefunds));
    }
}
