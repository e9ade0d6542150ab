package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedStateFileTest {

    private static final FittedState STATE = FittedState.EMPTY
            .withNumbers("weights", 1.5, Double.NaN, -0.0, Double.NEGATIVE_INFINITY)
            .withNumbers("none")
            .withTexts("names", List.of("", "größe", "尺寸"));

    private static byte[] bytes(FittedState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        state.write(out);
        return out.toByteArray();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        assertThat(FittedState.read(new ByteArrayInputStream(bytes(STATE)))).isEqualTo(STATE);
        assertThat(FittedState.read(new ByteArrayInputStream(bytes(FittedState.EMPTY))))
                .isEqualTo(FittedState.EMPTY);
    }

    @Test
    void doesNotDependOnTheOrderInWhichListsWereAdded() throws IOException {
        FittedState other = FittedState.EMPTY.withNumbers("b", 1).withNumbers("a", 2);
        assertThat(bytes(FittedState.EMPTY.withNumbers("a", 2).withNumbers("b", 1)))
                .isEqualTo(bytes(other));
    }

    @Test
    void isRefusedWhereverABitIsFlippedOrTheFileIsCutOff() throws IOException {
        byte[] whole = bytes(STATE);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatIOException().isThrownBy(() -> FittedState.read(new ByteArrayInputStream(flipped)));
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIOException().isThrownBy(() -> FittedState.read(new ByteArrayInputStream(cut)));
        }
        assertThatIOException()
                .isThrownBy(() -> FittedState.read(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length + 1))));
    }
}
