package dev.clv.features.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StateBytesTest {

    @Test
    void everyValueComesBackWithAllItsBits() {
        StateWriter out = new StateWriter();
        long[] wholes = {0, 1, -1, 63, 64, -64, -65, 1 << 20, Long.MAX_VALUE, Long.MIN_VALUE};
        double[] numbers = {0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Math.PI, Double.MIN_VALUE};
        String[] texts = {"", "tea", "caf\u00e9 \ud83d\ude00\n\0", "x".repeat(1000)};
        String[] decimals = {"0", "0.00", "-12.340", "1E+30", "123456789012345678901234567890.5", "-1E-20"};
        for (long whole : wholes) {
            out.whole(whole);
        }
        for (double number : numbers) {
            out.number(number).flag(number > 0);
        }
        for (String text : texts) {
            out.text(text);
        }
        for (String decimal : decimals) {
            out.decimal(new BigDecimal(decimal));
        }
        Instant[] instants = {Instant.MIN, Instant.EPOCH.minusNanos(1), Instant.MAX};
        for (Instant instant : instants) {
            out.instant(instant);
        }
        out.bytes(new byte[] {1, 2, 3});

        StateReader in = new StateReader(out.toBytes());
        for (long whole : wholes) {
            assertThat(in.whole()).isEqualTo(whole);
        }
        for (double number : numbers) {
            assertThat(Double.doubleToRawLongBits(in.number())).isEqualTo(Double.doubleToRawLongBits(number));
            assertThat(in.flag()).isEqualTo(number > 0);
        }
        for (String text : texts) {
            assertThat(in.text()).isEqualTo(text);
        }
        for (String decimal : decimals) {
            assertThat(in.decimal()).as("with its scale").isEqualTo(new BigDecimal(decimal));
        }
        for (Instant instant : instants) {
            assertThat(in.instant()).isEqualTo(instant);
        }
        assertThat(in.bytes()).containsExactly(1, 2, 3);
        in.end();
    }

    @Test
    void smallNumbersAreShort() {
        assertThat(new StateWriter().whole(-60).toBytes()).hasSize(1);
        assertThat(new StateWriter().whole(18_000).toBytes()).hasSize(3);
    }

    @Test
    void whatIsCutShortOrLeftOverIsRefused() {
        byte[] bytes = new StateWriter().text("tea").whole(1 << 20).number(1).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            StateReader cut = new StateReader(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> {
                        cut.text();
                        cut.whole();
                        cut.number();
                    })
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the snapshot is damaged, or another version wrote it: ");
        }
        StateReader more = new StateReader(bytes);
        more.text();
        assertThatThrownBy(more::end).hasMessageContaining("12 bytes are left");
    }

    @Test
    void anyBytesAreReadOrRefusedWithoutLargeAllocations() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 2_000; trial++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            StateReader in = new StateReader(noise);
            try {
                for (int i = 0; i < 50; i++) {
                    switch (random.nextInt(6)) {
                        case 0 -> in.whole();
                        case 1 -> in.decimal();
                        case 2 -> in.text();
                        case 3 -> in.flag();
                        case 4 -> in.instant();
                        default -> assertThat(in.count(2)).isLessThanOrEqualTo(noise.length / 2);
                    }
                }
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("the snapshot is damaged");
            }
        }
        byte[] huge = new StateWriter().whole(Integer.MAX_VALUE).toBytes();
        assertThatThrownBy(() -> new StateReader(huge).text()).hasMessageContaining("it counts 2147483647");
        assertThatThrownBy(() -> new StateWriter().decimal(new BigDecimal("1E+100001")))
                .hasMessage("the scale of a decimal must be from -100000 to 100000, was -100001");
        byte[] wide = new StateWriter().whole(-100_001).bytes(new byte[] {1}).toBytes();
        assertThatThrownBy(() -> new StateReader(wide).decimal()).hasMessageContaining("a decimal has scale -100001");
        byte[] late = new StateWriter().whole(Long.MAX_VALUE).whole(0).toBytes();
        assertThatThrownBy(() -> new StateReader(late).instant()).hasMessageContaining("an instant has");
    }
}
