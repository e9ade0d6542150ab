package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Forecasts;
import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Effort;
import dev.clv.explain.Importance;
import dev.clv.explain.OrderedTasks;
import dev.clv.features.ColumnReport;
import dev.clv.features.CustomerState;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogFacts;
import dev.clv.features.event.LogReasons;
import dev.clv.features.event.StoredLog;
import dev.clv.features.event.UnknownIds;
import dev.clv.features.prepare.Growth;
import dev.clv.features.sequence.FittedEventTokens;
import dev.clv.internal.Placeholders;
import dev.clv.internal.UndatedAttributes;
import dev.clv.label.Cutoff;
import dev.clv.label.Horizon;
import dev.clv.label.Target;
import dev.clv.nn.Vocabulary;
import dev.clv.reason.Caveat;
import dev.clv.reason.Dependence;
import dev.clv.reason.Detail;
import dev.clv.reason.Explanation;
import dev.clv.reason.Lever;
import dev.clv.reason.Reference;
import dev.clv.reason.SegmentDifference;
import dev.clv.reason.SegmentOptions;
import dev.clv.reason.ValueExplainer;
import dev.clv.reason.WhatIf;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.store.UnknownPartException;
import dev.clv.value.HorizonRegressor;
import dev.clv.value.LevelUncertainty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Predicts what each customer of a shop will spend over a horizon, from their events, with a range and a reason.
 *
 * <p>Immutable and thread-safe: one model serves any number of threads. It answers about times in the years 1 to 9999
 * and refuses others by an {@link IllegalArgumentException}. A customer's prediction depends on that customer's own
 * events before the given time and on nothing else.
 *
 * <pre>{@code
 * ClvModel model = ClvModel.builder()
 *     .horizon(Duration.ofDays(180))
 *     .currency("GBP")
 *     .train(log, Instant.parse("2011-06-09T00:00:00Z"));
 * ClvPrediction p = model.predict(log.history("17850"), now);
 * Attribution why = model.explain(log.history("17850"), now);
 * model.save(Path.of("model.clvm"));
 * }</pre>
 */
public final class ClvModel extends ValueModel {

    static final String KIND = "event-log";

    private static final int CHUNK = 1024;

    private final FeaturePipeline pipeline;
    private final Horizon horizon;

    /** When the log of training began; null if that was not kept. */
    private final @Nullable Instant begin;

    /** What stood beside the amounts of training, where they named no currency; null if nothing did. */
    private final @Nullable String currencyMark;

    /** By how much levels of true values drift in a horizon. */
    private final double drift;

    ClvModel(
            FeaturePipeline pipeline,
            Horizon horizon,
            @Nullable Instant begin,
            @Nullable String currencyMark,
            RowModel rows) {
        super(rows);
        this.pipeline = pipeline;
        this.horizon = horizon;
        this.begin = begin;
        this.currencyMark = currencyMark;
        this.drift = rows.summary().drift(horizon.duration());
    }

    /** The same with a word about its training and more cautions. */
    ClvModel with(String setting, String words, List<Caution> more) {
        return new ClvModel(
                pipeline,
                horizon,
                begin,
                currencyMark,
                rows().withSummary(summary().with(setting, words, more)));
    }

    /** Starts the training of a model. */
    public static ClvModelBuilder builder() {
        return new ClvModelBuilder();
    }

    /**
     * Starts a model without any training on this shop's outcomes, of networks that were trained on simulated shops:
     * for a shop whose log is too short, or whose customers are too few.
     *
     * <pre>{@code
     * ClvModel model = ClvModel.general().horizon(Duration.ofDays(90)).currency("GBP").fit(log, now);
     * }</pre>
     */
    public static GeneralModelBuilder general() {
        return new GeneralModelBuilder();
    }

    /**
     * Reads a model that {@link #save} wrote; its predictions are the saved model's, bit for bit.
     *
     * @param path the model file
     * @param extractors the extractors of your own that the model was trained with; the standard ones are known
     * @throws ModelFormatException if the file is not a model of an event log, is damaged, or is of a later version
     * @throws UnknownPartException if an extractor of the model is missing, or its network has a layer or a loss of
     *     your own
     * @throws IllegalArgumentException if two extractors of your own have one name, or one has other features than in
     *     training or does not take up the state of training; a setting that its {@code fittedState()} leaves out
     *     cannot be seen (see {@link dev.clv.features.check.ExtractorChecks#checkSettings})
     * @see #load(Path, Vocabulary, FittableExtractor...)
     */
    public static ClvModel load(Path path, FittableExtractor... extractors) throws IOException {
        return load(path, Vocabulary.standard(), extractors);
    }

    /**
     * Reads a model whose network has a layer or a loss of your own.
     *
     * @param vocabulary the standard words and your own: {@code Vocabulary.standard().withLoss("my_loss", d -> new
     *     MyLoss())}
     * @throws ModelFormatException if the file is not a model of an event log, is damaged, or is of a later version
     * @throws UnknownPartException if an extractor of the model is missing, or a word of its network
     * @throws IllegalArgumentException if two extractors of your own have one name, or one has other features than in
     *     training or does not take up the state of training; a setting that its {@code fittedState()} leaves out
     *     cannot be seen (see {@link dev.clv.features.check.ExtractorChecks#checkSettings})
     */
    public static ClvModel load(Path path, Vocabulary vocabulary, FittableExtractor... extractors) throws IOException {
        return of(ModelFile.load(path), vocabulary, extractors);
    }

    /**
     * Reads a model that {@link #write} wrote, and no byte after it; the stream stays open. Errors are those of
     * {@link #load(Path, FittableExtractor...)}.
     */
    public static ClvModel read(InputStream in, FittableExtractor... extractors) throws IOException {
        return read(in, Vocabulary.standard(), extractors);
    }

    /**
     * Reads a model whose network has a layer or a loss of your own; see {@link #load(Path, Vocabulary,
     * FittableExtractor...)}.
     */
    public static ClvModel read(InputStream in, Vocabulary vocabulary, FittableExtractor... extractors)
            throws IOException {
        return of(ModelFile.read(in), vocabulary, extractors);
    }

    private static ClvModel of(Section in, Vocabulary vocabulary, FittableExtractor... own)
            throws ModelFormatException {
        requireKind(in, KIND);
        // An extractor of the caller's own may refuse a state although the file is in order.
        FeaturePipeline pipeline = own.length == 0
                ? in.read("pipeline", part -> SavedPipeline.read(part, List.of()))
                : SavedPipeline.read(in.section("pipeline"), List.of(own));
        return new ClvModel(
                pipeline,
                in.word("horizon", text -> new Horizon(Duration.parse(text))),
                in.has("begin") ? in.word("begin", Instant::parse) : null,
                in.has("currency_mark") ? in.word("currency_mark") : null,
                RowModel.read(in, pipeline.schema(), vocabulary));
    }

    /**
     * What became of each attribute of the training customers, and of their texts where features of texts were asked
     * for; with examples where the model was just trained, as a model file holds no values of customers.
     */
    public List<ColumnReport> attributes() {
        return pipeline.columns();
    }

    @Override
    Section section() {
        Section out = section(KIND);
        out.put("horizon", horizon.duration().toString());
        if (begin != null) {
            out.put("begin", begin.toString());
        }
        if (currencyMark != null) {
            out.put("currency_mark", currencyMark);
        }
        SavedPipeline.write(pipeline, out.begin("pipeline"));
        rows().write(out);
        return out;
    }

    /**
     * Predicts one customer's value over the horizon that starts at {@code at}.
     *
     * @param history what is known of the customer; events at or after {@code at} are left out; may be empty
     * @param at as of when; the model never asks the system clock
     */
    public ClvPrediction predict(CustomerHistory history, Instant at) {
        Question question = asked(history, at);
        return question.answer(rows(at).predict(row(question.known(), at), growth(at)), horizon);
    }

    /**
     * Predicts one customer's value from what was taken in of their events one by one, however many: the same, bit for
     * bit, as {@link #predict(CustomerHistory, Instant)} of a history of these events. Its amounts are taken to be in
     * {@link #currency()}, and its events to be all up to {@code at}.
     *
     * <pre>{@code
     * CustomerState state = model.begin("17850", ZoneId.of("Europe/London"));
     * state.add(Purchase.of(time, amount));
     * ClvPrediction p = model.predict(state, now);
     * }</pre>
     *
     * @param state of {@link #begin} or {@link #restore}, of this model or another one with the same features; does not
     *     change
     * @param at after every event taken in
     * @throws IllegalArgumentException if an event that was taken in is not before {@code at}, or the state is of a
     *     model with other features, or features that learned something else from its training customers
     */
    public ClvPrediction predict(CustomerState state, Instant at) {
        ClvPrediction prediction = rows(at).predict(row(state, at), growth(at)).asOf(at, horizon.duration());
        return state.hasBought() ? prediction : Question.coldStart(prediction);
    }

    /**
     * Why a customer's value is what it is, as {@link #explain(CustomerHistory, Instant)} says it of a history of the
     * same events.
     *
     * @param state as for {@link #predict(CustomerState, Instant)}
     * @param at as of when
     */
    public Attribution explain(CustomerState state, Instant at) {
        return rows().explainer().explain(row(state, at));
    }

    /**
     * The same as a business reads it: reason codes, business groups, caveats and JSON.
     *
     * @param state as for {@link #predict(CustomerState, Instant)}
     * @param at as of when
     * @param reference whose prediction is the base value
     */
    public Explanation explain(CustomerState state, Instant at, Reference.Typical reference) {
        Explanation explanation = rows().explainer()
                .explain(row(state, at), growth(at), reference)
                .asOf(at, horizon.duration());
        return state.hasBought() ? explanation : Question.coldStart(explanation);
    }

    /**
     * A state that has seen nothing yet of a customer, to be fed event by event, in order of time. It keeps what the
     * model's features need of the events and not the events, unless an extractor of your own needs them all.
     *
     * @param customer the customer's id
     * @param zone the zone whose calendar days count
     */
    public CustomerState begin(String customer, ZoneId zone) {
        return pipeline.begin(customer, zone);
    }

    /**
     * A state that continues where {@link CustomerState#snapshot()} was taken of one of this model, or of another one
     * with the same features.
     *
     * @param customer the customer's id, which the snapshot does not hold
     * @throws IllegalArgumentException if the snapshot is damaged or of other features
     */
    public CustomerState restore(String customer, byte[] snapshot) {
        return pipeline.restore(customer, snapshot);
    }

    /**
     * Sixteen hexadecimal digits that name the model's features, with all that they learned in training: states of one
     * model can be used by another one if these are equal.
     */
    public String features() {
        return HexFormat.of().toHexDigits(pipeline.fingerprint());
    }

    private double[] row(CustomerState state, Instant at) {
        if (!state.fits(pipeline)) {
            throw new IllegalArgumentException(
                    "the state is of other features than the model's; begin one by this model and fold the events again");
        }
        return state.row(Cutoff.require("at", at));
    }

    private Growth growth(Instant at) {
        return summary().cutoffs().stream()
                .findFirst()
                .map(trained -> ObservedEnd.growth(
                        begin, trained, at, horizon, summary().customers()))
                .orElse(Growth.NONE);
    }

    /**
     * Predicts some customers of a log as of {@code at}, in their order; each as it would be predicted alone.
     *
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public List<ClvPrediction> predict(EventLog log, Collection<String> customers, Instant at) {
        requireCurrencyOf(log);
        return Questions.of(log, customers, at)
                .answers(rows(at).predict(extract(log, customers, at), growth(at)), horizon);
    }

    /**
     * Predicts some customers of a log as of {@code at}, ranks them by value, and hands over each prediction, in their
     * order: the same as {@link #predict(EventLog, Collection, Instant)} but for {@link Standing#rank}. Predictions are
     * handed over when all are made, and need about a kilobyte each until then.
     *
     * @param consumer takes an id and its prediction, on the calling thread; if it throws, the scoring ends
     * @return what is to be said of all these predictions together
     * @throws IllegalArgumentException if the log holds refunds and no purchase, or is in another currency
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set, and no prediction has been handed over
     */
    public ScoringSummary score(
            EventLog log, Collection<String> customers, Instant at, BiConsumer<String, ClvPrediction> consumer) {
        return score(log, customers, at, Runnable::run, consumer);
    }

    /**
     * The same on an executor and the calling thread.
     *
     * @param executor changes no bit of the result; {@code Runnable::run} for the calling thread alone
     */
    public ScoringSummary score(
            EventLog log,
            Collection<String> customers,
            Instant at,
            Executor executor,
            BiConsumer<String, ClvPrediction> consumer) {
        List<String> ids = List.copyOf(customers);
        requireCurrencyOf(log);
        requirePurchases(log);
        ScoringSummary.Tally tally = new ScoringSummary.Tally(population(growth(at)), levelUncertainty());
        List<ClvPrediction> all = new ArrayList<>(ids.size());
        IntStream.Builder orders = IntStream.builder();
        OrderedTasks.run(
                (ids.size() + CHUNK - 1) / CHUNK,
                i -> scored(log, ids.subList(i * CHUNK, Math.min((i + 1) * CHUNK, ids.size())), at),
                executor,
                chunk -> {
                    Arrays.stream(chunk.orders()).forEach(orders);
                    tally.add(
                            chunk.features(),
                            chunk.predictions(),
                            chunk.recent()::get,
                            chunk.questions().words());
                    all.addAll(chunk.predictions());
                });
        Ranks ranks = Ranks.of(all);
        for (int i = 0; i < all.size(); i++) {
            consumer.accept(ids.get(i), ranks.ranked(all.get(i)));
        }
        List<Caution> cautions = cautions(log, at, orders.build().toArray());
        return tally.summary(cautions, tally.hasStrangers() ? UnknownIds.of(log.customers(), ids) : UnknownIds.NONE);
    }

    /**
     * What is to be said of a scoring beside its predictions.
     *
     * @param orders how many each customer has who bought
     */
    private List<Caution> cautions(LogFacts log, Instant at, int[] orders) {
        List<Caution> cautions = new ArrayList<>(ObservedEnd.cautions(log, at, horizon));
        if (summary().hasLabels()) {
            summary().cutoffs().stream()
                    .findFirst()
                    .ifPresent(trained -> cautions.addAll(ObservedEnd.besideTraining(log, begin, trained, at)));
        } else {
            cautions.addAll(summary().cautions());
        }
        cautions.addAll(NamedCurrencies.cautions(currency(), log));
        Placeholders.sentence(orders, "orders")
                .ifPresent(sentence -> cautions.add(new Caution(Placeholders.KEY, sentence)));
        return cautions;
    }

    /**
     * Predicts all customers of a log in temporary files who are known before {@code at}, and ranks them by value: the
     * same, to the bit, as {@link #score(EventLog, Collection, Instant, Executor, BiConsumer)} of the same customers.
     * Only values are kept: everything is predicted once for the ranks and once to be handed over.
     *
     * @param executor computes features, beside the calling thread; changes no bit of the result
     * @param consumer takes an id and its prediction, on the calling thread, in order of the ids; if it throws, the
     *     scoring ends
     * @return what is to be said of all these predictions together
     * @throws IllegalArgumentException if the log holds refunds and no purchase, or is in another currency
     * @throws java.io.UncheckedIOException if the temporary file cannot be read
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public ScoringSummary score(
            StoredLog log, Instant at, Executor executor, BiConsumer<String, ClvPrediction> consumer) {
        requireCurrencyOf(log);
        requirePurchases(log);
        Growth growth = growth(at);
        StoredScoring scoring = new StoredScoring(
                log, pipeline, Cutoff.require("at", at), horizon, features -> rows(at).predict(features, growth));
        ScoringSummary.Tally tally = new ScoringSummary.Tally(population(growth), levelUncertainty());
        DoubleStream.Builder values = DoubleStream.builder();
        IntStream.Builder orders = IntStream.builder();
        scoring.run(executor, chunk -> {
            List<StoredCustomer> customers = chunk.customers();
            tally.add(
                    chunk.features(),
                    chunk.predictions(),
                    row -> customers.get(row).recent(),
                    chunk.words());
            chunk.predictions().forEach(prediction -> values.add(prediction.value()));
            customers.stream()
                    .mapToInt(StoredCustomer::orders)
                    .filter(count -> count > 0)
                    .forEach(orders);
        });
        Ranks ranks = Ranks.of(values.build());
        scoring.run(executor, chunk -> {
            for (int i = 0; i < chunk.predictions().size(); i++) {
                consumer.accept(
                        chunk.customers().get(i).id(),
                        ranks.ranked(chunk.predictions().get(i)));
            }
        });
        return tally.summary(cautions(log, at, orders.build().toArray()), UnknownIds.NONE);
    }

    private PopulationReview population(Growth growth) {
        List<Feature> written = pipeline.extractors().stream()
                .filter(FeatureExtractor::readsTexts)
                .flatMap(extractor -> extractor.features().stream())
                .toList();
        return new PopulationReview(rows(), growth, attributes(), written);
    }

    /**
     * Some customers of a log, and what was predicted of them.
     *
     * @param orders how many each has made who bought anything
     * @param recent which of them bought in the last horizon
     */
    private record Scored(
            FeatureMatrix features,
            Questions questions,
            List<ClvPrediction> predictions,
            int[] orders,
            BitSet recent) {}

    private Scored scored(EventLog log, List<String> customers, Instant at) {
        FeatureMatrix features = extract(log, customers, at);
        Questions questions = Questions.of(log, customers, at);
        return new Scored(
                features,
                questions,
                questions.answers(rows(at).predict(features, growth(at)), horizon),
                questions.orders(),
                questions.recent(horizon));
    }

    /**
     * Explains some customers of a log as of {@code at}, in their order, and hands over each explanation when it is
     * made: the same as {@link #explain(CustomerHistory, Instant, Reference)} of each.
     *
     * @param customers ids that the log knows; may be empty
     * @param executor explains, beside the calling thread; changes no bit of the result
     * @param consumer takes an id and its explanation, on the calling thread; if it throws, no further explanation
     *     begins
     * @throws IllegalArgumentException if the log does not know a customer, or the reference is an earlier time before
     *     which one of them had no event; thrown before anything is handed over
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public void explainAll(
            EventLog log,
            Collection<String> customers,
            Instant at,
            Reference reference,
            Executor executor,
            BiConsumer<String, Explanation> consumer) {
        explainAll(log, customers, at, reference, ValueExplainer.STANDARD, executor, consumer);
    }

    /**
     * The same with another effort. {@code Effort.standard().targetError(0.05)} is enough for the few largest reasons
     * of every customer of a shop and takes about half as long as the effort of a single explanation. Each effect tells
     * its standard error, which then rests on few walks: of a simulated shop, 8.0 % of effects lay beyond two and 1.8 %
     * beyond three of them (4.7 and 0.5 % at the effort of a single explanation, 4.6 and 0.3 % if errors were normal).
     */
    public void explainAll(
            EventLog log,
            Collection<String> customers,
            Instant at,
            Reference reference,
            Effort effort,
            Executor executor,
            BiConsumer<String, Explanation> consumer) {
        requireCurrencyOf(log);
        requireKnown(log, "customers", customers);
        ValueExplainer explainer = rows().explainer().with(effort);
        List<String> ids = List.copyOf(customers);
        if (reference instanceof Reference.Earlier earlier) {
            new EarlierTime(earlier.at())
                    .requireBefore(at)
                    .requireOf(ids.stream().map(log::history).toList());
        }
        int[] next = {0};
        OrderedTasks.run(
                ids.size(),
                i -> explain(explainer, log.history(ids.get(i)), at, reference),
                executor,
                explanation -> consumer.accept(ids.get(next[0]++), explanation));
    }

    /**
     * Why a customer's value is what it is: what every feature and business group adds to the value of a typical
     * customer, in {@link #currency()}. Adds up to {@code predict(history, at).value()} within 1e-9 of it.
     *
     * @param history as for {@link #predict(CustomerHistory, Instant)}
     * @param at as of when
     */
    public Attribution explain(CustomerHistory history, Instant at) {
        return rows().explainer().explain(row(asked(history, at).known(), at));
    }

    /**
     * Which of the latest events of a customer carry the value, if the model {@linkplain ClvModelBuilder#sequence reads
     * them one by one}: what each adds to the value that the customer would have with the same features and none of
     * these events read, in {@link #currency()}. Adds up to {@code predict(history, at).value()} within 1e-9 of it.
     * Exact for some ten events, and with standard errors for more.
     *
     * @param history as for {@link #predict(CustomerHistory, Instant)}
     * @param at as of when
     * @return an attribution whose features are events in words, the newest first, such as {@code "1: purchase of
     *     2011-05-03, 2 items, 25.00 GBP"}; personal data
     * @throws IllegalStateException if the model reads features alone
     * @throws IllegalArgumentException if the customer has no events before {@code at}
     */
    public Attribution explainEvents(CustomerHistory history, Instant at) {
        FittedEventTokens tokens = tokens().orElseThrow(() -> new IllegalStateException(
                "this model reads features alone; train one by sequence(...), or ask explain(...)"));
        CustomerHistory known = asked(history, at).known();
        List<String> labels = tokens.labels(known, at);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("the customer has no events before " + at + " that could be explained");
        }
        return new EventReasons(row(known, at), tokens, rows().regressor()::values).explain(labels);
    }

    /** What makes events into the last features; empty if there is nothing of the kind. */
    Optional<FittedEventTokens> tokens() {
        FeatureExtractor last = pipeline.extractors().get(pipeline.extractors().size() - 1);
        return last instanceof FittedEventTokens tokens && tokens.width() > 0 ? Optional.of(tokens) : Optional.empty();
    }

    /**
     * Why a customer's value is what it is, compared with a reference of your choice, as a business reads it: reason
     * codes, business groups, caveats, JSON, and sentences through {@link dev.clv.reason.Wording}. Says whose it is
     * only once {@link Explanation#named} is called.
     *
     * @param history as for {@link #predict(CustomerHistory, Instant)}
     * @param at as of when
     * @param reference whose prediction is the base value; anything but a row of a table
     * @throws IllegalArgumentException if the reference is a row of a table, a customer without an event before
     *     {@code at}, or an earlier time that is not earlier than {@code at} or before which the customer had no event;
     *     attributes alone are none
     */
    public Explanation explain(CustomerHistory history, Instant at, Reference reference) {
        return explain(rows().explainer(), history, at, reference);
    }

    private Explanation explain(ValueExplainer explainer, CustomerHistory history, Instant at, Reference reference) {
        Question question = asked(history, at);
        double[] row = row(question.known(), at);
        Explanation explanation = reference instanceof Reference.Typical typical
                ? explainer.explain(row, growth(at), typical)
                : explainer.explain(row, growth(at), reference, referenceRow(question.known(), at, reference));
        boolean assumed = !history.isEmpty() && NamedCurrencies.isAssumed(currency(), history.currency());
        return question.answer(assumed ? explanation.with(Caveat.currencyAssumed()) : explanation, horizon);
    }

    private double[] referenceRow(CustomerHistory known, Instant at, Reference reference) {
        if (reference instanceof Reference.Earlier earlier) {
            return row(new EarlierTime(earlier.at()).requireBefore(at).of(known), earlier.at());
        }
        if (reference instanceof Reference.OtherCustomer other) {
            return row(new EarlierTime(at).of(asked(other.history(), at).known()), at);
        }
        throw new IllegalArgumentException(
                "a row of a table is no reference for a model of an event log; use Reference.customer(history)");
    }

    /**
     * How the mean value of one segment of customers differs from another's, and which business groups and features
     * make the difference, with bootstrap intervals. Depends on neither the order of the customers nor who is asked to
     * do the work. Where only one of the model and the log names a currency, amounts are compared as if of one:
     * {@link #score} says so in the caution {@code currency_assumed}, this result does not.
     *
     * @param segment at least two different customers of the log
     * @param others at least two different customers of the log, none of them in {@code segment}
     * @param at as of when
     * @throws IllegalArgumentException if the log does not know a customer, or one is in both segments
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public SegmentDifference compareSegments(
            EventLog log, Collection<String> segment, Collection<String> others, Instant at, SegmentOptions options) {
        requireCurrencyOf(log);
        TreeSet<String> one = new TreeSet<>(segment);
        TreeSet<String> two = new TreeSet<>(others);
        requireKnown(log, "segment", one);
        requireKnown(log, "others", two);
        long both = one.stream().filter(two::contains).count();
        if (both > 0) {
            throw new IllegalArgumentException(both + " customers are in both segments; put each into one");
        }
        return rows().explainer()
                .compare(
                        extract(log, options.sample(List.copyOf(one)), at).toArray(),
                        extract(log, options.sample(List.copyOf(two)), at).toArray(),
                        options);
    }

    /**
     * How the value depends on one feature, over some customers of a log as of {@code at}. Where only one of the model
     * and the log names a currency, amounts are compared as if of one: {@link #score} says so in the caution
     * {@code currency_assumed}, this result does not.
     *
     * @param customers at least one
     * @throws IllegalArgumentException if there is no customer, the log does not know one, or the model has no such
     *     feature
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public Dependence dependence(String feature, EventLog log, Collection<String> customers, Instant at) {
        requireCurrencyOf(log);
        if (customers.isEmpty()) {
            throw new IllegalArgumentException("dependence needs at least 1 customer, was given 0; name some");
        }
        requireKnown(log, "customers", customers);
        return rows().explainer()
                .dependence(feature, Background.of(extract(log, customers, at).toArray()));
    }

    /**
     * Which small changes of a few features would raise a customer's predicted value to {@code wanted}. It shows how
     * the model reacts, not what would happen: only an experiment shows that.
     *
     * @param history as for {@link #predict(CustomerHistory, Instant)}
     * @param at as of when
     * @param wanted in {@link #currency()}, finite
     * @param levers what may change, and how far; at least one, on different features
     */
    public WhatIf whatWouldRaise(CustomerHistory history, Instant at, double wanted, List<Lever> levers) {
        return rows().explainer().whatWouldRaise(row(asked(history, at).known(), at), wanted, levers);
    }

    /**
     * How much the root mean squared error grows, in {@link #currency()}, when one business group's features are
     * shuffled among the customers: permutation importance, per group, on the customers that {@link #evaluate} scores.
     * Where only one of the model and the log names a currency, amounts are compared as if of one: {@link #score} says
     * so in the caution {@code currency_assumed}, this result does not.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff best one whose horizon the model was not trained on
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before the horizon does
     * @throws IllegalArgumentException if nobody bought before the cutoff
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public List<Importance> importance(EventLog log, Instant cutoff) {
        return importance(log, cutoff, Detail.GROUP, Runnable::run);
    }

    /**
     * The same per group or per feature, on an executor and the calling thread.
     *
     * @param executor changes no bit of the result; {@code Runnable::run} for the calling thread alone
     */
    public List<Importance> importance(EventLog log, Instant cutoff, Detail detail, Executor executor) {
        Outcome outcome = outcome(log, cutoff);
        return rows().explainer()
                .importance(outcome.features().toArray(), outcome.labels(Target.value()), detail, executor);
    }

    /**
     * Scores the model on everybody who bought before {@code cutoff}, beside the naive baselines and those of purchase
     * models ({@link dev.clv.baseline.Baseline#all}), with intervals, comparisons and segments. Values over the other
     * {@link #horizons()} are scored, too, as far as the log has seen them; a caution names those that it has not.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff as of when to predict; before the last training origin's horizon ends, the metrics flatter, since
     *     the model has learned from that window, and the evaluation carries a caution
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before the horizon does
     * @throws IllegalArgumentException if nobody bought before the cutoff
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public Evaluation evaluate(EventLog log, Instant cutoff) {
        Outcome outcome = outcome(log, cutoff);
        return rows(cutoff)
                .evaluate(
                        outcome.features(),
                        outcome::labels,
                        outcome.over().keySet(),
                        outcome.past(),
                        outcome.floored(),
                        CustomerSegments.of(log, outcome.customers(), cutoff, horizon),
                        cautions(log, cutoff, outcome));
    }

    private List<Caution> cautions(EventLog log, Instant cutoff, Outcome outcome) {
        Horizon evaluated = longest(outcome.over().keySet());
        List<Caution> cautions = new ArrayList<>();
        if (summary().hasLabels()) {
            cautions.addAll(
                    new TrainedWindows(summary().cutoffs(), summary().fingerprints(), evaluated, longest(horizons()))
                            .cautions(log.zone(), cutoff, log.observedUntil(), outcome.features()));
        } else {
            cautions.addAll(summary().cautions());
        }
        List<Horizon> unseen = horizons().stream()
                .filter(other -> !outcome.over().containsKey(other))
                .map(Horizon::new)
                .toList();
        if (!unseen.isEmpty()) {
            cautions.add(Caution.of(
                    "horizon_unseen",
                    "Values over %s are not scored, as the log ends before that, at %s; to score all, evaluate as of %s"
                            + " or before.",
                    unseen.stream().map(Horizon::toString).collect(Collectors.joining(" and ")),
                    log.observedUntil(),
                    longest(horizons()).before(log.observedUntil(), log.zone())));
        }
        PopulationReview population = population(growth(cutoff));
        Questions questions = Questions.of(log, outcome.customers(), cutoff);
        population.add(
                outcome.features(),
                new RowWords.Compared(row -> true, questions.recent(horizon)::get, questions.words()));
        cautions.addAll(NamedCurrencies.cautions(currency(), log));
        cautions.addAll(population.cautions());
        UndatedAttributes attributes = new UndatedAttributes(attributes());
        questions.all().forEach(question -> attributes.add(question.known()));
        attributes
                .sentence("at " + cutoff)
                .ifPresent(sentence -> cautions.add(new Caution(UndatedAttributes.KEY, sentence)));
        return cautions;
    }

    /**
     * What {@link #evaluate} makes its scores of: predictions of everybody who bought before {@code cutoff} and those
     * of the baselines, beside what came true, with the same cautions. For segments of your own ({@link Forecasts#by}),
     * paired comparisons with other models ({@link dev.clv.evaluate.Bootstrap#compare}) and backtests.
     *
     * @param log must have seen the whole horizon after {@code cutoff}
     * @param cutoff as of when to predict
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before the horizon does
     * @throws IllegalArgumentException if nobody bought before the cutoff
     */
    public Forecasts forecasts(EventLog log, Instant cutoff) {
        Outcome outcome = outcome(log, cutoff);
        return rows(cutoff)
                .forecasts(
                        outcome.features(),
                        outcome::labels,
                        outcome.over().keySet(),
                        outcome.past(),
                        outcome.floored(),
                        CustomerSegments.of(log, outcome.customers(), cutoff, horizon),
                        cautions(log, cutoff, outcome));
    }

    /**
     * The raw features of some customers as of {@code at}, in their order; an id that the log does not know gets those
     * of nobody.
     *
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public FeatureMatrix features(EventLog log, Collection<String> customers, Instant at) {
        return extract(log, customers, at);
    }

    /** For predictions at a time: after the latest training origin with wider intervals, see {@link #drift}. */
    private RowModel rows(Instant at) {
        return rows().drifted(drift(at));
    }

    /** What past origins show, in proportion to the time since training up to one horizon. */
    private double drift(Instant at) {
        double days = growth(at).days();
        return days > 0 ? drift * Math.min(1, days / horizon.days()) : 0;
    }

    @Override
    LevelUncertainty levelUncertainty() {
        return summary().levelUncertainty(horizon.duration());
    }

    /** How far ahead it predicts; the main horizon. */
    public Duration horizon() {
        return horizon.duration();
    }

    /**
     * The other horizons that it predicts the value over, shortest first; empty unless it was trained for them, see
     * {@link ClvModelBuilder#horizons}.
     */
    public List<Duration> horizons() {
        return rows().regressor() instanceof HorizonRegressor several ? several.horizons() : List.of();
    }

    /** Of the main horizon and some others. */
    private Horizon longest(Collection<Duration> others) {
        return Stream.concat(Stream.of(horizon), others.stream().map(Horizon::new))
                .max(Comparator.comparing(Horizon::duration))
                .orElseThrow();
    }

    private double[] row(CustomerHistory history, Instant at) {
        return pipeline.row(history, Cutoff.require("at", at));
    }

    private FeatureMatrix extract(EventLog log, Collection<String> customers, Instant at) {
        return pipeline.extract(log, customers, Cutoff.require("at", at));
    }

    FeaturePipeline pipeline() {
        return pipeline;
    }

    private Outcome outcome(EventLog log, Instant cutoff) {
        requireCurrencyOf(log);
        return Outcome.of(log, cutoff, horizon, horizons(), pipeline);
    }

    /** A question that the model can answer: the amounts of the history are in its currency, where that is known. */
    private Question asked(CustomerHistory history, Instant at) {
        NamedCurrencies.requireSame(currency(), currencyMark, "history", history.currency(), null);
        return Question.of(history, at);
    }

    private static void requireKnown(EventLog log, String name, Collection<String> customers) {
        long unknown =
                customers.stream().filter(customer -> !log.contains(customer)).count();
        if (unknown > 0) {
            throw new IllegalArgumentException(unknown + " of the " + customers.size() + " ids of '" + name
                    + "' are not in the log; leave them out or take the log that knows them");
        }
    }

    /** Refuses a log whose purchases were all taken for refunds. */
    private static void requirePurchases(LogFacts log) {
        long refunds = log.quality().count(LogReasons.NO_PURCHASE);
        if (refunds > 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the log holds %,d refunds and not one purchase, so there is nobody to score: look at"
                            + " \"refundWhen\", at the words of \"kind\" and at the sign of the amounts in the mapping",
                    refunds));
        }
    }

    private void requireCurrencyOf(LogFacts log) {
        NamedCurrencies.requireSame(currency(), currencyMark, "log", log.currency(), log.currencyMark());
    }
}
