package dev.clv.features.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Events of all kinds with everything that may be awkward: ties, nulls, odd letters, signed zeros, equal values. */
final class RandomEvents {

    /** One event and whose it is. */
    record Owned(String customer, CustomerEvent event) {}

    static final Instant START = Instant.parse("2023-12-31T22:00:00Z");

    private static final String[] WORDS = {
        "",
        "a",
        "A",
        "b",
        "\u00e9t\u00e9",
        "\u4e70\u5bb6",
        "\ud83d\ude00",
        "\ud83d",
        "\ufb01",
        "\u0000",
        "aa",
        "a b",
        "x".repeat(200)
    };

    private final Random random;

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    List<Owned> list(int size) {
        List<Owned> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            events.add(new Owned(("c" + word() + random.nextInt(4)).replace('\0', '0'), event()));
        }
        return events;
    }

    List<Owned> shuffled(List<Owned> events) {
        List<Owned> copy = new ArrayList<>(events);
        Collections.shuffle(copy, random);
        return copy;
    }

    Instant time() {
        return START.plus(random.nextInt(6) * 3_600_000_000L + random.nextInt(2), ChronoUnit.MICROS);
    }

    private CustomerEvent event() {
        Instant time = time();
        return switch (random.nextInt(8)) {
            case 0 -> new Purchase(time, amount(), 1 + random.nextInt(2), word(), word(), word());
            case 1 -> new Refund(time, amount(), 0.5 + random.nextInt(2), word(), word(), word());
            case 2 -> new View(time, word(), word(), word());
            case 3 -> new CartAdd(time, 1 + random.nextInt(2), word(), word(), word());
            case 4 -> new Review(time, rating(), word(), word(), word());
            case 5 -> new Feedback(time, WORDS[random.nextInt(WORDS.length)]);
            case 6 -> new Signal(time, "s" + word(), random.nextBoolean() ? -0.0 : random.nextInt(2));
            default ->
                new AttributeChange(
                        random.nextInt(3) == 0 ? Instant.MIN : time,
                        "n" + random.nextInt(2),
                        WORDS[random.nextInt(WORDS.length)]);
        };
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(random.nextInt(3) * 10L, random.nextInt(3));
    }

    private double rating() {
        return random.nextInt(3) == 0 ? Double.NaN : 1 + random.nextInt(2);
    }

    private String word() {
        return random.nextInt(3) == 0 ? null : WORDS[random.nextInt(WORDS.length)];
    }
}
