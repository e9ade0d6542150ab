package dev.clv.benchmarks.accuracy;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.ClvPrediction;
import dev.clv.TableModel;
import dev.clv.baseline.Baseline;
import dev.clv.baseline.BaselineRows;
import dev.clv.evaluate.Scores;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.table.Table;
import dev.clv.train.TableTrainingSet;
import dev.clv.tune.Tuned;
import dev.clv.tune.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The fictional marketing table of IBM: rows with one label are on one side of a split, and of every fold of a search,
 * as they are copies of a few customers.
 */
record TableProtocol(SharedData shared) implements Protocol {

    @Override
    public String name() {
        return "ibm/group_split";
    }

    @Override
    public List<Run> runs(List<Integer> numbers) {
        Table table = Table.csv(shared.data("ibm_marketing_clv/WA_Fn-UseC_-Marketing-Customer-Value-Analysis.csv.gz"))
                .id("Customer")
                .label("Customer_Lifetime_Value")
                .dates("Effective_To_Date", "M/d/yyyy")
                .read();
        Map<String, String[]> truth = shared.lines("ibm/group_split/truth.csv");
        return numbers.stream()
                .map(split -> {
                    List<Integer> train = new ArrayList<>();
                    List<Integer> test = new ArrayList<>();
                    for (int row = 0; row < table.rows(); row++) {
                        String label = Objects.requireNonNull(truth.get(table.id(row)))[1];
                        (SharedData.isTest(split, label) ? test : train).add(row);
                    }
                    return run(rows(table, train), withRowsOfOneLabelTogether(table, train), rows(table, test), split);
                })
                .toList();
    }

    private static Table rows(Table table, List<Integer> rows) {
        return table.select(rows.stream().mapToInt(row -> row).toArray());
    }

    /** The label as the id: rows of one id stay on one side of a fold. */
    private static Table withRowsOfOneLabelTogether(Table table, List<Integer> rows) {
        String label = table.labelColumn().orElseThrow();
        List<String> header = new ArrayList<>(table.featureColumns());
        header.add(label);
        List<List<@Nullable String>> cells = new ArrayList<>();
        for (int row : rows) {
            List<@Nullable String> line = new ArrayList<>();
            header.forEach(column -> line.add(table.text(row, column)));
            line.add(table.text(row, label));
            cells.add(line);
        }
        header.add("Label_Of_Row");
        return Table.of(header, cells)
                .id("Label_Of_Row")
                .label(label)
                .dates("Effective_To_Date", "M/d/yyyy")
                .read();
    }

    /** @param grouped the rows of {@code train}, with an id that those share which belong together */
    private static Run run(Table train, Table grouped, Table test, long seed) {
        return new Run() {
            @Override
            public LearnerRows rows() {
                TableTrainingSet set = TableTrainingSet.of(train);
                Preparation preparation = set.rows().preparation();
                return new LearnerRows(
                        preparation.transform(set.rows().features()),
                        set.rows().labels(),
                        IntStream.range(0, train.rows()).toArray(),
                        null,
                        preparation.transform(set.encoder().encode(test)),
                        null,
                        test.labels());
            }

            @Override
            public Scores score(UnaryOperator<ClvModelBuilder> settings) {
                return scores(settings.apply(ClvModel.builder().seed(seed).currency("USD"))
                        .train(train));
            }

            @Override
            public Scores tuned(Tuning tuning, Consumer<String> verdict) {
                Tuned<TableModel> tuned = tuning.run(
                        grouped, () -> TableModel.builder().seed(seed).currency("USD"));
                verdict.accept(tuned.report().toString());
                return scores(tuned.train());
            }

            @Override
            public Scores score(Baseline baseline) {
                double[] fitted = baseline.fit(BaselineRows.withoutPast(train.rows()), train.labels());
                return Scores.of(baseline.predict(fitted, BaselineRows.withoutPast(test.rows())), test.labels());
            }

            private Scores scores(TableModel model) {
                List<ClvPrediction> predictions = model.predict(test);
                return Scores.of(
                        predictions.stream().map(ClvPrediction::distribution).toList(), test.labels());
            }
        };
    }
}
