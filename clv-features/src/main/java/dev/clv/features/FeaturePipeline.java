package dev.clv.features;

import com.google.common.hash.Hashing;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.StoredLog;
import dev.clv.features.internal.Interruption;
import dev.clv.features.internal.Parts;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Fitted extractors side by side: from histories to a feature matrix. Immutable and thread-safe.
 *
 * <p>The pipeline itself cuts every history at the row's cutoff, so no extractor sees an event at or after it. A row
 * depends on its customer's own events and on nothing else: the features of one customer alone equal, bit for bit,
 * those in a million. Several cutoffs of one customer cost one walk over the events.
 *
 * <p>Made by {@link FeaturePlan#fit}.
 */
public final class FeaturePipeline {

    private static final Instant EARLIEST = Instant.parse("-290307-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+294246-01-01T00:00:00Z");

    /** So many customers are extracted by one thread at a time. */
    private static final int CUSTOMERS_PER_PART = 1024;

    private final List<FeatureExtractor> extractors;
    private final FeatureSchema schema;
    private final long fingerprint;

    /** Where each extractor's first column goes, and at the end the number of columns. */
    private final int[] offsets;

    FeaturePipeline(List<FeatureExtractor> extractors) {
        this.extractors = List.copyOf(extractors);
        this.offsets = new int[extractors.size() + 1];
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < extractors.size(); i++) {
            List<Feature> own = extractors.get(i).features();
            features.addAll(own);
            offsets[i + 1] = offsets[i] + own.stream().mapToInt(Feature::width).sum();
        }
        this.schema = FeatureSchema.of(features);
        this.fingerprint = fingerprint(fittedStates(), schema);
    }

    /** The columns of every row. */
    public FeatureSchema schema() {
        return schema;
    }

    /** What became of the attributes that its extractors learned from. */
    public List<ColumnReport> columns() {
        return extractors.stream()
                .flatMap(extractor -> extractor.columns().stream())
                .toList();
    }

    /** The fitted extractors in order; unmodifiable. */
    public List<FeatureExtractor> extractors() {
        return extractors;
    }

    /**
     * What every extractor is made of, by extractor name, in order; with {@link #schema()}, {@link FeaturePlan#restore}
     * makes the same pipeline of it.
     */
    public Map<String, FittedState> fittedStates() {
        Map<String, FittedState> states = new LinkedHashMap<>();
        extractors.forEach(extractor -> states.put(extractor.name(), extractor.fittedState()));
        return Collections.unmodifiableMap(states);
    }

    /**
     * One customer's features.
     *
     * @param history what is known; events at or after {@code cutoff} are left out
     * @param cutoff as of when
     * @return one value per column, NaN where undefined
     * @throws IllegalArgumentException if the cutoff is out of the range that times of events have, from the year
     *     -290307 to 294246
     * @throws IllegalStateException if an extractor breaks its contract
     */
    public double[] row(CustomerHistory history, Instant cutoff) {
        double[] row = new double[schema.size()];
        fold(history, new Instant[] {cutoff}, (which, values) -> System.arraycopy(values, 0, row, 0, row.length));
        return row;
    }

    /**
     * The features of some customers as of one cutoff, in the order of {@code customers}.
     *
     * @param customers ids; one the log does not know gets the features of an empty history
     */
    public FeatureMatrix extract(EventLog log, Collection<String> customers, Instant cutoff) {
        return extract(
                log,
                customers.stream().map(customer -> new RowKey(customer, cutoff)).toList());
    }

    /**
     * The features of these rows, in this order.
     *
     * @param log everybody's events
     * @param rows which customer as of when, in any order; a customer may have rows at several cutoffs
     * @throws IllegalStateException if an extractor breaks its contract
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public FeatureMatrix extract(EventLog log, List<RowKey> rows) {
        return extract(log, rows, Runnable::run);
    }

    /**
     * The same on an executor and the calling thread.
     *
     * @param executor changes no bit of the result; {@code Runnable::run} for the calling thread alone
     */
    public FeatureMatrix extract(EventLog log, List<RowKey> rows, Executor executor) {
        double[] values = FeatureMatrix.allocate(rows.size(), schema.size());
        Map<String, List<Integer>> rowsOfCustomer = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            rowsOfCustomer
                    .computeIfAbsent(rows.get(i).customer(), customer -> new ArrayList<>(1))
                    .add(i);
        }
        List<List<Integer>> customers = List.copyOf(rowsOfCustomer.values());
        int parts = (customers.size() + CUSTOMERS_PER_PART - 1) / CUSTOMERS_PER_PART;
        Parts.run(
                parts,
                part -> customers
                        .subList(part * CUSTOMERS_PER_PART, Math.min((part + 1) * CUSTOMERS_PER_PART, customers.size()))
                        .forEach(places -> extract(log, rows, places, values)),
                executor);
        return FeatureMatrix.wrap(schema, rows, values);
    }

    /**
     * The features of all customers of a log in temporary files who are known before a cutoff, to the bit as
     * {@link #extract(EventLog, Collection, Instant)} makes them. Each event goes straight into the customer's state,
     * so that a customer may have any number of them.
     *
     * @param executor works beside the calling thread and changes no bit of the result
     * @param consumer takes an id and a row, in order of the ids, on the calling thread
     * @throws IllegalStateException if an extractor breaks its contract
     * @throws java.io.UncheckedIOException if the temporary file cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public void extract(StoredLog log, Instant cutoff, Executor executor, BiConsumer<String, double[]> consumer) {
        requireInRange(cutoff);
        log.fold(
                cutoff,
                executor,
                (customer, events) -> {
                    CustomerState state = begin(customer, log.zone());
                    events.forEachRemaining(state::add);
                    return Map.entry(customer, state.row(cutoff));
                },
                row -> consumer.accept(row.getKey(), row.getValue()));
    }

    /** @param places the numbers of one customer's rows */
    private void extract(EventLog log, List<RowKey> rows, List<Integer> places, double[] values) {
        Interruption.check();
        places.sort(Comparator.comparing(place -> rows.get(place).cutoff()));
        Instant[] cutoffs =
                places.stream().map(place -> rows.get(place).cutoff()).toArray(Instant[]::new);
        fold(
                log.history(rows.get(places.get(0)).customer()),
                cutoffs,
                (which, row) -> System.arraycopy(row, 0, values, places.get(which) * schema.size(), schema.size()));
    }

    /** Takes the row of the {@code which}-th cutoff; the array is reused for the next one. */
    private interface RowSink {
        void take(int which, double[] row);
    }

    /**
     * One walk over the events: up to the first cutoff, write, on to the second, and so on.
     *
     * @param cutoffs ascending, at least one
     */
    private void fold(CustomerHistory history, Instant[] cutoffs, RowSink sink) {
        for (Instant cutoff : cutoffs) {
            requireInRange(cutoff);
        }
        CustomerHistory known = history.before(cutoffs[cutoffs.length - 1]);
        CustomerState state = begin(known.customer(), known.zone());
        double[] row = new double[schema.size()];
        int next = 0;
        for (CustomerEvent event : known.events()) {
            while (!event.time().isBefore(cutoffs[next])) {
                Arrays.fill(row, Double.NaN);
                state.write(cutoffs[next], row, 0);
                sink.take(next, row);
                next++;
            }
            state.add(event);
        }
        for (; next < cutoffs.length; next++) {
            Arrays.fill(row, Double.NaN);
            state.write(cutoffs[next], row, 0);
            sink.take(next, row);
        }
    }

    private static void requireInRange(Instant cutoff) {
        if (cutoff.isBefore(EARLIEST) || cutoff.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "cutoff must lie between the years -290307 and 294246, as times of events do, was " + cutoff);
        }
    }

    /**
     * A state that has seen nothing yet of a customer, to be fed event by event.
     *
     * @param customer the customer's id
     * @param zone the zone whose calendar days count
     */
    public CustomerState begin(String customer, ZoneId zone) {
        return new CustomerState(this, customer, zone);
    }

    /**
     * The inverse of {@link CustomerState#snapshot()}: a state that continues to the same bits.
     *
     * @param customer the customer's id, which the snapshot does not hold
     * @param snapshot of a state of this pipeline, or of one that was restored from its {@link #fittedStates()}
     * @throws IllegalArgumentException if the snapshot is damaged, or of a pipeline with other extractors, settings or
     *     training
     */
    public CustomerState restore(String customer, byte[] snapshot) {
        return CustomerState.restore(this, customer, snapshot);
    }

    /**
     * The names of the extractors that {@linkplain FeatureExtractor#needsWholeHistory() need the whole history}, in
     * order: with any of them, a customer's snapshot holds all events of the customer.
     */
    public List<String> needsWholeHistory() {
        return extractors.stream()
                .filter(FeatureExtractor::needsWholeHistory)
                .map(FeatureExtractor::name)
                .toList();
    }

    /**
     * This pipeline with some of its features, in the order that they have here. Extractors that compute none of them
     * are left out and not run; one that computes others too is run as a whole. States of customers that were begun by
     * this pipeline do not fit the other one.
     *
     * @param features their names, in any order; at least one
     * @throws IllegalArgumentException if there is none, or no feature has one of the names
     */
    public FeaturePipeline only(Collection<String> features) {
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a pipeline needs at least 1 feature, was given none; name some");
        }
        schema.columnsOf(features);
        Set<String> wanted = Set.copyOf(features);
        return new FeaturePipeline(extractors.stream()
                .flatMap(extractor -> SelectedExtractor.of(extractor, wanted::contains).stream())
                .toList());
    }

    /** Where an extractor's first column goes; of the number of extractors, the number of columns. */
    int offset(int extractor) {
        return offsets[extractor];
    }

    /** A hash of the extractors, their settings, what they learned and their features. */
    public long fingerprint() {
        return fingerprint;
    }

    private static long fingerprint(Map<String, FittedState> states, FeatureSchema schema) {
        StateWriter out = new StateWriter();
        Map<String, FittedState> all = new LinkedHashMap<>(states);
        all.put("", schema.fittedState());
        all.forEach((name, state) -> {
            out.text(name);
            new TreeMap<>(state.numbers()).forEach((list, numbers) -> {
                out.text(list).whole(numbers.length);
                for (double number : numbers) {
                    out.number(number);
                }
            });
            new TreeMap<>(state.texts()).forEach((list, texts) -> {
                out.text(list).whole(texts.size());
                texts.forEach(out::text);
            });
        });
        return Hashing.murmur3_128().hashBytes(out.toBytes()).asLong();
    }
}
