package dev.clv.serve.drift;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The shifts that a monitor must see. */
final class Shifts {

    private Shifts() {}

    /** Amounts times a number that may depend on a draw from [0, 1). */
    static StationaryShop.Shift amounts(DoubleUnaryOperator timesOfDraw) {
        return (event, random) -> event instanceof Purchase purchase
                ? new Purchase(
                        purchase.time(),
                        purchase.amount()
                                .multiply(BigDecimal.valueOf(timesOfDraw.applyAsDouble(random.nextDouble())))
                                .setScale(2, RoundingMode.HALF_UP),
                        purchase.quantity(),
                        purchase.order(),
                        purchase.product(),
                        purchase.category())
                : event;
    }

    /** Events of a kind are lost with a probability. */
    static StationaryShop.Shift lost(Class<? extends CustomerEvent> kind, double share) {
        return (event, random) -> kind.isInstance(event) && random.nextDouble() < share ? null : event;
    }

    /** Purchases without product and category. */
    static StationaryShop.Shift withoutProducts() {
        return (event, random) -> event instanceof Purchase purchase
                ? new Purchase(purchase.time(), purchase.amount(), purchase.quantity(), purchase.order(), null, null)
                : event;
    }

    /** A share of those who join come by a channel that was not there; null for no channel at all. */
    static StationaryShop.Shift channel(@Nullable String channel, double share) {
        return new StationaryShop.Shift() {
            @Override
            public CustomerEvent event(CustomerEvent event, Random random) {
                return event;
            }

            @Override
            public @Nullable String channel(String usual, Random random) {
                return random.nextDouble() < share ? channel : usual;
            }
        };
    }

    /** So many customers a day who view 50 products within an hour and never come back. */
    static StationaryShop.Shift bots(int customersADay) {
        return new StationaryShop.Shift() {
            @Override
            public CustomerEvent event(CustomerEvent event, Random random) {
                return event;
            }

            @Override
            public void more(EventLog.Builder log, Instant from, int days, Random random) {
                for (int bot = 0; bot < customersADay * days; bot++) {
                    Instant begin = from.plusSeconds(86_400L * (bot / customersADay) + random.nextInt(80_000));
                    for (int i = 0; i < 50; i++) {
                        log.add("bot" + bot, new View(begin.plusSeconds(60L * i), "p" + random.nextInt(60), null));
                    }
                }
            }
        };
    }

    /** One customer who views a product every five minutes. */
    static StationaryShop.Shift oneBot() {
        return new StationaryShop.Shift() {
            @Override
            public CustomerEvent event(CustomerEvent event, Random random) {
                return event;
            }

            @Override
            public void more(EventLog.Builder log, Instant from, int days, Random random) {
                for (int i = 0; i < days * 288; i++) {
                    log.add("bot", new View(from.plusSeconds(300L * i), "p" + random.nextInt(60), null));
                }
            }
        };
    }
}
