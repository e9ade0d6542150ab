package dev.clv.features.check;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Made-up histories that hold what real ones hold: every kind of event, several at one instant, none at all, zero
 * amounts, unknown products, attributes without a time, texts in capitals, in several languages, of an emoji or of
 * blanks alone. Not a model of a shop.
 *
 * <p>Same seed, same histories. Not thread-safe.
 */
public final class SampleHistories {

    /** No event happens before this moment, attributes without a time aside. */
    public static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

    /** Every event happens before this moment. */
    public static final Instant END = Instant.parse("2022-07-01T00:00:00Z");

    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final int HOUR = 3600;

    private static final List<String> REVIEWS = List.of(
            "quite good", "IT IS NICE, I LIKE IT", "质量很好，但是发货太慢", "Não gostei do produto, é péssimo", " ", "😍");

    private static final List<String> MESSAGES =
            List.of("where is my parcel?", "I HAVE WAITED FOR IT SINCE FRIDAY", "我的快递在哪里？", "Cadê o meu pedido?", "😡");

    private final SplittableRandom random;
    private int reviews;
    private int messages;

    /** Histories that this seed decides. */
    public SampleHistories(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * Histories of different customers up to {@link #END}; the first is empty.
     *
     * @param count how many, zero or more
     */
    public List<CustomerHistory> histories(int count) {
        List<CustomerHistory> histories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int events = i == 0 ? 0 : 1 + random.nextInt(i % 5 == 0 ? 120 : 25);
            histories.add(CustomerHistory.of("customer-" + i, ZONE, END, events(events)));
        }
        return List.copyOf(histories);
    }

    /** A moment from {@link #BEGIN} to {@link #END}, every fourth time at midnight UTC. */
    public Instant moment() {
        long seconds = random.nextLong(Duration.between(BEGIN, END).toSeconds());
        return BEGIN.plusSeconds(random.nextInt(4) == 0 ? seconds / 86_400 * 86_400 : seconds);
    }

    /**
     * Events in no order; about a tenth share their instant with the one before, and another are less than an hour
     * after it.
     */
    public List<CustomerEvent> events(int count) {
        List<CustomerEvent> events = new ArrayList<>();
        Instant time = moment();
        for (int i = 0; i < count; i++) {
            int next = random.nextInt(10);
            if (next == 1 && time.isBefore(END.minusSeconds(HOUR))) {
                time = time.plusSeconds(random.nextInt(HOUR));
            } else if (next != 0) {
                time = moment();
            }
            events.add(event(time));
        }
        return events;
    }

    /** One event of a random kind. */
    public CustomerEvent event(Instant time) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> new Purchase(time, amount(), quantity(), word("order", 50), product(), category());
            case 3 -> new Refund(time, amount(), quantity(), word("order", 50), product(), category());
            case 4 -> new View(time, product(), category(), session());
            case 5 -> new CartAdd(time, quantity(), product(), category(), session());
            case 6 ->
                new Review(
                        time,
                        random.nextInt(5) == 0 ? Double.NaN : 1 + random.nextInt(5),
                        random.nextBoolean() ? REVIEWS.get(reviews++ % REVIEWS.size()) : null,
                        product(),
                        category());
            case 7 -> new Feedback(time, random.nextInt(4) == 0 ? "" : MESSAGES.get(messages++ % MESSAGES.size()));
            case 8 -> new Signal(time, random.nextBoolean() ? "minutes" : "search", random.nextInt(-50, 50) / 4.0);
            default -> attribute(random.nextInt(3) == 0 ? Instant.MIN : time);
        };
    }

    /** One of few, so that a session goes on after others. */
    private @Nullable String session() {
        return word("session", 3);
    }

    private AttributeChange attribute(Instant time) {
        return switch (random.nextInt(4)) {
            case 0 ->
                new AttributeChange(time, "channel", List.of("shop", "app").get(random.nextInt(2)));
            case 1 -> new AttributeChange(time, "age", Integer.toString(18 + random.nextInt(60)));
            default ->
                new AttributeChange(
                        time, "country", List.of("France", "Spain", "Peru").get(random.nextInt(3)));
        };
    }

    private BigDecimal amount() {
        return random.nextInt(12) == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextLong(1, 50_000), 2);
    }

    private double quantity() {
        return random.nextInt(8) == 0 ? random.nextInt(1, 40) / 8.0 : random.nextInt(1, 6);
    }

    private @Nullable String product() {
        return word("product", 30);
    }

    private @Nullable String category() {
        return word("category", 6);
    }

    private @Nullable String word(String kind, int count) {
        return random.nextInt(6) == 0 ? null : kind + "-" + random.nextInt(count);
    }
}
