package dev.clv.decide.money;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import dev.clv.caution.Caution;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what was asked for, customer by customer. Not thread-safe. */
final class DemandTally {

    private static final Comparator<Demand.Row> ORDER = comparing(Demand.Row::month)
            .thenComparing(Demand.Row::segment, nullsLast(naturalOrder()))
            .thenComparing(Demand.Row::category, nullsLast(naturalOrder()));

    private final Map<String, String> segments;
    private final LocalDate from;
    private final LocalDate until;
    private final Map<Place, Sum> sums = new HashMap<>();
    private @Nullable String segment;
    private int customer;
    private int customers;
    private boolean counted;
    private int withoutSegment;
    private long events;
    private long withoutCategory;

    private record Place(
            int month, @Nullable String segment, @Nullable String category) {}

    private static final class Sum {
        private BigDecimal value = BigDecimal.ZERO;
        private double units;
        private int customers;
        private int last;
    }

    /**
     * @param segments of customers; empty for none
     * @param from the first day that was observed
     * @param until the first day after that was not
     */
    DemandTally(Map<String, String> segments, LocalDate from, LocalDate until) {
        this.segments = segments;
        this.from = from;
        this.until = until;
    }

    /** What is added next is of this customer. */
    void begin(String id) {
        customer++;
        counted = false;
        segment = segments.get(id);
    }

    /** @param amount and units are negative of what was returned */
    void add(LocalDate day, @Nullable String category, BigDecimal amount, double units) {
        if (!counted) {
            counted = true;
            customers++;
            withoutSegment += segment == null ? 1 : 0;
        }
        events++;
        withoutCategory += category == null ? 1 : 0;
        Sum sum = sums.computeIfAbsent(
                new Place(12 * day.getYear() + day.getMonthValue() - 1, segment, category), place -> new Sum());
        sum.value = sum.value.add(amount);
        sum.units += units;
        if (sum.last != customer) {
            sum.last = customer;
            sum.customers++;
        }
    }

    Demand demand() {
        List<Demand.Row> rows = new ArrayList<>();
        sums.forEach((place, sum) -> {
            YearMonth month = YearMonth.of(Math.floorDiv(place.month(), 12), Math.floorMod(place.month(), 12) + 1);
            rows.add(new Demand.Row(
                    month.toString(),
                    month.atDay(1).isBefore(from)
                            || month.plusMonths(1).atDay(1).isAfter(until),
                    place.segment(),
                    place.category(),
                    sum.customers,
                    sum.value.doubleValue(),
                    sum.units));
        });
        rows.sort(ORDER);
        return new Demand(rows);
    }

    List<Caution> cautions() {
        List<Caution> told = new ArrayList<>();
        if (withoutCategory > 0) {
            told.add(Caution.of(
                    "no_category",
                    "%d of %d purchases and refunds name no category and stand in rows of demand without one; map the"
                            + " category of their products if it is known.",
                    withoutCategory,
                    events));
        }
        if (!segments.isEmpty() && withoutSegment > 0) {
            told.add(Caution.of(
                    "no_segment",
                    "%d of %d customers are in no segment that was given and stand in rows of demand without one; if"
                            + " there should be none, compare the spelling of their ids.",
                    withoutSegment,
                    customers));
        }
        return told;
    }
}
