package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.SharedData;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BgBbTest {

    private static final BgBb MODEL = new BgBb(1.2, .75, .66, 2.78);

    @Test
    void fitsTheDonorsOfThePaper() {
        List<String> lines = SharedData.lines(SharedData.file("donations_bgbb/donations.csv.gz"));
        List<String> header = List.of(lines.get(0).split(","));
        Map<BgBb.Summary, Long> donors = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            donors.put(
                    new BgBb.Summary(
                            (int) Double.parseDouble(cells[header.indexOf("frequency")]),
                            (int) Double.parseDouble(cells[header.indexOf("recency")]),
                            (int) Double.parseDouble(cells[header.indexOf("periods")])),
                    (long) Double.parseDouble(cells[header.indexOf("weights")]));
        }

        Fit<BgBb> fit = BgBb.fit(donors);

        assertThat(fit.customers()).isEqualTo(11_104);
        assertThat(fit.model().alpha()).isCloseTo(1.204, within(5e-4));
        assertThat(fit.model().beta()).isCloseTo(.750, within(5e-4));
        assertThat(fit.model().gamma()).isCloseTo(.657, within(5e-4));
        assertThat(fit.model().delta()).isCloseTo(2.783, within(5e-4));
        assertThat(fit.logLikelihood()).isCloseTo(-33225.6, within(.05));
        assertThat(fit.warnings()).isEmpty();
    }

    /** Every customer's first five opportunities, one of 2^5 equally known histories. */
    private static List<boolean[]> histories(int n) {
        return IntStream.range(0, 1 << n)
                .mapToObj(bits -> {
                    boolean[] taken = new boolean[n];
                    for (int i = 0; i < n; i++) {
                        taken[i] = (bits >> i & 1) == 1;
                    }
                    return taken;
                })
                .toList();
    }

    private static BgBb.Summary summary(boolean[] taken, int n) {
        int x = 0;
        int tx = 0;
        for (int i = 0; i < n; i++) {
            if (taken[i]) {
                x++;
                tx = i + 1;
            }
        }
        return new BgBb.Summary(x, tx, n);
    }

    @Test
    void probabilitiesOfAllHistoriesAddUpToOne() {
        double sum = 0;
        for (boolean[] history : histories(8)) {
            sum += StrictMath.exp(MODEL.logLikelihood(summary(history, 8)));
        }
        assertThat(sum).isCloseTo(1, within(1e-13));
    }

    /** Of all histories of 9 opportunities, those that begin with the 5 known ones. */
    @Test
    void expectationsAreThoseOfTheHistoriesThatMayFollow() {
        for (boolean[] known : histories(5)) {
            BgBb.Summary customer = summary(known, 5);
            double all = 0;
            double purchases = 0;
            double none = 0;
            double discounted = 0;
            double[] first = new double[5];
            for (boolean[] history : histories(9)) {
                if (Arrays.equals(known, Arrays.copyOf(history, 5))) {
                    BgBb.Summary later = summary(history, 9);
                    double probability = StrictMath.exp(MODEL.logLikelihood(later));
                    all += probability;
                    purchases += probability * (later.x() - customer.x());
                    none += later.x() == customer.x() ? probability : 0;
                    int next = 0;
                    for (int i = 4; i > 0; i--) {
                        discounted += history[4 + i] ? probability / Math.pow(1.1, i) : 0;
                        next = history[4 + i] ? i : next;
                    }
                    first[next] += probability / all(known);
                }
            }
            assertThat(MODEL.expectedPurchases(customer, 4)).isCloseTo(purchases / all, within(1e-12));
            assertThat(MODEL.probabilityOfNone(customer, 4)).isCloseTo(none / all, within(1e-12));
            assertThat(MODEL.probabilityAlive(customer)).isBetween(0.0, 1.0);
            assertThat(MODEL.discountedPurchases(customer, 4, 0.1)).isCloseTo(discounted / all, within(1e-12));
            assertNextPurchase(customer, first);
        }
    }

    /** @param first the probability of the next purchase at each of the next four opportunities; at [0] that of none */
    private static void assertNextPurchase(BgBb.Summary customer, double[] first) {
        double mean = 0;
        double by = 0;
        for (int i = 1; i <= 4; i++) {
            double before = by;
            mean += i * first[i] / (1 - first[0]);
            by += first[i] / (1 - first[0]);
            assertThat(MODEL.nextPurchase(customer, (before + by) / 2, 4)).isEqualTo(i);
        }
        assertThat(MODEL.meanNextPurchase(customer, 4)).isCloseTo(mean, within(1e-12));
        assertThat(MODEL.meanNextPurchase(customer, 1)).isEqualTo(1);
        assertThat(MODEL.nextPurchase(customer, 0.9, 1)).isEqualTo(1);
    }

    private static double all(boolean[] known) {
        return StrictMath.exp(MODEL.logLikelihood(summary(known, known.length)));
    }

    @Test
    void refusesRatesAndOpportunitiesThatAreNone() {
        BgBb.Summary customer = new BgBb.Summary(1, 2, 3);
        assertThat(MODEL.discountedPurchases(customer, 4, 0)).isEqualTo(MODEL.expectedPurchases(customer, 4));
        assertThatThrownBy(() -> MODEL.discountedPurchases(customer, 4, -1)).hasMessageContaining("above -1");
        assertThatThrownBy(() -> MODEL.discountedPurchases(customer, -1, 0)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> MODEL.nextPurchase(customer, 1, 4)).hasMessageContaining("was 1.0");
        assertThatThrownBy(() -> MODEL.nextPurchase(customer, 0.5, 0)).hasMessageContaining("at least 1, was 0");
        assertThatThrownBy(() -> MODEL.meanNextPurchase(customer, 0)).hasMessageContaining("at least 1, was 0");
    }

    @Test
    void aCustomerWhoJustBoughtIsAliveUpToTheNextChanceToDie() {
        assertThat(MODEL.probabilityAlive(new BgBb.Summary(3, 6, 6))).isCloseTo(8.78 / 9.44, within(1e-12));
    }

    @Test
    void fitsTheSameInAnyOrderOfTheTable() {
        Map<BgBb.Summary, Long> one = new LinkedHashMap<>();
        Map<BgBb.Summary, Long> other = new LinkedHashMap<>();
        for (int i = 0; i < 32; i++) {
            one.merge(summary(histories(5).get(i), 5), 3L + i % 4, Long::sum);
        }
        one.keySet().stream().sorted((a, b) -> b.tx() - a.tx()).forEach(key -> other.put(key, one.get(key)));

        assertThat(BgBb.fit(other)).isEqualTo(BgBb.fit(one));
    }

    @Test
    void saysWhatTablesItCannotFit() {
        assertThatThrownBy(() -> BgBb.fit(Map.of())).hasMessageContaining("at least one customer");
        assertThatThrownBy(() -> BgBb.fit(Map.of(new BgBb.Summary(0, 0, 3), -1L)))
                .hasMessageContaining("was -1");
        assertThatThrownBy(() -> new BgBb.Summary(3, 2, 6)).hasMessageContaining("were 3, 2 and 6");
        assertThatThrownBy(() -> new BgBb(0, 1, 1, 1)).hasMessageContaining("alpha must be a positive number, was 0.0");
    }
}
