package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class TrainingMemoryTest {

    private static final long GIBIBYTE = 1L << 30;

    @Test
    void rowsThatFitAreTaken() {
        TrainingMemory memory = new TrainingMemory(GIBIBYTE, () -> GIBIBYTE / 4, () -> true);

        assertThatCode(() -> memory.requireForFeatures(530_000, 56)).doesNotThrowAnyException();
        assertThatCode(() -> memory.requireForNetworks(530_000, 56, 82)).doesNotThrowAnyException();
    }

    @Test
    void rowsThatDoNotFitAreRefusedWithTheMemoryThatIsEnough() {
        assertThatThrownBy(() ->
                        new TrainingMemory(GIBIBYTE, () -> GIBIBYTE / 4, () -> true).requireForFeatures(5_000_000, 56))
                .isInstanceOf(NotEnoughMemoryException.class)
                .hasMessageMatching("extracting and learning from 5,000,000 rows of 56 features needs about 6,[0-9]{3}"
                        + " MiB of memory, but Java may use 1,024; start it with -Xmx6[0-9]{3}m \\(for the command"
                        + " line, JAVA_OPTS=-Xmx6[0-9]{3}m\\), take fewer origins or customers, or fewer features");
    }

    @Test
    void theMemoryThatARefusalNamesIsEnough() {
        for (int rows : new int[] {2_000_000, 20_000_000, 2_000_000_000}) {
            NotEnoughMemoryException features = catchThrowableOfType(
                    NotEnoughMemoryException.class,
                    () -> new TrainingMemory(GIBIBYTE, () -> 1000, () -> true).requireForFeatures(rows, 80));
            TrainingMemory enough = new TrainingMemory(features.heap(), () -> 1000, () -> true);

            assertThatCode(() -> enough.requireForFeatures(rows, 80)).doesNotThrowAnyException();
            TrainingMemory besideThem =
                    new TrainingMemory(features.heap(), () -> rows * 80L * Double.BYTES, () -> true);
            assertThatCode(() -> besideThem.requireForNetworks(rows, 80, 120)).doesNotThrowAnyException();
        }
    }

    @Test
    void garbageIsNoReasonToRefuse() {
        long[] used = {GIBIBYTE, GIBIBYTE / 8};
        int[] asked = {0};
        TrainingMemory memory = new TrainingMemory(GIBIBYTE, () -> used[Math.min(1, asked[0]++)], () -> true);

        memory.requireForFeatures(500_000, 56);

        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void whereCollectionsAreSwitchedOffGarbageIsTakenForNothing() {
        TrainingMemory memory = new TrainingMemory(GIBIBYTE, () -> GIBIBYTE, () -> false);

        assertThatCode(() -> memory.requireForFeatures(500_000, 56)).doesNotThrowAnyException();
        assertThatThrownBy(() -> memory.requireForFeatures(5_000_000, 56)).isInstanceOf(NotEnoughMemoryException.class);
    }

    @Test
    void aProcessTellsWhatItHolds() {
        assertThatCode(() -> TrainingMemory.ofJava().requireForFeatures(1, 56)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TrainingMemory.ofJava().requireForFeatures(1_000_000_000, 56))
                .isInstanceOf(NotEnoughMemoryException.class);
    }
}
