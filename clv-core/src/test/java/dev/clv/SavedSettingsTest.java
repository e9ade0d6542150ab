package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.EventLog;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loaded model computes its features with the settings it was trained with, whatever the defaults are. */
class SavedSettingsTest {

    private static final Duration HORIZON = Duration.ofDays(90);

    private static EventLog log;
    private static Instant cutoff;

    @TempDir
    Path folder;

    @BeforeAll
    static void simulateAShopOfTwoYears() {
        log = ShopSimulation.builder().customers(300).days(800).seed(5).build().log();
        cutoff = log.observedUntil().minus(HORIZON);
    }

    private static ClvModel train(FittableExtractor... extractors) {
        return ClvModel.builder()
                .horizon(HORIZON)
                .features(FeaturePlan.of(List.of(extractors)))
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(5, 2)
                .train(log, cutoff);
    }

    private static double[] values(ClvModel model) {
        return model.predict(log, log.customers(), cutoff).stream()
                .mapToDouble(ClvPrediction::value)
                .toArray();
    }

    private void assertLoadsTheSame(FittableExtractor... extractors) throws IOException {
        ClvModel model = train(extractors);
        Path file = folder.resolve("model.clvm");
        model.save(file);

        ClvModel loaded = ClvModel.load(file);

        assertThat(loaded.schema()).isEqualTo(model.schema());
        assertThat(values(loaded)).containsExactly(values(model));
    }

    @Test
    void daysAheadOfTheSeason() throws IOException {
        assertLoadsTheSame(StandardExtractors.recency(), StandardExtractors.seasonality(30));
        assertThat(values(train(StandardExtractors.recency(), StandardExtractors.seasonality(30))))
                .as("the setting matters to this shop")
                .isNotEqualTo(values(train(StandardExtractors.recency(), StandardExtractors.seasonality())));
    }

    @Test
    void lengthsOfWindows() throws IOException {
        assertLoadsTheSame(StandardExtractors.windows(14, 60));
    }

    @Test
    void namesOfSignalsAndCategoriesOfAttributes() throws IOException {
        assertLoadsTheSame(
                StandardExtractors.monetary(), StandardExtractors.signals(1), StandardExtractors.attributes(2, 1));
    }

    @Test
    void anExtractorOfOnesOwnThatNowMeasuresSomethingElseIsRefusedByName() throws IOException {
        Path file = folder.resolve("own.clvm");
        train(StandardExtractors.recency(), counting("Events so far")).save(file);

        assertThatThrownBy(() -> ClvModel.load(file, counting("Events of the last year")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("extractor 'count' now computes")
                .hasMessageContaining("Events of the last year")
                .hasMessageContaining("Events so far");
    }

    @Test
    void twoExtractorsOfOneNameAreRefusedSinceOnlyOneCanBeMeant() throws IOException {
        Path file = folder.resolve("twice.clvm");
        train(StandardExtractors.recency(), counting("Events so far")).save(file);

        assertThatThrownBy(() -> ClvModel.load(file, counting("Events so far"), counting("Events so far")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("extractor name 'count' is used twice");
    }

    private static FeatureExtractor counting(String description) {
        return FeatureExtractor.of(
                Feature.numeric("count", "events", description, "activity"),
                history -> history.events().size());
    }
}
