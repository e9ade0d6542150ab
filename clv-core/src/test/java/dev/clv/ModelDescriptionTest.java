package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.simulate.ShopSimulation;
import dev.clv.train.NetworkRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModelDescriptionTest {

    @TempDir
    static Path folder;

    private static ClvModel model;
    private static Instant cutoff;

    @BeforeAll
    static void train() {
        ShopSimulation shop =
                ShopSimulation.builder().customers(120).days(400).seed(5).build();
        EventLog log = shop.log();
        cutoff = shop.start().plus(300, ChronoUnit.DAYS);
        model = ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .origins(1, Duration.ofDays(30))
                .network(network -> network.hidden(5).members(3))
                .earlyStopping(4, 2)
                .seed(9)
                .addExtractor(FeatureExtractor.of(
                        Feature.numeric("events", "events", "Everything the customer did", "activity"),
                        history -> history.events().size()))
                .train(log, cutoff);
    }

    @Test
    void aModelTellsWhatItWasTrainedOnAndHow() throws IOException {
        Path file = folder.resolve("m.clvm");
        model.save(file);
        ModelDescription description = model.describe();

        assertThat(description.model()).isEqualTo("event-log");
        assertThat(description.library()).isNotBlank();
        assertThat(description.format()).isEqualTo(1);
        assertThat(description.horizon()).isEqualTo("PT1440H");
        assertThat(description.cutoffs()).containsExactly(cutoff.toString());
        assertThat(description.rows()).isEqualTo(model.summary().rows());
        assertThat(description.settings())
                .containsEntry("seed", "9")
                .containsEntry("batch size", "64")
                .containsEntry("precision", "float")
                .containsEntry("early stopping", "at most 4 epochs, patience 2");
        assertThat(description.settings().get("network")).contains("[5]").contains("3 networks");
        assertThat(description.settings().get("optimizer")).contains("rate=0.002");
        assertThat(description.networks()).hasSize(3).allSatisfy(run -> {
            assertThat(run.epochs()).isBetween(1, 4);
            assertThat(run.bestEpoch()).isBetween(1, run.epochs());
            assertThat(run.validationLoss()).isFinite();
            assertThat(run.trainingLosses()).hasSize(run.epochs()).allMatch(Double::isFinite);
            assertThat(run.validationLosses()).hasSize(run.epochs());
            assertThat(run.validationLosses().get(run.bestEpoch() - 1)).isEqualTo(run.validationLoss());
        });
        assertThat(ModelDescription.load(file).networks()).isEqualTo(description.networks());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkRun(2, 1, 0.5, List.of(0.6, 0.5), List.of()))
                .withMessageContaining("were 2 and 0");
        assertThat(description.calibration()).isPositive();
        assertThat(description.bytes()).isEqualTo(Files.size(file));
        // Per network one hidden layer of 5 and 3 outputs, each with a bias.
        assertThat(description.parameters()).isEqualTo(3L * ((description.inputs() + 1) * 5 + (5 + 1) * 3));
        assertThat(description.features()).isEqualTo(model.schema().names());
    }

    @Test
    void aFileIsDescribedWithoutTheExtractorsThatUsingItNeeds() throws IOException {
        Path file = folder.resolve("own.clvm");
        model.save(file);

        assertThat(ModelDescription.load(file)).isEqualTo(model.describe());
    }

    @Test
    void aModelOfATableHasNoHorizonAndNoCutoffs() throws IOException {
        StringBuilder csv = new StringBuilder("id,visits,value\n");
        for (int i = 0; i < 40; i++) {
            csv.append("c%d,%d,%d%n".formatted(i, i % 7, i % 5 * 10));
        }
        Path file = Files.writeString(folder.resolve("t.csv"), csv);
        ModelDescription description = TableModel.builder()
                .earlyStopping(1, 1)
                .train(Table.csv(file).id("id").label("value").read())
                .describe();

        assertThat(description.model()).isEqualTo("table");
        assertThat(description.horizon()).isNull();
        assertThat(description.cutoffs()).isEmpty();
        assertThat(description.features()).containsExactly("visits");
        assertThat(description.toString()).contains("visits").contains("calibration");
    }

    @Test
    void featuresOfTextsOfATableAreAmongItsFeatures() throws IOException {
        StringBuilder csv = new StringBuilder("id,review,visits,value\n");
        for (int i = 0; i < 60; i++) {
            csv.append("c%d,%s delivery,%d,%d%n".formatted(i, i % 2 == 0 ? "fast" : "late", i % 7, i % 5 * 10));
        }
        Path file = Files.writeString(folder.resolve("texts.csv"), csv);
        ModelDescription description = TableModel.builder()
                .earlyStopping(1, 1)
                .train(Table.csv(file).id("id").label("value").text("review").read())
                .describe();

        assertThat(description.features())
                .containsExactly("visits", "review.mood", "review.delivery", "review.praises", "review.complaints");
        assertThat(description.toString()).contains("features         5: visits, review.mood");
    }

    @Test
    void jsonComesBackEqualAndIsWhatWebFrameworksWrite() throws Exception {
        ModelDescription description = model.describe();

        assertThat(ModelDescription.fromJson(description.toJson())).isEqualTo(description);
        JsonNode ours = JsonMapper.shared().readTree(description.toJson());
        ((ObjectNode) ours).remove(List.of("kind", "version"));
        assertThat(JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(description)))
                .isEqualTo(ours);
        assertThat(JsonMapper.shared().readTree(new ObjectMapper().writeValueAsString(description)))
                .isEqualTo(ours);
    }
}
