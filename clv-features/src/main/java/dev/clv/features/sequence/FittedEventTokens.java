package dev.clv.features.sequence;

import dev.clv.features.ColumnReport;
import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.Index;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Event tokens that know the words and scales of the training histories; made by {@link EventTokens}. Immutable and
 * thread-safe.
 *
 * <p>As an extractor it writes, in this order, three numbers of the events older than its tokens, 0 if there are none:
 * {@code older_events} (their number), {@code older_amount} (purchases less refunds) and {@code older_days} (from the
 * first to the last of them); then {@code tokens}, a vector of the number L of tokens, from 0 to the length T, and T
 * times F numbers, those of the newest token first, 0 behind the last of the L tokens. An extractor of which no column
 * is left has no features.
 *
 * <p>What it keeps of a customer is up to twice T tokens and these sums, whatever the number of events. States that
 * were stored go on to the same bits, and so do those of two parts of time that were merged, unless an order has lines
 * in both and T tokens or more between them.
 */
public final class FittedEventTokens implements FeatureExtractor {

    /** The name of the feature that holds the tokens. */
    public static final String FEATURE = "tokens";

    /** The names of all features, in order. */
    public static final List<String> FEATURES = List.of("older_events", "older_amount", "older_days", FEATURE);

    private static final String LENGTH = "length";
    private static final String EACH_LINE = "each_line";
    private static final String BUCKETS = "buckets";
    private static final String TAKEN = "taken";
    private static final String COLUMNS = "columns";
    private static final String KINDS = "kinds";
    private static final String CATEGORIES = "categories";
    private static final String NAMES = "names";
    private static final String SCALE = "scale.";

    private static final String GROUP = "sequence";

    private final TokenRules rules;
    private final List<TokenColumn> columns;
    private final List<TokenKind> kinds;
    private final WordIndex categories;
    private final WordIndex names;
    private final Map<TokenColumn, Scale> scales;
    private final List<ColumnReport> reports;
    private final List<Feature> tokenFeatures;
    private final List<Feature> features;

    /**
     * @param columns in their order
     * @param kinds those that have an index of their own
     * @param scales of the columns that are scaled
     * @param reports what became of the other columns; empty where it is not known any more
     */
    FittedEventTokens(
            TokenRules rules,
            List<TokenColumn> columns,
            List<TokenKind> kinds,
            WordIndex categories,
            WordIndex names,
            Map<TokenColumn, Scale> scales,
            List<ColumnReport> reports) {
        // Texts are not read where nobody looks at what they say.
        boolean readsTexts = columns.stream().anyMatch(column -> column.field() == TokenField.SENTIMENT);
        this.rules = new TokenRules(rules.length(), rules.kinds(), rules.eachLine(), readsTexts);
        this.columns = List.copyOf(columns);
        this.kinds = List.copyOf(kinds);
        this.categories = categories;
        this.names = names;
        this.scales = new EnumMap<>(TokenColumn.class);
        this.scales.putAll(scales);
        this.reports = List.copyOf(reports);
        this.tokenFeatures = this.columns.stream().map(this::feature).toList();
        this.features = columns.isEmpty() ? List.of() : features(rules.length(), rules.length() * columns.size());
    }

    private Feature feature(TokenColumn column) {
        return switch (column) {
            case KIND -> categorical(column, kinds.stream().map(TokenKind::word).toList());
            case CATEGORY -> categorical(column, categories.names());
            case NAME -> categorical(column, names.names());
            default -> Feature.numeric(column.word(), column.unit(), column.description(), GROUP);
        };
    }

    private static Feature categorical(TokenColumn column, List<String> words) {
        return Feature.categorical(column.word(), column.description(), GROUP, words);
    }

    private static List<Feature> features(int length, int width) {
        return List.of(
                Feature.numeric("older_events", "events", "Events before the latest " + length, GROUP),
                Feature.numeric("older_amount", "currency", "Purchases less refunds among those events", GROUP),
                Feature.numeric(
                        "older_days", "days", "Calendar days from the first to the last of those events", GROUP),
                Feature.vector(
                        FEATURE,
                        "numbers",
                        "The latest events and orders, up to " + length + ", one by one",
                        GROUP,
                        1 + width));
    }

    /** The columns of the feature that holds the tokens, 1 + T F; 0 if there is none. */
    public int width() {
        return features.isEmpty() ? 0 : features.get(features.size() - 1).width();
    }

    /** The most tokens of a customer, T. */
    public int length() {
        return rules.length();
    }

    /**
     * What the F numbers of a token are, in their order; unmodifiable. A feature with categories is an index: a whole
     * number from 0 to its {@link Feature#unknownCode()}, which stands for all that was rare or unknown in training, so
     * that an embedding needs one row more than there are categories. Any other number is from -{@value Scale#BOUND} to
     * {@value Scale#BOUND}; 0 where the event has none, which is the mean of a scaled one. None is NaN.
     */
    public List<Feature> tokenFeatures() {
        return tokenFeatures;
    }

    /**
     * A customer's tokens.
     *
     * @param cutoff events at or after it are not seen
     * @return L times F numbers, those of the newest token first, without padding
     */
    public double[] tokens(CustomerHistory history, Instant cutoff) {
        TokenFold fold = fold(history.before(cutoff));
        double[] tokens = new double[fold.newest().size() * columns.size()];
        write(fold, cutoff, tokens, 0);
        return tokens;
    }

    /**
     * What each token is, in words for whoever may see the customer's data, such as {@code "purchase of 2011-05-03, 2
     * items, 25.00 GBP, category Toys"}; the days are those of the customer's zone.
     *
     * @param cutoff events at or after it are not seen
     * @return one text for each token, the newest first; unmodifiable
     */
    public List<String> labels(CustomerHistory history, Instant cutoff) {
        TokenFold fold = fold(history.before(cutoff));
        List<String> labels = new ArrayList<>();
        List<Token> newest = fold.newest();
        for (int i = newest.size() - 1; i >= 0; i--) {
            labels.add(TokenLabel.of(newest.get(i), fold.clock(), history.currency()));
        }
        return List.copyOf(labels);
    }

    /**
     * One of the {@link #labels}.
     *
     * @param slot from 0, the newest token
     * @throws IndexOutOfBoundsException if there are not that many tokens
     */
    public String label(CustomerHistory history, Instant cutoff, int slot) {
        List<String> labels = labels(history, cutoff);
        return labels.get(Index.require("slot", slot, labels.size()));
    }

    private TokenFold fold(CustomerHistory history) {
        TokenFold fold = new TokenFold(rules, new WallClock(history.zone()));
        history.events().forEach(fold::add);
        return fold;
    }

    private void write(TokenFold fold, Instant cutoff, double[] row, int offset) {
        List<Token> newest = fold.newest();
        for (int i = newest.size() - 1, place = offset; i >= 0; i--) {
            Token before = i > 0 ? newest.get(i - 1) : fold.older().last();
            SeenToken seen = new SeenToken(newest.get(i), before, fold.clock(), cutoff);
            for (TokenColumn column : columns) {
                row[place++] = number(column, seen);
            }
        }
    }

    private double number(TokenColumn column, SeenToken seen) {
        switch (column) {
            case KIND:
                int kind = kinds.indexOf(seen.token().kind());
                return kind < 0 ? kinds.size() : kind;
            case CATEGORY:
                return categories.of(seen.token().category());
            case NAME:
                return names.of(seen.token().name());
            default:
                double number = column.read(seen);
                Scale scale = scales.get(column);
                if (scale != null) {
                    return scale.of(column, number);
                }
                return Double.isNaN(number) ? 0 : number;
        }
    }

    @Override
    public String name() {
        return EventTokens.NAME;
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    /** Why columns that were asked for are left out; empty for one that was restored. */
    @Override
    public List<ColumnReport> columns() {
        return reports;
    }

    @Override
    public State begin(CustomerContext customer) {
        return features.isEmpty() ? State.of((cutoff, row, offset) -> {}) : new Tokens(customer);
    }

    @Override
    public FittedState fittedState() {
        FittedState state = FittedState.EMPTY
                .withNumbers(LENGTH, rules.length())
                .withNumbers(EACH_LINE, rules.eachLine() ? 1 : 0)
                .withNumbers(BUCKETS, categories.buckets())
                .withTexts(TAKEN, rules.kinds().stream().map(TokenKind::word).toList())
                .withTexts(COLUMNS, columns.stream().map(TokenColumn::word).toList())
                .withTexts(KINDS, kinds.stream().map(TokenKind::word).toList())
                .withTexts(CATEGORIES, categories.words())
                .withTexts(NAMES, names.words());
        for (Map.Entry<TokenColumn, Scale> scale : scales.entrySet()) {
            state = state.withNumbers(
                    SCALE + scale.getKey().word(),
                    scale.getValue().unit(),
                    scale.getValue().mean(),
                    scale.getValue().deviation());
        }
        return state;
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return of(state);
    }

    static FittedEventTokens of(FittedState state) {
        Set<TokenKind> taken = state.texts(TAKEN).stream()
                .map(TokenKind::ofWord)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenKind.class)));
        List<TokenColumn> columns =
                state.texts(COLUMNS).stream().map(TokenColumn::ofWord).toList();
        Map<TokenColumn, Scale> scales = new EnumMap<>(TokenColumn.class);
        for (TokenColumn column : columns) {
            if (column.form() == TokenColumn.Form.SCALED) {
                double[] scale = state.numbers(SCALE + column.word());
                if (scale.length != 3) {
                    throw new IllegalArgumentException(
                            "'" + SCALE + column.word() + "' must hold 3 numbers, holds " + scale.length);
                }
                scales.put(column, new Scale(scale[0], scale[1], scale[2]));
            }
        }
        int buckets = state.integer(BUCKETS);
        return new FittedEventTokens(
                new TokenRules(EventTokens.checked(state.integer(LENGTH)), taken, state.integer(EACH_LINE) == 1, false),
                columns,
                state.texts(KINDS).stream().map(TokenKind::ofWord).toList(),
                buckets > 0 ? WordIndex.hashed(buckets) : WordIndex.of(state.texts(CATEGORIES)),
                WordIndex.of(state.texts(NAMES)),
                scales,
                List.of());
    }

    @Override
    public String toString() {
        return "FeatureExtractor[" + EventTokens.NAME + "]";
    }

    private final class Tokens implements State {

        private final TokenFold fold;

        Tokens(CustomerContext customer) {
            this.fold = new TokenFold(rules, new WallClock(customer.zone()));
        }

        @Override
        public void add(CustomerEvent event) {
            fold.add(event);
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            OlderEvents older = fold.older();
            row[offset] = older.events();
            row[offset + 1] = older.net().doubleValue();
            row[offset + 2] = older.days(fold.clock());
            row[offset + 3] = fold.newest().size();
            int first = offset + 4;
            Arrays.fill(row, first, first + rules.length() * columns.size(), 0);
            FittedEventTokens.this.write(fold, cutoff, row, first);
        }

        @Override
        public void snapshot(StateWriter out) {
            fold.snapshot(out);
        }

        @Override
        public void restore(StateReader in) {
            fold.restore(in);
        }

        @Override
        public void merge(StateReader later) {
            fold.merge(later);
        }
    }
}
