package dev.clv.features.prepare;

import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A preparation as plain lists and back.
 *
 * <p>{@code features} holds the names of all columns. For each numeric one in order there is one number per
 * {@link Fact}, and a list {@code levels.NAME} where its levels have indicators; for each categorical one a list
 * {@code varied.NAME}: one 0 or 1 per category, one for the unknown bucket, and, where there is a missing flag, whether
 * that varied. {@code missing_shares} holds one number per column, {@code computed} names of features, and so does
 * {@code verbatim}, if there are any, with a 0 or 1 per column of these in {@code verbatim_whole}.
 */
final class PreparationState {

    private static final String FEATURES = "features";
    private static final String LEVELS_OF = "levels.";
    private static final String VARIED_OF = "varied.";
    private static final String MISSING = "missing_shares";
    private static final String COMPUTED = "computed";
    private static final String VERBATIM = "verbatim";
    private static final String WHOLE = "verbatim_whole";

    /** One number of every numeric column. */
    private enum Fact {
        MEDIAN(NumericEncoder::median),
        FLAGGED(encoder -> flag(encoder.flagged())),
        LOG_UNIT(encoder -> encoder.log().unit()),
        LOW(encoder -> encoder.limits().low()),
        HIGH(encoder -> encoder.limits().high()),
        CENTER(encoder -> encoder.rescaling().center()),
        SCALE(encoder -> encoder.rescaling().scale()),
        MIN(encoder -> encoder.seen().low()),
        MAX(encoder -> encoder.seen().high());

        private final ToDoubleFunction<NumericEncoder> of;

        Fact(ToDoubleFunction<NumericEncoder> of) {
            this.of = of;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private PreparationState() {}

    static FittedState write(
            FeatureSchema schema, PreparationSettings settings, List<ColumnEncoder> encoders, MissingShares missing) {
        FittedState state = settings.addTo(FittedState.EMPTY)
                .withTexts(FEATURES, schema.names())
                .withNumbers(MISSING, missing.shares())
                .withTexts(COMPUTED, missing.computed().stream().sorted().toList());
        List<NumericEncoder> numeric = encoders.stream()
                .filter(NumericEncoder.class::isInstance)
                .map(NumericEncoder.class::cast)
                .toList();
        for (Fact fact : Fact.values()) {
            state = state.withNumbers(
                    fact.word(), numeric.stream().mapToDouble(fact.of).toArray());
        }
        List<String> verbatim = IntStream.range(0, encoders.size())
                .filter(i -> encoders.get(i) instanceof VerbatimEncoder)
                .mapToObj(i -> schema.feature(i).name())
                .distinct()
                .toList();
        if (!verbatim.isEmpty()) {
            state = state.withTexts(VERBATIM, verbatim)
                    .withNumbers(
                            WHOLE,
                            encoders.stream()
                                    .filter(VerbatimEncoder.class::isInstance)
                                    .mapToDouble(encoder -> flag(((VerbatimEncoder) encoder).whole()))
                                    .toArray());
        }
        for (int i = 0; i < encoders.size(); i++) {
            String name = schema.names().get(i);
            if (encoders.get(i) instanceof NumericEncoder encoder && encoder.levels().length > 0) {
                state = state.withNumbers(LEVELS_OF + name, encoder.levels());
            } else if (encoders.get(i) instanceof CategoricalEncoder encoder) {
                state = state.withNumbers(VARIED_OF + name, varied(encoder));
            }
        }
        return state;
    }

    private static double[] varied(CategoricalEncoder encoder) {
        boolean[] varied = encoder.varied();
        double[] flags = new double[encoder.width()];
        for (int i = 0; i < varied.length; i++) {
            flags[i] = flag(varied[i]);
        }
        if (flags.length > varied.length) {
            flags[varied.length] = flag(encoder.missing() == CategoricalEncoder.Missing.SOMETIMES);
        }
        return flags;
    }

    static Preparation read(FeatureSchema schema, FittedState state) {
        if (!state.texts(FEATURES).equals(schema.names())) {
            throw new IllegalArgumentException("the preparation was fitted on features " + state.texts(FEATURES)
                    + ", the schema has " + schema.names());
        }
        PreparationSettings settings = PreparationSettings.of(state);
        Set<String> verbatim = Set.copyOf(state.texts().getOrDefault(VERBATIM, List.of()));
        double[][] facts = facts(schema, verbatim, state);
        List<ColumnEncoder> encoders = new ArrayList<>();
        double[] whole = whole(schema, verbatim, state);
        int numeric = 0;
        int asTheyAre = 0;
        for (int i = 0; i < schema.size(); i++) {
            Feature feature = schema.feature(i);
            if (verbatim.contains(feature.name())) {
                encoders.add(new VerbatimEncoder(whole[asTheyAre++] == 1));
            } else if (feature.isCategorical()) {
                encoders.add(categorical(feature, state.numbers(VARIED_OF + feature.name())));
            } else {
                int index = numeric++;
                encoders.add(numeric(
                        fact -> facts[fact.ordinal()][index],
                        settings.bound(),
                        state.numbers().getOrDefault(LEVELS_OF + schema.names().get(i), new double[0])));
            }
        }
        return new Preparation(schema, settings, encoders, missing(schema, state, encoders));
    }

    /** Earlier versions kept whether a feature was ever missing, and went by names. */
    private static MissingShares missing(FeatureSchema schema, FittedState state, List<ColumnEncoder> encoders) {
        if (!state.numbers().containsKey(MISSING)) {
            return new MissingShares(
                    encoders.stream()
                            .mapToDouble(encoder -> encoder.isNeverMissing() ? 0 : 1)
                            .toArray(),
                    schema.features().stream()
                            .filter(feature -> !isGiven(feature))
                            .map(Feature::name)
                            .collect(Collectors.toSet()));
        }
        double[] shares = state.numbers(MISSING);
        if (shares.length != schema.size()) {
            throw new IllegalArgumentException("the preparation holds " + shares.length + " numbers '" + MISSING
                    + "' for " + schema.size() + " features");
        }
        return new MissingShares(shares, Set.copyOf(state.texts(COMPUTED)));
    }

    private static boolean isGiven(Feature feature) {
        return feature.group().equals(feature.name())
                || feature.name().startsWith("attr.")
                || feature.name().startsWith("signal.");
    }

    /** Whether each column of features that are handed on as they are is rounded. */
    private static double[] whole(FeatureSchema schema, Set<String> verbatim, FittedState state) {
        if (verbatim.isEmpty()) {
            return new double[0];
        }
        int columns = schema.columnsOf(verbatim).length;
        double[] whole = state.numbers(WHOLE);
        if (whole.length != columns) {
            throw new IllegalArgumentException(
                    "the preparation holds " + whole.length + " numbers '" + WHOLE + "' for " + columns + " columns");
        }
        return whole;
    }

    /** By the ordinal of the fact: one number per numeric column. */
    private static double[][] facts(FeatureSchema schema, Set<String> verbatim, FittedState state) {
        long numeric = IntStream.range(0, schema.size())
                .mapToObj(schema::feature)
                .filter(feature -> !feature.isCategorical() && !verbatim.contains(feature.name()))
                .count();
        double[][] facts = new double[Fact.values().length][];
        for (Fact fact : Fact.values()) {
            double[] numbers = state.numbers(fact.word());
            if (numbers.length != numeric) {
                throw new IllegalArgumentException("the preparation holds " + numbers.length + " numbers '"
                        + fact.word() + "' for " + numeric + " numeric features");
            }
            facts[fact.ordinal()] = numbers;
        }
        return facts;
    }

    private static NumericEncoder numeric(ToDoubleFunction<Fact> fact, double bound, double[] levels) {
        return new NumericEncoder(
                fact.applyAsDouble(Fact.MEDIAN),
                fact.applyAsDouble(Fact.FLAGGED) == 1,
                new SignedLog(fact.applyAsDouble(Fact.LOG_UNIT)),
                new Interval(fact.applyAsDouble(Fact.LOW), fact.applyAsDouble(Fact.HIGH)),
                new Rescaling(fact.applyAsDouble(Fact.CENTER), fact.applyAsDouble(Fact.SCALE)),
                bound,
                new Interval(fact.applyAsDouble(Fact.MIN), fact.applyAsDouble(Fact.MAX)),
                levels);
    }

    private static CategoricalEncoder categorical(Feature feature, double[] flags) {
        int buckets = feature.unknownCode() + 1;
        if (flags.length != buckets && flags.length != buckets + 1) {
            throw new IllegalArgumentException("the preparation knows " + flags.length + " outputs of feature '"
                    + feature.name() + "', the schema asks for " + buckets);
        }
        boolean[] varied = new boolean[buckets];
        for (int i = 0; i < buckets; i++) {
            varied[i] = flags[i] == 1;
        }
        if (flags.length == buckets) {
            return new CategoricalEncoder(varied, CategoricalEncoder.Missing.NEVER);
        }
        return new CategoricalEncoder(
                varied, flags[buckets] == 1 ? CategoricalEncoder.Missing.SOMETIMES : CategoricalEncoder.Missing.ALWAYS);
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }
}
