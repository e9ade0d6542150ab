package dev.clv.features.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is bought together lies together, whoever learns it in whatever order, and nobody is told by it. */
class ProductEmbeddingTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Instant BEGIN = Instant.parse("2023-01-02T10:00:00Z");
    private static final Instant END = Instant.parse("2024-01-02T10:00:00Z");
    private static final int CLUSTERS = 10;
    private static final int PRODUCTS = 12; // of each cluster

    private static String product(int cluster, int number) {
        return "product-" + (char) ('a' + cluster) + "-" + number;
    }

    private static Purchase bought(Instant time, String order, String product, String category) {
        return new Purchase(time, BigDecimal.TEN, 1, order, product, category);
    }

    /** Orders of four products, of which one in ten is of another cluster than the others. */
    private static List<CustomerHistory> clustered(int customers, long seed, boolean orders) {
        SplittableRandom random = new SplittableRandom(seed);
        List<CustomerHistory> histories = new ArrayList<>();
        for (int customer = 0; customer < customers; customer++) {
            List<CustomerEvent> events = new ArrayList<>();
            for (int order = 0; order < 6; order++) {
                int cluster = random.nextInt(CLUSTERS);
                Instant time = BEGIN.plus(Duration.ofDays(random.nextInt(360)));
                for (int line = 0; line < 4; line++) {
                    int of = random.nextInt(10) == 0 ? random.nextInt(CLUSTERS) : cluster;
                    String product = product(of, random.nextInt(PRODUCTS));
                    events.add(
                            orders
                                    ? bought(time, customer + "/" + order, product, null)
                                    : new View(time.plusSeconds(100L * line), product, null));
                }
            }
            histories.add(CustomerHistory.of("customer-" + customer, ZONE, END, events));
        }
        return histories;
    }

    private static ProductEmbedding learned(List<CustomerHistory> histories, int dimensions) {
        ProductEmbeddingLearner learner = ProductEmbeddingLearner.of(dimensions);
        histories.forEach(learner::add);
        return learner.learned();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, true", "1, false"})
    void productsOfOneClusterAreNearEachOther(long seed, boolean orders) {
        ProductEmbedding embedding = learned(clustered(500, seed, orders), 16);

        int inCluster = 0;
        int all = 0;
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            for (int number = 0; number < PRODUCTS; number++) {
                List<ProductEmbedding.Neighbour> nearest = embedding.nearest(product(cluster, number), 5);
                assertThat(nearest)
                        .hasSize(5)
                        .isSortedAccordingTo((a, b) -> Double.compare(b.similarity(), a.similarity()));
                String prefix = product(cluster, 0).substring(0, 10);
                inCluster += (int) nearest.stream()
                        .filter(neighbour -> neighbour.product().startsWith(prefix))
                        .count();
                all += 5;
            }
        }
        assertThat(embedding.products()).hasSize(CLUSTERS * PRODUCTS);
        assertThat(inCluster / (double) all).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void theOrderOfHistoriesAndMergesAndWhatIsKnownTwiceChangeNoBit() {
        List<CustomerHistory> histories = clustered(120, 4, true);
        ProductEmbedding once = learned(histories, 5);
        List<CustomerHistory> shuffled = new ArrayList<>(histories);
        Collections.shuffle(shuffled, new Random(1));
        ProductEmbeddingLearner first = ProductEmbeddingLearner.of(5);
        ProductEmbeddingLearner second = ProductEmbeddingLearner.of(5);
        for (int i = 0; i < shuffled.size(); i++) {
            CustomerHistory history = shuffled.get(i);
            (i % 3 == 0 ? first : second).add(history);
            (i % 2 == 0 ? first : second).add(history.before(BEGIN.plus(Duration.ofDays(i))));
        }
        StateWriter out = new StateWriter();
        second.snapshot(out);
        StateReader in = new StateReader(out.toBytes());
        first.merge(in);
        in.end();

        assertThat(first.learned().fittedState()).isEqualTo(once.fittedState());
        assertThat(first.learned().fittedState()).isEqualTo(once.fittedState());
    }

    @Test
    void severalThreadsAtOnceLearnTheSameBits() throws Exception {
        List<CustomerHistory> histories = clustered(100, 5, true);
        ProductEmbedding alone = learned(histories, 6);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<ProductEmbedding>> together = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            together.add(threads.submit(() -> learned(histories, 6)));
        }
        threads.shutdown();

        for (Future<ProductEmbedding> each : together) {
            assertThat(each.get().fittedState()).isEqualTo(alone.fittedState());
        }
    }

    /** Customers who buy cups and teapots, some of which only a few have; each of the few another cup. */
    private static List<CustomerHistory> kitchen(String above, String rare) {
        List<CustomerHistory> histories = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String leaf = i < 5 ? above + rare : above + "cups";
            histories.add(CustomerHistory.of(
                    "customer-" + i,
                    ZONE,
                    END,
                    List.of(
                            bought(BEGIN, "1", i < 5 ? "secret-" + i : "cup", leaf),
                            bought(BEGIN, "1", "teapot", above + "pots"),
                            bought(BEGIN, "1", i % 2 == 0 ? "spoon" : "fork", above + "cutlery"))));
        }
        return histories;
    }

    @ParameterizedTest
    @ValueSource(strings = {"home.kitchen.", "Home > Kitchen > "})
    void aRareProductHasTheVectorOfItsCategoryAndARareCategoryThatOfTheOneAround(String above) {
        ProductEmbedding embedding = learned(kitchen(above, "mugs"), 4);
        String around = above.startsWith("home") ? "home.kitchen" : "Home > Kitchen";

        assertThat(embedding.products()).containsExactly("cup", "fork", "spoon", "teapot");
        assertThat(embedding.categories()).contains(around, above + "cups").doesNotContain(above + "mugs");
        assertThat(embedding.vector("secret-1")).isEmpty();
        assertThat(embedding.vector("secret-1", above + "cups").orElseThrow())
                .containsExactly(embedding.vector(null, above + "cups").orElseThrow());
        assertThat(embedding.vector("secret-1", above + "mugs").orElseThrow())
                .containsExactly(embedding.vector(null, around).orElseThrow());
        assertThat(embedding.vector("cup", above + "mugs").orElseThrow())
                .containsExactly(embedding.vector("cup").orElseThrow());
        assertThat(embedding.vector("secret-1", "garden.chairs")).isEmpty();
        assertThat(embedding.vector(null, null)).isEmpty();
    }

    @Test
    void noNameOfFewCustomersAndNoIdOfACustomerIsLearned() {
        List<CustomerHistory> histories = new ArrayList<>(kitchen("home.kitchen.", "mugs-of-jane"));
        for (int i = 0; i < 30; i++) {
            histories.add(CustomerHistory.of(
                    "k" + i,
                    ZONE,
                    END,
                    List.of(
                            bought(BEGIN, "1", "teapot", null),
                            bought(BEGIN, "1", "gift-for-jane@example.com", "customer-7"))));
        }

        String state = learned(histories, 4).fittedState().texts().toString();

        assertThat(state).contains("teapot", "home.kitchen.pots").doesNotContain("secret", "jane", "customer-7");
    }

    @Test
    void ofNothingTogetherNothingIsLearned() {
        ProductEmbeddingLearner learner = ProductEmbeddingLearner.of(3);
        assertThat(learner.learned().products()).isEmpty();
        for (int i = 0; i < 40; i++) {
            learner.add(CustomerHistory.of("c" + i, ZONE, END, List.of(bought(BEGIN, "1", "cup", null))));
        }

        ProductEmbedding embedding = learner.learned();

        assertThat(embedding.products()).isEmpty();
        assertThat(embedding.vector("cup")).isEmpty();
        assertThat(embedding.nearest("cup", 3)).isEmpty();
        assertThat(embedding.nearest(new float[3], 3)).isEmpty();
        assertThat(embedding.dimensions()).isEqualTo(3);
    }

    @Test
    void oneFileHoldsItAndOtherBytesAreRefused() throws IOException {
        ProductEmbedding embedding = learned(kitchen("home.kitchen.", "mugs"), 4);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        embedding.write(out);

        ProductEmbedding read = ProductEmbedding.read(new ByteArrayInputStream(out.toByteArray()));

        assertThat(read.fittedState()).isEqualTo(embedding.fittedState());
        assertThat(read.nearest("cup", 2)).isEqualTo(embedding.nearest("cup", 2));
        byte[] half = Arrays.copyOf(out.toByteArray(), out.size() / 2);
        assertThatThrownBy(() -> ProductEmbedding.read(new ByteArrayInputStream(half)))
                .isInstanceOf(IOException.class);
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        FittedState.EMPTY.withNumbers("dimensions", 4).write(other);
        assertThatThrownBy(() -> ProductEmbedding.read(new ByteArrayInputStream(other.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("this is not a product embedding: ");
        assertThatThrownBy(() -> ProductEmbedding.of(embedding.fittedState().withNumbers("vectors", 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not fit together");
        assertThatThrownBy(() -> embedding.nearest(new float[3], 1))
                .hasMessage("the direction has 3 numbers, the embedding has 4");
        assertThatThrownBy(() -> ProductEmbeddingLearner.of(0))
                .hasMessageContaining("must be at least 1, were 0 and 20");
    }

    @Test
    void anOccasionIsAnOrderADayOrASession() {
        List<CustomerEvent> events = List.of(
                bought(BEGIN, "1", "a", null),
                bought(BEGIN.plusSeconds(86_400), "1", "b", null),
                bought(BEGIN, null, "c", null),
                bought(BEGIN.plusSeconds(3_600), null, "d", null),
                new View(BEGIN, "e", null),
                new View(BEGIN.plusSeconds(1_799), "f", null),
                new View(BEGIN.plusSeconds(1_799 + 1_800), "g", null),
                new View(BEGIN, "h", null, "session"),
                new View(BEGIN.plusSeconds(40_000), "i", null, "session"),
                new View(BEGIN.plusSeconds(80_000), " ", null));
        TreeSet<String> together = new TreeSet<>();
        Map<Long, String> occasions = new HashMap<>();
        Occasions.forEach(
                CustomerHistory.of("c", ZONE, END, events),
                (occasion, item) -> occasions.merge(occasion, item.product(), (one, other) -> one + other));
        together.addAll(occasions.values());

        assertThat(together).containsExactly("ab", "cd", "ef", "g", "hi");
    }

    @Test
    void aSampleOfOccasionsDependsOnNoOrder() {
        SplittableRandom random = new SplittableRandom(6);
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            all.add(new long[] {random.nextInt(200), random.nextInt(60)});
        }
        OccasionSample sample = new OccasionSample(40, 5);
        all.forEach(pair -> sample.add(pair[0], pair[1]));
        Collections.shuffle(all, new Random(2));
        OccasionSample first = new OccasionSample(40, 5);
        OccasionSample second = new OccasionSample(40, 5);
        for (int i = 0; i < all.size(); i++) {
            (i % 2 == 0 ? first : second).add(all.get(i)[0], all.get(i)[1]);
        }
        StateWriter out = new StateWriter();
        second.snapshot(out);
        first.merge(new StateReader(out.toBytes()));

        assertThat(sample.all()).hasSize(40).allMatch(items -> items.length <= 5);
        assertThat(first.all().toArray(long[][]::new))
                .isDeepEqualTo(sample.all().toArray(long[][]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna.schmidt@gmail.com",
                "Personal shopper/anna.schmidt@gmail.com",
                "555.123.4567",
                "+49.170.123.45.67",
                "DE89.3704.0044.0532.0130.00"
            })
    void noPartOfAnAddressOrANumberOfAPersonIsLearned(String personal) {
        ProductEmbeddingLearner learner = ProductEmbeddingLearner.of(2, 2);
        for (int i = 0; i < 5; i++) {
            learner.add(CustomerHistory.of(
                    "c" + i,
                    ZONE,
                    BEGIN.plus(Duration.ofDays(100)),
                    List.of(
                            new Purchase(BEGIN, BigDecimal.TEN, 1, "o", "p1", personal),
                            new Purchase(BEGIN, BigDecimal.TEN, 1, "o", "p2", "home.cups"))));
        }
        assertThat(learner.learned().products()).containsExactly("p1", "p2");
        assertThat(learner.learned().categories()).containsExactly("home", "home.cups");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cups | cups",
                "a.b.c | a.b.c,a.b,a",
                "A > B>C | A > B > C,A > B,A",
                "Cups. And more | Cups. And more",
                ".a..b. | a.b,a",
                "> | ''",
                "anna.schmidt@gmail.com | ''",
                "shop.anna.schmidt@gmail.com | ''",
                "Personal shopper > anna.mueller@gmail.com > shoes | Personal shopper",
                "555.123.4567 | ''",
                "agent.555.123.4567.shoes | agent",
                "+49.170.123.45.67 | ''",
                "Agent > +49 170 1234567 | Agent",
                "DE89.3704.0044.0532.0130.00 | ''",
                "shop.44.12.shoes | shop.44.12.shoes,shop.44.12,shop.44,shop",
                "44 > 12 > 17 > 06 | 44 > 12 > 17 > 06,44 > 12 > 17,44 > 12,44",
                "2023.06.15.sale | 2023.06.15.sale,2023.06.15,2023.06,2023",
                "bed.and@home | bed.and@home"
            })
    void aCategoryTellsThoseThatItIsIn(String category, String expected) {
        assertThat(String.join(",", CategoryPath.of(category))).isEqualTo(expected);
    }

    @Test
    void whatCannotBeAskedIsRefusedByName() {
        ProductEmbedding products = new ProductEmbedding(2, List.of("p", "q"), List.of(), new float[] {1, 0, 0, 1});
        assertThatThrownBy(() -> products.nearest("p", -1)).hasMessage("most must be 0 or more, was -1");
        assertThatThrownBy(() -> products.nearest(new float[] {1, 0}, -1)).hasMessage("most must be 0 or more, was -1");
        assertThatThrownBy(() -> products.nearest(new float[] {1, Float.NaN}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the direction has a number that is not finite, NaN");
        assertThat(products.nearest("p", 0)).isEmpty();
        assertThat(products.nearest("p", Integer.MAX_VALUE)).hasSize(1);
    }
}
