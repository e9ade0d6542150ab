package dev.clv.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.View;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopSimulationTest {

    private static final Duration HORIZON = Duration.ofDays(180);

    private final ShopSimulation shop =
            ShopSimulation.builder().customers(1500).seed(9).build();
    private final EventLog log = shop.log();

    @Test
    void theSameSettingsGiveTheSameBitsOnEveryJdk() throws Exception {
        String csv =
                csv(ShopSimulation.builder().customers(50).days(400).seed(5).build());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(csv.getBytes(StandardCharsets.UTF_8));
        // Recorded from this code, equal on JDK 17 and 25; a change means that published seeds mean other customers.
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("aaf2efe55167b5b6ff23b5814bedecc494ea8363c78356d131618b33dfc888a3");
    }

    @Test
    void anotherSeedGivesAnotherShop() throws IOException {
        assertThat(csv(ShopSimulation.builder().customers(5).seed(1).build()))
                .isNotEqualTo(csv(ShopSimulation.builder().customers(5).seed(2).build()));
    }

    @Test
    void aLargerShopHasTheSameFirstCustomers() {
        EventLog larger =
                ShopSimulation.builder().customers(1600).seed(9).build().log();
        assertThat(larger.history("C0000007").events())
                .isEqualTo(log.history("C0000007").events());
    }

    /** Whatever is remarked on here would be noise on real logs too. */
    @Test
    void nothingIsRemarkedOnWhicheverDayTheLogEnds() {
        for (int seed = 1; seed < 5; seed++) {
            for (int days : new int[] {90, 200, 500}) {
                ShopSimulation some = ShopSimulation.builder()
                        .customers(40 * seed)
                        .days(days)
                        .seed(seed)
                        .build();
                EventLog whole = some.log();
                EventLog.Builder part = EventLog.builder().zone(whole.zone());
                Instant end = some.end().minus(Duration.ofDays(days * seed / 15));
                for (String customer : whole.customers()) {
                    whole.history(customer).before(end).events().forEach(event -> part.add(customer, event));
                }
                for (EventLog log : List.of(whole, part.build())) {
                    assertThat(log.quality().counts())
                            .extracting(count -> count.reason().key())
                            .as("seed %d, %d days", seed, days)
                            .doesNotContain(
                                    "days_missing",
                                    "end_is_thin",
                                    "same_instant",
                                    "amounts_in_another_unit",
                                    "ids_changed",
                                    "ids_spelled_anew",
                                    "part_ended",
                                    "rows_doubled");
                }
            }
        }
    }

    @Test
    void theLogIsObservedUntilTheLastSimulatedDayEnds() {
        assertThat(log.observedUntil()).isEqualTo(Instant.parse("2024-12-31T00:00:00Z"));
        assertThat(log.currency()).isEqualTo("EUR");
        assertThat(events(CustomerEvent.class))
                .allMatch(e -> !e.time().isBefore(shop.start()) && e.time().isBefore(shop.end()));
    }

    @Test
    void everyKindOfEventOccursAndBrowsingPrecedesBuying() {
        assertThat(events(View.class).count())
                .isGreaterThan(events(CartAdd.class).count());
        assertThat(events(CartAdd.class).count())
                .isGreaterThan(events(Purchase.class).count());
        assertThat(events(Review.class).count()).isGreaterThan(300);
        assertThat(events(Feedback.class).count()).isGreaterThan(100);
        assertThat(events(Refund.class).count()).isGreaterThan(100);
        assertThat(events(AttributeChange.class).count())
                .isEqualTo(4L * log.customers().size());
        for (String customer : log.customers()) {
            CustomerHistory history = log.history(customer);
            assertThat(history.attributes()).containsOnlyKeys("channel", "country", "newsletter", "tier");
            Purchase first = (Purchase) history.events().stream()
                    .filter(Purchase.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(history.before(first.time()).events())
                    .anyMatch(e -> e instanceof CartAdd cart
                            && first.product() != null
                            && first.product().equals(cart.product()));
        }
    }

    @Test
    void refundsNeverExceedTheirOrder() {
        Map<String, BigDecimal> left = new HashMap<>();
        events(Purchase.class).forEach(e -> left.merge(e.order(), e.amount(), BigDecimal::add));
        events(Refund.class).forEach(e -> left.merge(e.order(), e.amount().negate(), BigDecimal::add));
        assertThat(left.values()).allMatch(amount -> amount.signum() >= 0);
    }

    @Test
    void ratingsTellWhoWillLeave() {
        // The last rating before the cutoff against whether the customer ever comes back.
        Instant cutoff = shop.end().minus(HORIZON);
        List<double[]> pairs = new ArrayList<>();
        for (String customer : log.customers()) {
            double rating = Double.NaN;
            double after = 0;
            for (CustomerEvent event : log.history(customer).events()) {
                if (event instanceof Review review && event.time().isBefore(cutoff)) {
                    rating = review.rating();
                } else if (event instanceof Purchase && !event.time().isBefore(cutoff)) {
                    after = 1;
                }
            }
            if (!Double.isNaN(rating)) {
                pairs.add(new double[] {rating, after});
            }
        }
        assertThat(pairs).hasSizeGreaterThan(300);
        assertThat(correlation(pairs)).isGreaterThan(0.2);
    }

    @Test
    void wordsAgreeWithRatingsInBothLanguages() {
        List<Review> reviews =
                events(Review.class).filter(r -> r.text() != null).toList();
        List<Review> chinese = reviews.stream()
                .filter(r -> r.text()
                        .codePoints()
                        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN))
                .toList();
        assertThat(chinese.size() / (double) reviews.size()).isBetween(0.25, 0.5);
        assertThat(reviews)
                .filteredOn(r -> r.rating() == 5)
                .noneMatch(r -> r.text().contains("Terrible") || r.text().contains("太差"));
        assertThat(meanRating(reviews, "love it")).isGreaterThan(4.7);
        assertThat(meanRating(reviews, "refund")).isLessThan(1.3);
        assertThat(meanRating(reviews, "非常喜欢")).isGreaterThan(4.7);
        assertThat(meanRating(reviews, "退款")).isLessThan(1.3);
        assertThat(reviews).noneMatch(r -> r.text().contains("%"));
    }

    @Test
    void trueValuesAddUpToWhatShopsGoOnToEarn() {
        // Net spend over many shops against the sum of expectations; the standard error comes from customers'
        // residuals.
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (long seed = 0; seed < 8; seed++) {
            ShopSimulation other = ShopSimulation.builder()
                    .customers(1000)
                    .seed(seed)
                    .zone(ZoneId.of("Europe/London"))
                    .build();
            EventLog events = other.log();
            Instant until = other.end();
            Instant cutoff = until.atZone(events.zone()).minusDays(180).toInstant();
            for (Map.Entry<String, Double> entry :
                    other.expectedValues(cutoff, HORIZON).entrySet()) {
                double residual = net(events.history(entry.getKey()), cutoff, until) - entry.getValue();
                sum += residual;
                squares += residual * residual;
                n++;
            }
        }
        assertThat(n).isGreaterThan(7000);
        assertThat(sum).isCloseTo(0, within(4 * Math.sqrt(squares)));
    }

    @Test
    void trueValuesAreForCustomersWithAPurchaseBeforeTheCutoff() {
        Instant cutoff = Instant.parse("2023-06-01T00:00:00Z");
        SortedMap<String, Double> values = shop.expectedValues(cutoff, HORIZON);
        List<String> known = log.customers().stream()
                .filter(id -> log.history(id).before(cutoff).events().stream().anyMatch(Purchase.class::isInstance))
                .toList();
        assertThat(values.keySet()).containsExactlyElementsOf(known).hasSizeBetween(300, 1200);
        assertThat(values.values())
                .allMatch(Double::isFinite)
                .anyMatch(v -> v == 0)
                .anyMatch(v -> v > 50);
        assertThat(shop.expectedValues(shop.start(), HORIZON)).isEmpty();
    }

    @Test
    void csvHasTheStandardHeaderAndOneRowPerEventThatIsNoAttribute(@TempDir Path folder) throws IOException {
        ShopSimulation small = ShopSimulation.builder().customers(40).build();
        String[] rows = csv(small).split("\n");
        assertThat(rows[0])
                .isEqualTo(
                        "customer_id,time,type,amount,currency,order_id,product_id,category,quantity,rating,text,name,"
                                + "value,session_id,attr.channel,attr.country,attr.newsletter,attr.tier");
        EventLog events = small.log();
        long count = events.customers().stream()
                .flatMap(id -> events.history(id).events().stream())
                .filter(e -> !(e instanceof AttributeChange))
                .count();
        assertThat(rows).hasSize((int) count + 1);
        int columns = rows[0].split(",", -1).length;
        for (String row : rows) {
            assertThat(row.replaceAll("\"[^\"]*\"", "").split(",", -1)).hasSize(columns);
        }
        small.writeCsv(folder.resolve("events.csv"));
        small.writeCsv(folder.resolve("events.csv.gz"));
        byte[] plain = Files.readAllBytes(folder.resolve("events.csv"));
        assertThat(plain).isEqualTo(csv(small).getBytes(StandardCharsets.UTF_8));
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(folder.resolve("events.csv.gz")))) {
            assertThat(packed.readAllBytes()).isEqualTo(plain);
        }
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShopSimulation.builder().customers(0))
                .withMessage("customers must be 1 to 10000000, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShopSimulation.builder().days(-3))
                .withMessage("days must be 1 to 3660, was -3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShopSimulation.builder().currency("euro"))
                .withMessageContaining("currency must be three capital letters as in ISO 4217");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.expectedValues(shop.end().plusSeconds(1), HORIZON))
                .withMessageContaining("cutoff must lie within the simulated days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.expectedValues(shop.end(), Duration.ZERO))
                .withMessageContaining("horizon must be positive");
    }

    @Test
    void aOneDayShopWorks() {
        ShopSimulation tiny = ShopSimulation.builder()
                .customers(3)
                .days(1)
                .firstDay(LocalDate.of(2024, 2, 29))
                .build();
        assertThat(tiny.log().customers()).hasSize(3);
        assertThat(tiny.expectedValues(tiny.end(), HORIZON)).hasSize(3);
    }

    private <E extends CustomerEvent> Stream<E> events(Class<E> kind) {
        return log.customers().stream()
                .flatMap(id -> log.history(id).events().stream())
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private static double net(CustomerHistory history, Instant from, Instant until) {
        BigDecimal net = BigDecimal.ZERO;
        for (CustomerEvent event : history.before(until).events()) {
            if (!event.time().isBefore(from)) {
                net = event instanceof Purchase p
                        ? net.add(p.amount())
                        : event instanceof Refund r ? net.subtract(r.amount()) : net;
            }
        }
        return net.doubleValue();
    }

    private static double meanRating(List<Review> reviews, String words) {
        return reviews.stream()
                .filter(r -> r.text() != null && r.text().contains(words))
                .mapToDouble(Review::rating)
                .average()
                .orElseThrow();
    }

    private static double correlation(List<double[]> pairs) {
        double n = pairs.size();
        double x = pairs.stream().mapToDouble(p -> p[0]).sum() / n;
        double y = pairs.stream().mapToDouble(p -> p[1]).sum() / n;
        double xy = pairs.stream().mapToDouble(p -> (p[0] - x) * (p[1] - y)).sum();
        double xx = pairs.stream().mapToDouble(p -> (p[0] - x) * (p[0] - x)).sum();
        double yy = pairs.stream().mapToDouble(p -> (p[1] - y) * (p[1] - y)).sum();
        return xy / Math.sqrt(xx * yy);
    }

    private static String csv(ShopSimulation shop) throws IOException {
        StringBuilder out = new StringBuilder();
        shop.writeCsv(out);
        return out.toString();
    }
}
