package dev.clv.features.prepare;

import static java.util.Objects.requireNonNull;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittedState;
import dev.clv.features.internal.Index;
import dev.clv.features.internal.Interruption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * Turns raw features into network inputs, as learned from the training rows. Immutable and thread-safe.
 *
 * <p>A numeric feature goes through, in this order:
 *
 * <ol>
 *   <li>imputation: NaN becomes the training median; a feature that had missing values in training also gets an output
 *       {@code name:missing} of 0 or 1;
 *   <li>signed log {@code sign(x) ln(1 + |x| / u)} with u the median size of the values other than 0, for skewed
 *       features only: training skewness above 1 in absolute value, of which the log removes at least a tenth;
 *   <li>winsorising at fitted quantiles after the log, which are the training range unless set, so that a big spender
 *       seen in training is never cut;
 *   <li>scaling, and a last limit on the output.
 * </ol>
 *
 * <p>Where asked by {@link Builder#levels}, a number of few different values also gets an output {@code name=value} for
 * each.
 *
 * <p>A categorical feature becomes one output per category, {@code name=category}, one for the unknown,
 * {@code name=(unknown)}, and {@code name:missing} where training had missing values.
 *
 * <p>A feature that was {@linkplain Builder#verbatim prepared already}, such as a sequence of events, is handed on as
 * it is, NaN as 0; {@link #outOfRange}, {@link #far} and {@link #missing} pass over it.
 *
 * <p>An output that never varied in training (a constant, an all-missing feature, an unknown bucket without training
 * rows) is always 0, so that it can carry no untrained weight; {@link #constants()} lists them. So is a feature that is
 * the same for all customers of a cutoff, as a season is, unless the cutoffs span a year: it would only tell one
 * training cutoff from another.
 *
 * <p>Everything learned is independent of the order of the training rows.
 */
public final class Preparation {

    private final FeatureSchema schema;
    private final PreparationSettings settings;
    private final List<ColumnEncoder> encoders;
    private final MissingShares missing;
    private final List<PreparedColumn> columns;
    private final List<String> constants;

    /** Where each feature's outputs begin. */
    private final int[] offsets;

    Preparation(
            FeatureSchema schema, PreparationSettings settings, List<ColumnEncoder> encoders, MissingShares missing) {
        this.schema = schema;
        this.settings = settings;
        this.encoders = List.copyOf(encoders);
        this.missing = missing;
        this.offsets = new int[encoders.size()];
        List<PreparedColumn> all = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        for (int i = 0; i < encoders.size(); i++) {
            offsets[i] = all.size();
            for (int output = 0; output < encoders.get(i).width(); output++) {
                PreparedColumn column = column(i, output);
                all.add(column);
                if (encoders.get(i).isConstant(output)) {
                    constant.add(column.name());
                }
            }
        }
        this.columns = List.copyOf(all);
        this.constants = List.copyOf(constant);
    }

    /** The settings, all with defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The inverse of {@link #fittedState()}.
     *
     * @param schema the raw features it was fitted on
     * @throws IllegalArgumentException if {@code state} belongs to other features or is not one of a preparation
     */
    public static Preparation restore(FeatureSchema schema, FittedState state) {
        return PreparationState.read(schema, state);
    }

    /** Its settings and what it learned, as plain lists for a model file. */
    public FittedState fittedState() {
        return PreparationState.write(schema, settings, encoders, missing);
    }

    /** The raw features, in the order of an input row. */
    public FeatureSchema schema() {
        return schema;
    }

    /** The outputs in order, each with the raw feature it comes from; unmodifiable. */
    public List<PreparedColumn> columns() {
        return columns;
    }

    /** The number of outputs. */
    public int width() {
        return columns.size();
    }

    /** The names of the outputs that never varied in training and are always 0; unmodifiable. */
    public List<String> constants() {
        return constants;
    }

    /**
     * Whether nothing of a feature varied in training, so that all its outputs are always 0.
     *
     * @param feature its name
     * @throws IllegalArgumentException if no feature has this name
     */
    public boolean isConstant(String feature) {
        return IntStream.of(schema.columnsOf(List.of(feature)))
                .allMatch(i -> IntStream.range(0, encoders.get(i).width()).allMatch(encoders.get(i)::isConstant));
    }

    /**
     * What was learned of some features: the preparation that their columns alone would have made.
     *
     * @param features their names, in any order
     * @throws IllegalArgumentException if no feature has one of the names
     */
    public Preparation only(Collection<String> features) {
        int[] columns = schema.columnsOf(features);
        return new Preparation(
                schema.only(features),
                settings,
                IntStream.of(columns).mapToObj(encoders::get).toList(),
                missing.only(columns));
    }

    /**
     * Prepares one row, allocating nothing.
     *
     * @param row one value per raw feature, NaN where missing; not modified
     * @param out its first {@link #width()} places are modified; never NaN or infinite
     */
    public void transform(double[] row, double[] out) {
        checkLength(row);
        if (out.length < width()) {
            throw new IllegalArgumentException("out has " + out.length + " places, needs " + width());
        }
        for (int i = 0; i < row.length; i++) {
            encoders.get(i).write(row[i], out, offsets[i]);
        }
    }

    /**
     * Prepares many rows.
     *
     * @param rows (R, F); not modified
     * @return (R, {@link #width()}), new
     */
    public double[][] transform(double[][] rows) {
        double[][] prepared = new double[rows.length][width()];
        for (int i = 0; i < rows.length; i++) {
            transform(rows[i], prepared[i]);
        }
        return prepared;
    }

    /** Prepares a whole matrix: (R, {@link #width()}), new. */
    public double[][] transform(FeatureMatrix matrix) {
        if (!matrix.schema().equals(schema)) {
            throw new IllegalArgumentException("the matrix has other features ("
                    + matrix.schema().size() + ") than the preparation was fitted on (" + schema.size() + ")");
        }
        double[] row = new double[schema.size()];
        double[][] prepared = new double[matrix.rows()][width()];
        for (int i = 0; i < prepared.length; i++) {
            matrix.copyRow(i, row);
            transform(row, prepared[i]);
        }
        return prepared;
    }

    /**
     * The numeric features whose value in {@code row} lies below or above everything seen in training, by more than
     * half of the training range (after the log, where one is taken), so that a model extrapolates.
     *
     * <p>Left out are features that never varied in training, which a model ignores, and features that are the same for
     * all customers of a cutoff (a season, say): they tell something about the date, not about a customer.
     */
    public List<String> outOfRange(double[] row) {
        return outOfRange(row, Growth.NONE);
    }

    /**
     * The same of a row whose features may have grown beyond what training saw, because it was made later, and after a
     * training with few customers, who leave more room beyond the ends of the range.
     */
    public List<String> outOfRange(double[] row, Growth growth) {
        checkLength(row);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            Feature feature = schema.feature(i);
            if (encoders.get(i) instanceof NumericEncoder encoder && encoder.isOutside(row[i], feature, growth)) {
                names.add(feature.name());
            }
        }
        return once(names);
    }

    /**
     * The numeric values in {@code row} far from all that training saw: at least ten widths of the training range
     * beyond it, and one after the log, where one is taken; of a feature of several columns, the farthest. Left out is
     * what {@link #outOfRange} leaves out.
     *
     * @param growth by how much features may have grown since training
     */
    public List<FarValue> far(double[] row, Growth growth) {
        checkLength(row);
        Map<String, FarValue> far = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            FarValue value = encoders.get(i) instanceof NumericEncoder encoder
                    ? encoder.far(row[i], schema.feature(i), growth)
                    : null;
            if (value != null) {
                far.merge(value.feature(), value, (one, other) -> other.widths() > one.widths() ? other : one);
            }
        }
        return List.copyOf(far.values());
    }

    /**
     * The nearest value in the training range of a number, so that what is averaged is not decided by a few outermost
     * customers; the value itself of a category.
     *
     * @param feature its position in the schema
     * @param value raw; NaN, missing, stays so
     * @throws IndexOutOfBoundsException if there is no such feature
     */
    public double limit(int feature, double value) {
        return encoders.get(Index.require("feature", feature, encoders.size())) instanceof NumericEncoder encoder
                ? encoder.limit(value)
                : value;
    }

    /**
     * The features that at least 95 of 100 training rows had and {@code row} has not.
     *
     * <p>Left out is what is {@linkplain Builder#computed computed} from events and may be undefined without anything
     * being missing, such as the trend of somebody who has become inactive.
     */
    public List<String> missing(double[] row) {
        checkLength(row);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            if (Double.isNaN(row[i])
                    && !(encoders.get(i) instanceof VerbatimEncoder)
                    && missing.isExpected(schema.feature(i), i)) {
                names.add(schema.feature(i).name());
            }
        }
        return once(names);
    }

    /** A feature of several columns is named once. */
    private static List<String> once(List<String> names) {
        return names.stream().distinct().toList();
    }

    /** The categorical features whose value in {@code row} is no known category. */
    public List<String> unknownCategories(double[] row) {
        checkLength(row);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            if (encoders.get(i) instanceof CategoricalEncoder encoder && encoder.isUnknown(row[i])) {
                names.add(schema.feature(i).name());
            }
        }
        return List.copyOf(names);
    }

    private void checkLength(double[] row) {
        if (row.length != schema.size()) {
            throw new IllegalArgumentException(
                    "row has " + row.length + " values, the preparation was fitted on " + schema.size() + " features");
        }
    }

    private PreparedColumn column(int source, int output) {
        Feature feature = schema.feature(source);
        if (encoders.get(source) instanceof NumericEncoder encoder) {
            return numericColumn(schema.names().get(source), encoder, source, output);
        }
        if (encoders.get(source) instanceof VerbatimEncoder) {
            return new PreparedColumn(schema.names().get(source), source, PreparedColumn.Part.VALUE);
        }
        if (output > feature.unknownCode()) {
            return new PreparedColumn(feature.name() + ":missing", source, PreparedColumn.Part.MISSING);
        }
        String category = output == feature.unknownCode()
                ? "(unknown)"
                : feature.categories().get(output);
        return new PreparedColumn(feature.name() + "=" + category, source, PreparedColumn.Part.CATEGORY);
    }

    private static PreparedColumn numericColumn(String name, NumericEncoder encoder, int source, int output) {
        if (output == 0) {
            return new PreparedColumn(name, source, PreparedColumn.Part.VALUE);
        }
        if (output < encoder.firstLevel()) {
            return new PreparedColumn(name + ":missing", source, PreparedColumn.Part.MISSING);
        }
        double level = encoder.levels()[output - encoder.firstLevel()];
        return new PreparedColumn(name + "=" + level, source, PreparedColumn.Part.LEVEL);
    }

    @Override
    public String toString() {
        return "Preparation[" + schema.size() + " features to " + width() + " inputs]";
    }

    /** The settings of a preparation; not thread-safe. */
    public static final class Builder {

        private Scaling scaling = Scaling.STANDARD;
        private double lowerQuantile = 0;
        private double upperQuantile = 1;
        private boolean signedLog = true;
        private double bound = 10;
        private int mostLevels;
        private Set<String> computed = Set.of();
        private Set<String> verbatim = Set.of();

        private Builder() {}

        /** How numbers are scaled; {@link Scaling#STANDARD} unless set. */
        public Builder scaling(Scaling scaling) {
            this.scaling = requireNonNull(scaling, "scaling");
            return this;
        }

        /**
         * Limits every numeric feature at these quantiles of its training values, after the signed log; 0 and 1, which
         * is the training range, unless set.
         *
         * @param lower in [0, 1), below {@code upper}
         * @param upper in (0, 1]
         */
        public Builder winsorizeAt(double lower, double upper) {
            if (!(lower >= 0 && lower < upper && upper <= 1)) {
                throw new IllegalArgumentException(
                        "winsorising quantiles must satisfy 0 <= lower < upper <= 1, were " + lower + " and " + upper);
            }
            this.lowerQuantile = lower;
            this.upperQuantile = upper;
            return this;
        }

        /**
         * Gives a number of at least 3 and at most {@code most} different training values (a count of policies, a
         * rating) an indicator for each beside the number itself, so that a jump at one of them can be learned; 0,
         * none, unless set.
         *
         * @param most zero or more
         */
        public Builder levels(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("levels must be zero or more, was " + most);
            }
            this.mostLevels = most;
            return this;
        }

        /**
         * Names features that are computed from events and may be undefined without anything being missing, so that
         * {@link Preparation#missing} passes over them; none unless set. Names of no feature are ignored.
         */
        public Builder computed(Collection<String> features) {
            this.computed = Set.copyOf(features);
            return this;
        }

        /**
         * Names numeric features whose numbers are made for a network already, as those of a sequence of events are;
         * none unless set. Names of no feature are ignored.
         */
        public Builder verbatim(Collection<String> features) {
            this.verbatim = Set.copyOf(features);
            return this;
        }

        /** Whether skewed features go through the signed log; true unless set. */
        public Builder signedLog(boolean signedLog) {
            this.signedLog = signedLog;
            return this;
        }

        /**
         * The largest scaled number by absolute value; 10 unless set. It tames a feature that is almost always the
         * same, whose few other values would lie hundreds of standard deviations out.
         *
         * @param bound at least 1
         */
        public Builder bound(double bound) {
            if (!(bound >= 1)) {
                throw new IllegalArgumentException("bound must be at least 1, was " + bound);
            }
            this.bound = bound;
            return this;
        }

        /**
         * Learns from training rows.
         *
         * @param training at least one row
         */
        public Preparation fit(FeatureMatrix training) {
            return fit(training, Runnable::run);
        }

        /**
         * The same on an executor and the calling thread.
         *
         * @param executor changes no bit of the result; {@code Runnable::run} for the calling thread alone
         */
        public Preparation fit(FeatureMatrix training, Executor executor) {
            if (training.rows() == 0) {
                throw new IllegalArgumentException("a preparation needs at least 1 training row, got 0");
            }
            PreparationSettings settings =
                    new PreparationSettings(scaling, lowerQuantile, upperQuantile, signedLog, bound, mostLevels);
            TrainingCustomers customers = TrainingCustomers.of(training);
            ColumnEncoder[] encoders = new ColumnEncoder[training.schema().size()];
            double[] missing = new double[encoders.length];
            training.forEachColumn(
                    (column, i) -> {
                        boolean asItIs =
                                verbatim.contains(training.schema().feature(i).name());
                        encoders[i] = asItIs
                                ? VerbatimEncoder.fit(column)
                                : encoder(training, i, column, customers, settings);
                        missing[i] = MissingShares.share(column);
                    },
                    executor);
            return new Preparation(
                    training.schema(), settings, List.of(encoders), new MissingShares(missing, computed));
        }

        private static ColumnEncoder encoder(
                FeatureMatrix training,
                int i,
                double[] column,
                TrainingCustomers customers,
                PreparationSettings settings) {
            Interruption.check();
            Feature feature = training.schema().feature(i);
            if (feature.isCategorical()) {
                return CategoricalEncoder.fit(feature, column);
            }
            NumericEncoder encoder = NumericEncoder.fit(column, OfCutoff.of(training, column), customers, settings);
            // The columns of a vector are missing together, and one flag says so.
            boolean isFirst = i == 0 || !training.schema().feature(i - 1).equals(feature);
            return isFirst ? encoder : encoder.withoutFlag();
        }
    }
}
