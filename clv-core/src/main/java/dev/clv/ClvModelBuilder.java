package dev.clv;

import static java.util.Objects.requireNonNull;

import dev.clv.evaluate.NaiveBaselines;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.TrainingHistories;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventLog;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableEncoder;
import dev.clv.label.Horizon;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.reason.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a {@link ClvModel} is trained: every knob has its one default here, on the method that changes it. Settings are
 * checked at once; {@code train} is terminal and can be called again for another model. Not thread-safe.
 */
public final class ClvModelBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(ClvModelBuilder.class);

    /** Fewer customers than this teach nothing that a mean would not. */
    private static final int FEWEST_CUSTOMERS = 20;

    /** In a plain table, a number of few different values may be a code; see {@code Preparation.Builder#levels}. */
    private static final int TABLE_LEVELS = 12;

    private @Nullable Horizon horizon;
    private @Nullable String currency;
    private int origins = 1;
    private Horizon step = Horizon.ofDays(30);
    private FeaturePlan features = FeaturePlan.of(StandardExtractors.all());
    private NetworkOptions network = NetworkOptions.defaults();
    private Loss loss = ZeroInflatedLognormal.of();
    private Optimizer optimizer = Adam.of(2e-3);
    private int batchSize = 64;
    private int epochs = 60;
    private int patience = 10;
    private long seed = 42;
    private int threads = 1;
    private ProgressListener progress = (stage, fraction) -> {};

    ClvModelBuilder() {}

    /**
     * How far ahead to predict; required for an event log, meaningless for a plain table.
     *
     * @param horizon positive; a whole number of days means calendar days in the log's zone
     */
    public ClvModelBuilder horizon(Duration horizon) {
        this.horizon = new Horizon(horizon);
        return this;
    }

    /**
     * The currency of all amounts, an ISO 4217 code; the log's own unless set, and required when it has none.
     *
     * @param code three capital letters
     */
    public ClvModelBuilder currency(String code) {
        this.currency = CurrencyCode.require("currency", code);
        return this;
    }

    /**
     * Stacks training rows of several cutoffs, going back from the one given to {@code train}; 1 unless set.
     *
     * @param count at least 1
     * @param step how far apart; positive; a whole number of days means calendar days
     */
    public ClvModelBuilder origins(int count, Duration step) {
        if (count < 1) {
            throw new IllegalArgumentException("origins must be at least 1, was " + count);
        }
        this.origins = count;
        this.step = new Horizon(step);
        return this;
    }

    /** What to compute from a history; {@link StandardExtractors#all()} unless set. */
    public ClvModelBuilder features(FeaturePlan plan) {
        this.features = requireNonNull(plan, "features");
        return this;
    }

    /** Adds an extractor of your own to those set so far. */
    public ClvModelBuilder addExtractor(FittableExtractor extractor) {
        this.features = features.with(extractor);
        return this;
    }

    /**
     * Changes the network: {@code network(n -> n.hidden(64, 32).dropout(0.1).l2(1e-4))}; defaults in
     * {@link NetworkOptions}.
     */
    public ClvModelBuilder network(UnaryOperator<NetworkOptions> change) {
        this.network = requireNonNull(change.apply(network), "network");
        return this;
    }

    /** What to minimise, which also says how outputs become a value; {@link ZeroInflatedLognormal} unless set. */
    public ClvModelBuilder loss(Loss loss) {
        this.loss = requireNonNull(loss, "loss");
        return this;
    }

    /**
     * How gradients become steps; Adam at 0.002 unless set. The rate rises over two epochs, then falls along a cosine.
     */
    public ClvModelBuilder optimizer(Optimizer optimizer) {
        this.optimizer = requireNonNull(optimizer, "optimizer");
        return this;
    }

    /** Rows per training step; 64 unless set. */
    public ClvModelBuilder batchSize(int rows) {
        this.batchSize = requireAtLeastOne("batch size", rows);
        return this;
    }

    /**
     * When to stop; at most 60 epochs, patience 10 unless set. The weights of the best epoch on held-out customers are
     * kept.
     *
     * @param epochs the most passes over the training rows, at least 1
     * @param patience stop after this many epochs without a better one, at least 1
     */
    public ClvModelBuilder earlyStopping(int epochs, int patience) {
        this.epochs = requireAtLeastOne("epochs", epochs);
        this.patience = requireAtLeastOne("patience", patience);
        return this;
    }

    /**
     * Where all randomness comes from; 42 unless set. The same seed and data give the same bits for any number of
     * threads.
     */
    public ClvModelBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** How many threads may train, for the length of the call; 1, the caller's own, unless set. */
    public ClvModelBuilder threads(int count) {
        this.threads = requireAtLeastOne("threads", count);
        return this;
    }

    /** Hears how far training has come; nobody unless set. */
    public ClvModelBuilder listener(ProgressListener listener) {
        this.progress = requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Trains on what everybody who bought before {@code cutoff} did before it, and spent in the horizon after it.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff the latest training origin; features see only what lies before it
     * @throws IllegalStateException when no horizon was set
     * @throws dev.clv.label.UnobservedHorizonException when the log ends before the horizon does
     * @throws IllegalArgumentException when there are too few customers, or nobody spent anything
     */
    public ClvModel train(EventLog log, Instant cutoff) {
        if (horizon == null) {
            throw new IllegalStateException("set horizon(...) before train: how far ahead shall the model predict?");
        }
        Horizon ahead = horizon;
        if (log.customers().isEmpty()) {
            throw new IllegalArgumentException(
                    "the log is empty: 0 customers, need at least " + FEWEST_CUSTOMERS + " to train; add data");
        }
        String money = currencyFor(log);
        progress.progress(ProgressListener.Stage.FEATURES, 0);
        TrainingRows rows = TrainingRows.of(log, cutoffs(log, cutoff), ahead);
        requireTeachable(rows, cutoff, ahead);
        FeaturePipeline pipeline = features.fit(TrainingHistories.of(log, rows.keys()));
        FeatureMatrix matrix = pipeline.extract(log, rows.keys());
        progress.progress(ProgressListener.Stage.FEATURES, 1);
        ValueRegressor regressor = RegressorTraining.train(new LabelledRows(matrix, rows.labels()), options(0));
        TrainingSummary summary = rows.summary(regressor.preparation().constants());
        LOG.info("trained a model of the {} ahead: {}", ahead, summary);
        return new ClvModel(
                pipeline,
                regressor,
                TypicalRows.of(matrix, regressor.values(matrix.toArray())),
                CorrelatedFeatures.of(matrix),
                ahead,
                money,
                NaiveBaselines.fit(rows.labels(), rows.past()),
                summary);
    }

    /**
     * Trains on a plain table: every row is a customer, its label column the value to predict, zero or more.
     *
     * <p>{@link #horizon}, {@link #origins} and extractors belong to event logs and are not used; {@link #currency} is
     * the label's, {@code XXX} (none) unless set. Rows may come in any order.
     *
     * @param table names a label column
     * @throws IllegalArgumentException when the table names no label, a label is negative, or there are too few rows
     */
    public TableModel train(Table table) {
        progress.progress(ProgressListener.Stage.FEATURES, 0);
        TableEncoder encoder = TableEncoder.fit(table);
        LabelledRows rows = TableRows.of(
                encoder.encode(table), table.labels(), table.idColumn().isPresent());
        if (rows.size() < FEWEST_CUSTOMERS) {
            throw new IllegalArgumentException("the table has " + rows.size() + " rows, need at least "
                    + FEWEST_CUSTOMERS + " to train; add rows");
        }
        if (rows.positiveShare() == 0) {
            throw new IllegalArgumentException("every label of the table is 0, so there is nothing to learn");
        }
        progress.progress(ProgressListener.Stage.FEATURES, 1);
        ValueRegressor regressor = RegressorTraining.train(rows, options(TABLE_LEVELS));
        return new TableModel(
                encoder,
                regressor,
                TypicalRows.of(rows.features(), regressor.values(rows.features().toArray())),
                CorrelatedFeatures.of(rows.features()),
                currency == null ? Explanation.NO_CURRENCY : currency,
                NaiveBaselines.fit(rows.labels(), List.of()),
                new TrainingSummary(
                        List.of(),
                        rows.size(),
                        rows.customers(),
                        0,
                        rows.positiveShare(),
                        regressor.preparation().constants()));
    }

    private TrainingOptions options(int levels) {
        return new TrainingOptions(
                network, loss, optimizer, batchSize, levels, epochs, patience, seed, threads, progress);
    }

    private List<Instant> cutoffs(EventLog log, Instant latest) {
        List<Instant> cutoffs = new ArrayList<>();
        Instant cutoff = latest;
        for (int i = 0; i < origins; i++) {
            cutoffs.add(cutoff);
            cutoff = step.before(cutoff, log.zone());
        }
        return cutoffs;
    }

    private String currencyFor(EventLog log) {
        String ofLog = log.currency();
        if (currency == null) {
            if (ofLog == null) {
                throw new IllegalStateException("the log names no currency; set currency(...), for instance \"EUR\"");
            }
            return ofLog;
        }
        if (ofLog != null && !ofLog.equals(currency)) {
            throw new IllegalArgumentException("currency(\"" + currency
                    + "\") contradicts the log, whose amounts are in " + ofLog + "; leave it out or convert the log");
        }
        return currency;
    }

    private static void requireTeachable(TrainingRows rows, Instant cutoff, Horizon horizon) {
        if (rows.customers() < FEWEST_CUSTOMERS) {
            throw new IllegalArgumentException(rows.customers() + " customers bought before " + cutoff
                    + ", need at least " + FEWEST_CUSTOMERS + " to train; take a later cutoff or more data");
        }
        List<Instant> empty = rows.emptyOrigins();
        if (!empty.isEmpty()) {
            throw new IllegalArgumentException("nobody had bought yet at " + empty.size()
                    + " of the training origins, the latest of them " + empty.get(0)
                    + "; take fewer origins or a shorter step");
        }
        if (rows.positiveShare() == 0) {
            throw new IllegalArgumentException("nobody spent anything in the " + horizon + " after " + cutoff
                    + ", so there is nothing to learn; take an earlier cutoff or a longer horizon");
        }
    }

    private static int requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }
}
