package dev.clv.decide.recommend;

import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Logs written by hand: customers, days counted from {@link #FIRST}, products. */
final class SmallShop {

    static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private final EventLog.Builder log = EventLog.builder().zone(ZoneOffset.UTC).currency("EUR");

    static Instant day(int number) {
        return FIRST.plusDays(number).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant noon(int number) {
        return day(number).plusSeconds(43_200);
    }

    SmallShop buys(String customer, int day, String... products) {
        for (String product : products) {
            buysFor(customer, day, product, 10, null);
        }
        return this;
    }

    SmallShop buysFor(String customer, int day, String product, double amount, String category) {
        return add(customer, new Purchase(noon(day), BigDecimal.valueOf(amount), 1, null, product, category));
    }

    SmallShop returns(String customer, int day, String product) {
        return add(customer, new Refund(noon(day), BigDecimal.TEN, 1, null, product, null));
    }

    SmallShop views(String customer, int day, String product, String category) {
        return add(customer, new View(noon(day), product, category, null));
    }

    SmallShop puts(String customer, int day, String product) {
        return add(customer, new CartAdd(noon(day), 1, product, null, null));
    }

    private SmallShop add(String customer, CustomerEvent event) {
        log.add(customer, event);
        return this;
    }

    EventLog log() {
        return log.build();
    }
}
