package dev.clv.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShopPriorTest {

    private static final List<RandomShop> SHOPS = IntStream.range(0, 60)
            .mapToObj(number -> ShopPrior.of(3).shop(number))
            .toList();

    @Test
    void aNumberIsOneShopWhateverWasDrawnBefore() {
        RandomShop again = ShopPrior.of(3).shop(7);

        assertThat(again.cutoff()).isEqualTo(SHOPS.get(7).cutoff());
        assertThat(again.customers()).hasSameSizeAs(SHOPS.get(7).customers());
        for (int i = 0; i < again.customers().size(); i++) {
            RandomShop.Customer one = again.customers().get(i);
            RandomShop.Customer other = SHOPS.get(7).customers().get(i);
            assertThat(one.expected()).isEqualTo(other.expected());
            assertThat(one.outcome()).isEqualTo(other.outcome());
            assertThat(one.history().events()).isEqualTo(other.history().events());
        }
        assertThat(ShopPrior.of(4).shop(7).customers().get(0).history().events())
                .isNotEqualTo(SHOPS.get(7).customers().get(0).history().events());
    }

    @Test
    void everyCustomerHasBoughtAndNothingLiesAhead() {
        for (RandomShop shop : SHOPS) {
            assertThat(shop.customers()).hasSizeGreaterThanOrEqualTo(ShopPrior.FEWEST);
            assertThat(shop.horizon()).isBetween(Duration.ofDays(30), Duration.ofDays(730));
            for (RandomShop.Customer customer : shop.customers()) {
                assertThat(customer.history().events(Purchase.class)).isNotEmpty();
                for (CustomerEvent event : customer.history().events()) {
                    assertThat(event.time()).isBefore(shop.cutoff());
                }
                assertThat(customer.expected()).isNotNegative().isFinite();
                assertThat(customer.outcome()).isNotNegative().isFinite();
            }
        }
    }

    @Test
    void expectationsAreThoseOfWhatComesTrue() {
        double expected = 0;
        double outcome = 0;
        for (RandomShop shop : SHOPS) {
            double all = shop.customers().stream()
                    .mapToDouble(RandomShop.Customer::expected)
                    .sum();
            if (all > 0) {
                // Each shop counts the same, whatever its currency.
                expected += 1;
                outcome += shop.customers().stream()
                                .mapToDouble(RandomShop.Customer::outcome)
                                .sum()
                        / all;
            }
        }

        assertThat(outcome / expected).isBetween(0.93, 1.07);
    }

    @Test
    void shopsAreOfManyKinds() {
        Set<Long> oneTime = new HashSet<>();
        Set<Long> horizons = new HashSet<>();
        for (RandomShop shop : SHOPS) {
            long single = shop.customers().stream()
                    .filter(customer ->
                            customer.history().events(Purchase.class).size() == 1)
                    .count();
            oneTime.add(10 * single / shop.customers().size());
            horizons.add(shop.horizon().toDays() / 100);
        }

        assertThat(oneTime).hasSizeGreaterThanOrEqualTo(7);
        assertThat(horizons).hasSizeGreaterThanOrEqualTo(5);
    }
}
