package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShareLimitTest {

    @Test
    void nobodyIsLimitedWhereNobodyHasMoreThanTheShare() {
        assertThat(ShareLimit.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0.1))
                .isInfinite();
        assertThat(ShareLimit.of(new double[] {3, 0, 3}, 0.1)).isInfinite();
        assertThat(ShareLimit.of(new double[] {7}, 0.1)).isInfinite();
        assertThat(ShareLimit.of(new double[] {0, 0}, 0.1)).isInfinite();
        assertThat(ShareLimit.of(new double[0], 0.1)).isInfinite();
    }

    /** 20 of 1 and one of 1000: L = (L + 20) / 5. */
    @Test
    void oneLargeAmountCountsUpToTheShare() {
        double[] amounts = new double[21];
        Arrays.fill(amounts, 1);
        amounts[4] = 1_000;

        assertThat(ShareLimit.of(amounts, 0.2)).isCloseTo(5, within(1e-12));
    }

    @Test
    void afterLimitingTheLargestHasExactlyTheShareAndALargerLimitWouldGiveItMore() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            double[] amounts = new double[2 + random.nextInt(60)];
            double spread = 3 * random.nextDouble();
            Arrays.setAll(amounts, i -> random.nextInt(4) == 0 ? 0 : StrictMath.exp(spread * random.nextGaussian()));
            amounts[0] = 1;
            double share = 0.05 + 0.5 * random.nextDouble();
            long positive = Arrays.stream(amounts).filter(amount -> amount > 0).count();
            double most = Math.max(share, 2.0 / positive);
            double largest = Arrays.stream(amounts).max().orElseThrow();

            double limit = ShareLimit.of(amounts, share);

            if (Double.isInfinite(limit)) {
                assertThat(largest)
                        .isLessThanOrEqualTo(most * Arrays.stream(amounts).sum());
            } else {
                assertThat(limit).isLessThan(largest);
                assertThat(limit / ShareLimit.sumUpTo(limit, amounts))
                        .as("seed %d", seed)
                        .isCloseTo(most, within(1e-9));
            }
        }
    }
}
