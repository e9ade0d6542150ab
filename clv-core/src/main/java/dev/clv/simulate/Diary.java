package dev.clv.simulate;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Records the events of one customer: orders and all that goes with them. Not thread-safe. */
final class Diary {

    /** Visits without a purchase, as a multiple of purchases, as long as the customer is alive. */
    private static final double VISITS_PER_PURCHASE = 1.5;

    /** The probability of a review at satisfaction 1 to 5: strong feelings write more. */
    private static final double[] REVIEW = {0.50, 0.35, 0.20, 0.20, 0.35};

    private static final long DAY = 86_400;

    private final Shopper shopper;
    private final SeasonalClock clock;
    private final Instant opening;
    private final RandomStream random;
    private final List<CustomerEvent> events = new ArrayList<>();

    Diary(Shopper shopper, SeasonalClock clock, Instant opening, RandomStream random) {
        this.shopper = shopper;
        this.clock = clock;
        this.opening = opening;
        this.random = random;
    }

    /** Everything before {@code until} in order of time; attributes are known from the first event on. */
    List<CustomerEvent> write(List<Order> orders, Instant until) {
        for (int i = 0; i < orders.size(); i++) {
            order(orders.get(i), shopper.id() + "-" + (i + 1));
        }
        if (!orders.isEmpty()) {
            visitsWithoutPurchase(orders.get(orders.size() - 1), until);
        }
        events.removeIf(event -> !event.time().isBefore(until));
        events.sort(Comparator.comparing(CustomerEvent::time));
        if (events.isEmpty()) {
            return List.of();
        }
        List<CustomerEvent> all = new ArrayList<>();
        Instant registered = events.get(0).time();
        shopper.attributes().forEach((name, value) -> all.add(new AttributeChange(registered, name, value)));
        all.addAll(events);
        return List.copyOf(all);
    }

    private void order(Order order, String id) {
        Instant time = order.time();
        for (int i = random.between(0, 3); i > 0; i--) {
            view(secondsBefore(time, random.between(300, 2400)), Catalogue.pick(random, shopper.favourite()));
        }
        for (Order.Line line : order.lines()) {
            int secondsAgo = random.between(120, 1500);
            view(secondsBefore(time, secondsAgo + 30), line.product());
            events.add(new CartAdd(
                    secondsBefore(time, secondsAgo), line.units(), product(line.product()), category(line.product())));
            events.add(new Purchase(
                    time, money(line.cents()), line.units(), id, product(line.product()), category(line.product())));
        }
        if (order.giveBack() != null) {
            Instant paid = time.plus(order.giveBack().after());
            for (Order.Line line : order.giveBack().lines()) {
                events.add(new Refund(
                        paid,
                        money(line.cents()),
                        line.units(),
                        id,
                        product(line.product()),
                        category(line.product())));
            }
        }
        opinion(order);
    }

    private void opinion(Order order) {
        int satisfaction = order.satisfaction();
        if (random.chance(REVIEW[satisfaction - 1])) {
            int product = order.lines().get(random.below(order.lines().size())).product();
            double roll = random.uniform();
            int rating = Math.min(5, Math.max(1, satisfaction + (roll < 0.06 ? -1 : roll < 0.12 ? 1 : 0)));
            String text = random.chance(0.85)
                    ? Phrases.review(shopper.chinese(), satisfaction, category(product), random)
                    : null;
            events.add(new Review(later(order.time(), 2, 9), rating, text, product(product), category(product)));
        }
        if (random.chance(satisfaction <= 2 ? 0.30 : 0.03)) {
            events.add(new Feedback(
                    later(order.time(), 1, 6), Phrases.feedback(shopper.chinese(), satisfaction <= 2, random)));
        }
    }

    private void visitsWithoutPurchase(Order lastOrder, Instant until) {
        double end = clock.at(lastOrder.last() ? lastOrder.time() : until);
        double rate = VISITS_PER_PURCHASE * shopper.rate();
        double reading = shopper.joined() + random.exponential() / rate;
        while (reading < end) {
            Instant time = clock.when(reading);
            int views = random.between(1, 4);
            int product = 0;
            for (int i = 0; i < views; i++) {
                product = Catalogue.pick(random, shopper.favourite());
                view(time.plusSeconds(60L * i + random.below(50)), product);
            }
            if (random.chance(0.15)) {
                events.add(new CartAdd(time.plusSeconds(60L * views), 1, product(product), category(product)));
            }
            reading += random.exponential() / rate;
        }
    }

    private void view(Instant time, int product) {
        events.add(new View(time, product(product), category(product)));
    }

    private Instant secondsBefore(Instant time, long seconds) {
        Instant before = time.minusSeconds(seconds);
        return before.isBefore(opening) ? opening : before;
    }

    private Instant later(Instant time, int firstDay, int lastDay) {
        return time.plusSeconds(random.between(firstDay, lastDay) * DAY + random.below((int) DAY));
    }

    private static String product(int product) {
        return Catalogue.id(product);
    }

    private static String category(int product) {
        return Catalogue.category(product);
    }

    private static BigDecimal money(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
