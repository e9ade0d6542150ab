package dev.clv.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.store.ModelFormatException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {

    @TempDir
    Path folder;

    private static Pretraining small() {
        return Pretraining.builder().shops(50).networks(1).epochs(1).seed(5);
    }

    @Test
    void theSameSettingsGiveTheSameBytesForAnyNumberOfThreads() throws Exception {
        List<Double> progress = new ArrayList<>();
        small().threads(1).progress(progress::add).train().save(folder.resolve("one"));
        small().threads(2).train().save(folder.resolve("two"));
        small().seed(6).train().save(folder.resolve("other"));

        assertThat(folder.resolve("two")).hasSameBinaryContentAs(folder.resolve("one"));
        assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("other")))
                .isNotNegative();
        assertThat(progress).isSorted().last().isEqualTo(1.0);
        assertThat(progress).allMatch(fraction -> fraction > 0 && fraction <= 1);
    }

    /** A quarter of an hour. */
    @Test
    @Tag("long")
    void thePriorOfTheLibraryIsMadeAgainByItsDefaults() throws Exception {
        Path again = folder.resolve("general.clvm");
        Pretraining.builder().threads(2).train().save(again);

        try (InputStream in = GeneralPrior.class.getResourceAsStream("general.clvm")) {
            assertThat(again).hasBinaryContent(in.readAllBytes());
        }
    }

    @Test
    void whatWasSavedIsLoadedWithItsCard() throws Exception {
        GeneralPrior prior = small().train();
        prior.save(folder.resolve("prior"));
        GeneralPrior loaded = GeneralPrior.load(folder.resolve("prior"));
        double[][] rows = {new double[loaded.of(1).schema().size()]};

        assertThat(loaded.card())
                .isEqualTo(prior.card())
                .containsEntry("shops", "50")
                .containsEntry("seed", "5");
        assertThat(loaded.of(2.5).values(rows)).isEqualTo(prior.of(2.5).values(rows));
    }

    @Test
    void anythingElseIsNoPrior() throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "customer_id,time");

        assertThatThrownBy(() -> GeneralPrior.load(file)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void refusesSettingsThatTeachNothing() {
        assertThatThrownBy(() -> Pretraining.builder().shops(49)).hasMessage("shops must be at least 50, was 49");
        assertThatThrownBy(() -> Pretraining.builder().networks(0)).hasMessage("networks must be at least 1, was 0");
        assertThatThrownBy(() -> Pretraining.builder().epochs(0)).hasMessage("epochs must be at least 1, was 0");
        assertThatThrownBy(() -> Pretraining.builder().threads(0)).hasMessage("threads must be at least 1, was 0");
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> small().train()).isInstanceOf(CancellationException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }
}
