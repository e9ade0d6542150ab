package dev.clv.nn.internal.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.internal.kernel.HotSpot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaTest {

    @Test
    void everyStretchBeginsALineOfAnArrayThatBeginsOneAndNoTwoShareANumber() {
        Arena arena = new Arena();
        Random random = new Random(1);
        List<Floats> taken = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int count = random.nextInt(i % 50 == 0 ? 3_000_000 : 2_000);
            Floats stretch = arena.take(count);
            assertThat(stretch.length()).isEqualTo(count);
            assertThat((16 + 4 * stretch.start()) % 64)
                    .as("bytes from the start of the array")
                    .isZero();
            taken.add(stretch);
        }
        for (int i = 0; i < taken.size(); i++) {
            Floats stretch = taken.get(i);
            for (int at : new int[] {0, stretch.length() / 2, stretch.length() - 1}) {
                if (at >= 0 && at < stretch.length()) {
                    assertThat(stretch.get(at))
                            .as("stretch %d number %d", i, at)
                            .isZero();
                    stretch.set(at, i + 1);
                }
            }
        }
    }

    @Test
    void fewNumbersLieInAnArrayThatIsLargeToTheCollector() {
        String region = HotSpot.option("G1HeapRegionSize").orElse("0");
        long large = Math.max(Long.parseLong(region), 1) / 2 / Float.BYTES;
        assertThat(new Arena().take(3).numbers().length).isGreaterThanOrEqualTo((int) large);
    }
}
