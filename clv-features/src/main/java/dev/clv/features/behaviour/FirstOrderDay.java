package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.SharedFold;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a customer bought on the first order-day, and when the first visit was. Not thread-safe. */
final class FirstOrderDay {

    static final SharedFold<FirstOrderDay> SHARED = new SharedFold<>() {
        @Override
        public String name() {
            return "first-order-day";
        }

        @Override
        public Fold<FirstOrderDay> begin(CustomerContext customer) {
            return new FirstFold(customer);
        }
    };

    /** Later than any day. */
    private static final long NEVER = Long.MAX_VALUE;

    private long day = NEVER;
    private long visit = NEVER;
    private BigDecimal amount = BigDecimal.ZERO;
    private BigDecimal units = BigDecimal.ZERO;
    private long lines;

    /** What was spent by category. */
    private final Map<String, BigDecimal> categories = new TreeMap<>();

    FirstOrderDay() {}

    boolean isKnown() {
        return day != NEVER;
    }

    /** The first order-day; meaningless unless {@link #isKnown()}. */
    long day() {
        return day;
    }

    BigDecimal amount() {
        return amount;
    }

    double units() {
        return units.doubleValue();
    }

    long lines() {
        return lines;
    }

    Set<String> categories() {
        return categories.keySet();
    }

    /** That on which most was spent, of equal ones the first in alphabetical order; null if none is known. */
    @Nullable
    String mainCategory() {
        String main = null;
        BigDecimal most = null;
        for (Map.Entry<String, BigDecimal> category : categories.entrySet()) {
            if (most == null || category.getValue().compareTo(most) > 0) {
                main = category.getKey();
                most = category.getValue();
            }
        }
        return main;
    }

    /** Days from the first view or cart add to the first order; NaN if either is missing or no visit was earlier. */
    double daysFromVisit() {
        return isKnown() && visit <= day ? day - visit : Double.NaN;
    }

    /** @param day of the purchase; none was earlier */
    void add(long day, Purchase purchase) {
        if (this.day == NEVER || this.day == day) {
            this.day = day;
            amount = amount.add(purchase.amount());
            units = units.add(new BigDecimal(purchase.quantity()));
            lines++;
            if (purchase.category() != null) {
                categories.merge(purchase.category(), purchase.amount(), BigDecimal::add);
            }
        }
    }

    private static final class FirstFold implements SharedFold.Fold<FirstOrderDay> {

        private final CustomerContext customer;
        private final FirstOrderDay first = new FirstOrderDay();

        FirstFold(CustomerContext customer) {
            this.customer = customer;
        }

        @Override
        public FirstOrderDay value() {
            return first;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase purchase) {
                first.add(customer.day(purchase.time()), purchase);
            } else if (event instanceof View || event instanceof CartAdd) {
                first.visit = Math.min(first.visit, customer.day(event.time()));
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(first.day).whole(first.visit).decimal(first.amount).decimal(first.units);
            out.whole(first.lines).whole(first.categories.size());
            first.categories.forEach((name, spent) -> out.text(name).decimal(spent));
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            long day = later.whole();
            first.visit = Math.min(first.visit, later.whole());
            boolean same = first.day == NEVER || first.day == day;
            first.day = Math.min(first.day, day);
            BigDecimal amount = later.decimal();
            BigDecimal units = later.decimal();
            long lines = later.whole();
            if (same) {
                first.amount = first.amount.add(amount);
                first.units = first.units.add(units);
                first.lines += lines;
            }
            for (int i = later.count(4); i > 0; i--) {
                String name = later.text();
                BigDecimal spent = later.decimal();
                if (same) {
                    first.categories.merge(name, spent, BigDecimal::add);
                }
            }
        }
    }
}
