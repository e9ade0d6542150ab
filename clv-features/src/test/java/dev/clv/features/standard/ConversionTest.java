package dev.clv.features.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConversionTest {

    /** A day with a visit or a purchase, as the sign says. */
    private static Conversion of(int[] steps, int from, int to) {
        Conversion conversion = new Conversion();
        for (int i = from; i < to; i++) {
            if (steps[i] > 0) {
                conversion.visit(steps[i]);
            } else {
                conversion.purchase(-steps[i]);
            }
        }
        return conversion;
    }

    private static byte[] snapshot(Conversion conversion) {
        StateWriter out = new StateWriter();
        conversion.snapshot(out);
        return out.toBytes();
    }

    @Test
    void partsThatShareADayMergeIntoTheWholeWhereverTheCutIs() {
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < 2_000; trial++) {
            int[] steps = new int[random.nextInt(9)];
            int day = 1;
            for (int i = 0; i < steps.length; i++) {
                day += random.nextInt(4) == 0 ? 1 : 0;
                steps[i] = random.nextBoolean() ? day : -day;
            }
            byte[] whole = snapshot(of(steps, 0, steps.length));
            for (int cut = 0; cut <= steps.length; cut++) {
                Conversion merged = of(steps, 0, cut);
                merged.merge(new StateReader(snapshot(of(steps, cut, steps.length))));
                assertThat(snapshot(merged)).as("trial %d, cut %d", trial, cut).isEqualTo(whole);
            }
        }
    }
}
