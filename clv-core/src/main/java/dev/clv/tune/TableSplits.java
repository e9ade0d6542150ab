package dev.clv.tune;

import dev.clv.TableModelBuilder;
import dev.clv.features.table.Table;
import dev.clv.train.TableTrainingSet;
import dev.clv.train.TrainingSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The rows of a table, each fold of the ids predicted by a training on the others. */
final class TableSplits implements Splits {

    private final Table table;
    private final List<String> ids;
    private final Supplier<TableModelBuilder> builder;
    private final SplitCache cache;
    private final String fingerprint;

    TableSplits(Table table, Supplier<TableModelBuilder> builder, int folds, long seed) {
        this.table = table;
        this.builder = builder;
        this.fingerprint = TableTrainingSet.of(table).fingerprint();
        this.ids = IntStream.range(0, table.rows()).mapToObj(table::id).toList();
        this.cache = new SplitCache(ids, folds, seed);
    }

    @Override
    public Split split(Part part) {
        return cache.split(part, (training, test) -> {
            TableTrainingSet set = TableTrainingSet.of(table.select(rows(training)));
            int[] held = rows(test);
            Table tested = table.select(held);
            return new Split(
                    set.rows(),
                    null,
                    set.encoder().encode(tested),
                    IntStream.of(held).mapToObj(ids::get).toList(),
                    tested.labels());
        });
    }

    private int[] rows(Set<String> customers) {
        return IntStream.range(0, ids.size())
                .filter(row -> customers.contains(ids.get(row)))
                .toArray();
    }

    @Override
    public TrainingSettings settings() {
        return builder.get().settings();
    }

    @Override
    public boolean purchaseModel() {
        return false;
    }

    @Override
    public int customers() {
        return cache.trainingCustomers();
    }

    @Override
    public String words() {
        return "by a training on others";
    }

    @Override
    public Map<String, String> identity() {
        return Map.of(TrialFile.DATA, fingerprint);
    }
}
