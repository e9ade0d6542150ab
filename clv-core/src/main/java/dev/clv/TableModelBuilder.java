package dev.clv;

import dev.clv.baseline.BaselineRows;
import dev.clv.features.CellForm;
import dev.clv.features.Feature;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableEncoder;
import dev.clv.internal.Fingerprint;
import dev.clv.reason.Explanation;
import dev.clv.train.TableTrainingSet;
import dev.clv.train.TrainingRows;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a {@link TableModel} is trained. Not thread-safe. */
public final class TableModelBuilder extends ModelBuilder<TableModelBuilder> {

    private static final Logger LOG = LoggerFactory.getLogger(TableModelBuilder.class);

    TableModelBuilder() {}

    @Override
    TableModelBuilder self() {
        return this;
    }

    /**
     * Trains on a plain table: every row is a customer, its label column the value to predict, zero or more. Rows may
     * come in any order.
     *
     * @param table names a label column
     * @throws IllegalArgumentException if the table names no label, a label is negative, none is positive, or there are
     *     too few rows, or a label is in another currency than {@link #currency(String)}
     */
    public TableModel train(Table table) {
        requireNoSequence();
        begin();
        report(ProgressListener.Stage.FEATURES, 0);
        TableTrainingSet set = TableTrainingSet.of(table);
        report(ProgressListener.Stage.FEATURES, 1);
        return trainOn(set);
    }

    /** The same on rows that are encoded and prepared already. */
    public TableModel train(TableTrainingSet set) {
        requireNoSequence();
        begin();
        return trainOn(set);
    }

    private void requireNoSequence() {
        if (settings().network().sequence().isPresent()) {
            throw new IllegalArgumentException(
                    "sequence(...) reads the events of customers, which a plain table does not have; leave it out");
        }
    }

    private TableModel trainOn(TableTrainingSet set) {
        String money = Objects.requireNonNullElse(currency(), Explanation.NO_CURRENCY);
        requireCurrency(set.encoder(), money);
        Selected selected = select(set.rows(), null);
        TrainingRows used = selected.rows();
        RowModel rows = train(
                used,
                null,
                BaselineRows.withoutPast(used.size()),
                money,
                new Source(
                        List.of(),
                        0,
                        List.of(Fingerprint.of(used.features(), used.labels())),
                        Stream.concat(set.cautions().stream(), RepeatedIds.of(used.features()).stream())
                                .toList(),
                        null,
                        null,
                        selected.report(),
                        () -> FeatureProfile.ofTable(used.features())));
        LOG.info("trained a model of a table: {}", rows.summary());
        List<String> names =
                used.features().schema().features().stream().map(Feature::name).toList();
        return new TableModel(set.encoder().only(names), rows, KnownRows.of(used.features(), used.labels()));
    }

    private static void requireCurrency(TableEncoder encoder, String money) {
        String label = encoder.labelCurrency().orElse(money);
        if (CurrencyCode.named(money) != null && !CellForm.canBeTheSame(label, money)) {
            throw new IllegalArgumentException("the labels are in " + label + ", the currency of the model is " + money
                    + "; set currency to that of the labels, or convert them");
        }
    }
}
