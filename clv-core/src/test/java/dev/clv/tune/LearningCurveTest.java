package dev.clv.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.ClvModel;
import dev.clv.TableModel;
import dev.clv.TableModelBuilder;
import dev.clv.evaluate.Metric;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

    private static TableModelBuilder builder() {
        return TableModel.builder().network(n -> n.hidden(8).members(2)).earlyStopping(15, 5);
    }

    /** Values follow from many categories, each of which must be seen before it is known. */
    @Test
    void whereMoreIsKnownOfMoreCustomersMoreCustomersHelp() throws IOException {
        LearningCurveReport report =
                LearningCurve.defaults().repeats(2).run(table(900, 30), LearningCurveTest::builder);

        assertThat(report.points())
                .extracting(LearningCurveReport.Point::customers)
                .containsExactly(85, 170, 339, 675);
        assertThat(report.points().get(3).score())
                .isLessThan(report.points().get(0).score());
        assertThat(report.plausible().high()).as(report.verdict()).isNegative();
        assertThat(report.verdict())
                .startsWith("CRPS of 675 customers against 339: better (-")
                .endsWith("More customers of the same kind would probably help further.");
    }

    @Test
    void whereThereIsNoOrderToBeLearnedMoreCustomersDoNotHelp() throws IOException {
        LearningCurveReport report =
                LearningCurve.defaults().repeats(2).score(Metric.NGINI).run(table(900, 0), LearningCurveTest::builder);

        assertThat(report.plausible().contains(0)).as(report.verdict()).isTrue();
        assertThat(report.verdict()).contains("Another doubling would hardly bring more");
        assertThat(report.toString())
                .contains("customers")
                .contains(report.verdict())
                .contains(report.validation());
        assertThat(LearningCurveReport.fromJson(report.toJson())).isEqualTo(report);
    }

    @Test
    void threadsChangeNoBitAndASeedDoes() throws IOException {
        Table table = table(300, 5);
        LearningCurve curve = LearningCurve.defaults().repeats(1).score(Metric.MAE);

        LearningCurveReport report = curve.run(table, LearningCurveTest::builder);

        assertThat(report.points()).hasSize(3); // an eighth would be fewer than 40 customers
        assertThat(curve.threads(2).run(table, LearningCurveTest::builder)).isEqualTo(report);
        assertThat(curve.seed(2).run(table, LearningCurveTest::builder)).isNotEqualTo(report);
    }

    @Test
    void aLogHasOneToo() {
        EventLog log = ShopSimulation.builder()
                .customers(150)
                .days(400)
                .seed(3)
                .build()
                .log();
        Duration horizon = Duration.ofDays(60);

        LearningCurveReport report = LearningCurve.defaults()
                .repeats(1)
                .run(
                        log,
                        log.observedUntil().minus(horizon),
                        () -> ClvModel.builder()
                                .horizon(horizon)
                                .origins(1, horizon)
                                .network(n -> n.hidden(4).members(2))
                                .earlyStopping(3, 2));

        assertThat(report.points()).hasSize(2);
        assertThat(report.validation()).contains("a horizon of 60 days earlier");
    }

    @Test
    void tooFewCustomersAndScoresThatAreUndefinedAreRefused() throws IOException {
        Table small = table(90, 3);
        assertThatThrownBy(() -> LearningCurve.defaults().run(small, LearningCurveTest::builder))
                .hasMessage("a learning curve needs at least 80 customers to train on, has 67; add customers");
        assertThatThrownBy(() -> LearningCurve.defaults().repeats(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> LearningCurve.defaults().threads(0)).hasMessageContaining("was 0");
    }

    /** @param effects how many of the columns raise the value; 0 for none, so that it is chance alone */
    private static Table table(int rows, int effects) throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        List<String> header = new ArrayList<>(List.of("id", "value"));
        int columns = Math.max(5, effects);
        IntStream.range(0, columns).forEach(column -> header.add("c" + column));
        List<List<String>> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<String> ofRow = new ArrayList<>();
            double sum = 0;
            for (int column = 0; column < columns; column++) {
                double cell = random.nextDouble(-1, 1);
                sum += column < effects ? cell : 0;
                ofRow.add(String.valueOf(cell));
            }
            double value = random.nextDouble() < 0.2 ? 0 : Math.exp(2 + 0.5 * sum + 0.3 * random.nextDouble(-1, 1));
            ofRow.addAll(0, List.of("r" + row, String.valueOf(value)));
            cells.add(ofRow);
        }
        return Table.of(header, cells).id("id").label("value").read();
    }
}
