package dev.clv.decide.uplift;

import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.table.Table;
import dev.clv.nn.math.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each treatment of a campaign changes for a customer, learned from an {@link Experiment}. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * UpliftModel model = UpliftModel.builder().seed(7).train(mailing);
 * UpliftEffects effects = model.effects(nextMonth);
 * }</pre>
 *
 * <p>Twenty members learn from random halves of the rows, in ten pairs of which each covers all rows. The effect is
 * their mean. The spread of estimates from halves around their mean is that of an estimate from all rows around the
 * truth (the delete-half jackknife; Shao, Tu 1995, "The Jackknife and Bootstrap"), which gives the intervals. Learners
 * that regress share their predictions of outcomes, whose own errors matter little to them.
 *
 * <p>The same experiment, settings and seed give the same bits, in whatever order the rows stand.
 */
public final class UpliftModel {

    private static final int PAIRS = 10;
    private static final int FINGERPRINT = 16;

    private final String fingerprint;
    private final Experiment experiment;
    private final Preparation preparation;
    private final List<EffectModel> members;
    private final List<OutcomeModel> outcomes;
    private final Propensities propensities;
    private final List<Caution> cautions;

    private UpliftModel(
            String fingerprint,
            Experiment experiment,
            Preparation preparation,
            List<EffectModel> members,
            List<OutcomeModel> outcomes,
            Propensities propensities,
            List<Caution> cautions) {
        this.fingerprint = fingerprint;
        this.experiment = experiment;
        this.preparation = preparation;
        this.members = members;
        this.outcomes = outcomes;
        this.propensities = propensities;
        this.cautions = cautions;
    }

    /** Starts the settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** All arms, the control first; unmodifiable. */
    public List<String> arms() {
        return experiment.arms();
    }

    /**
     * Tells this model from all others: 16 hexadecimal digits of what it was learned from, and how. The same
     * experiment, settings and seed have the same one, in whatever order the rows stand.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** What to know before relying on it; often empty. */
    public List<Caution> cautions() {
        return cautions;
    }

    /**
     * The effects on customers of a table with the columns that the experiment's table had; its columns of arms and
     * outcomes are not needed and not looked at.
     *
     * @throws IllegalArgumentException if the experiment was not read from a table, or this one does not fit
     */
    public UpliftEffects effects(Table table) {
        return effects(experiment.encode(table));
    }

    /**
     * The effects on customers with the features of the experiment.
     *
     * @throws IllegalArgumentException if the features are others
     */
    public UpliftEffects effects(FeatureMatrix features) {
        double[][] x = preparation.transform(features);
        int treatments = arms().size() - 1;
        double[][] mean = new double[x.length][treatments];
        double[][] sd = new double[x.length][treatments];
        for (EffectModel member : members) {
            double[][] one = member.effects(x);
            for (int row = 0; row < x.length; row++) {
                for (int k = 0; k < treatments; k++) {
                    mean[row][k] += one[row][k];
                    sd[row][k] += one[row][k] * one[row][k];
                }
            }
        }
        for (int row = 0; row < x.length; row++) {
            for (int k = 0; k < treatments; k++) {
                mean[row][k] /= members.size();
                sd[row][k] = Math.sqrt(Math.max(0, sd[row][k] / members.size() - mean[row][k] * mean[row][k]));
            }
        }
        return new UpliftEffects(
                fingerprint,
                IntStream.range(0, x.length).mapToObj(features::customer).toList(),
                arms(),
                mean,
                sd,
                OutcomeModel.mean(outcomes, x),
                propensities.clipped(propensities.of(x)));
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {

        private UpliftLearner learner = UpliftLearner.SHARED;
        private int hidden = 8;
        private int parts = 3;
        private long seed;

        private Builder() {}

        /** How effects are learned; {@link UpliftLearner#SHARED} unless set. */
        public Builder learner(UpliftLearner kind) {
            learner = requireNonNull(kind, "kind");
            return this;
        }

        /**
         * The units of the networks' trunk; 8 unless set.
         *
         * @param units from 1 to 256
         */
        public Builder hidden(int units) {
            if (units < 1 || units > 256) {
                throw new IllegalArgumentException("the trunk of a network must have 1 to 256 units, was " + units);
            }
            hidden = units;
            return this;
        }

        /** The seed of weights, halves and parts; 0 unless set. */
        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /**
         * Learns from all rows of an experiment.
         *
         * @throws IllegalArgumentException if an arm has fewer than 10 rows
         */
        public UpliftModel train(Experiment experiment) {
            return train(experiment, experiment.order());
        }

        /**
         * The effects on the rows of the experiment itself, each by a model that saw four fifths of the rows and not
         * this one, so that they can be judged by what happened. All fifths are given the same mean.
         *
         * @throws IllegalArgumentException if an arm has fewer than 20 rows
         */
        public UpliftEffects crossFitted(Experiment experiment) {
            requireRows(experiment, 2 * Experiment.FEWEST);
            int folds = 5;
            int[] order = experiment.order();
            int[] arm = IntStream.of(order).map(experiment::armIndex).toArray();
            int[] fold = Sample.parts(arm, experiment.arms().size(), folds, SplitMix.mix(seed, 5));
            int n = experiment.rows();
            double[][][] parts = new double[4][n][];
            for (int f = 0; f < folds; f++) {
                int[] learned = IntStream.of(Sample.rows(fold, f, true))
                        .map(i -> order[i])
                        .toArray();
                int[] held = IntStream.of(Sample.rows(fold, f, false))
                        .map(i -> order[i])
                        .toArray();
                UpliftEffects some =
                        train(experiment, learned).effects(experiment.features().select(held));
                for (int i = 0; i < held.length; i++) {
                    parts[0][held[i]] = some.effects(i);
                    parts[1][held[i]] = some.sds(i);
                    parts[2][held[i]] = some.outcomes(i);
                    parts[3][held[i]] = some.propensities(i);
                }
            }
            level(parts[0], fold, folds, order);
            return new UpliftEffects(
                    fingerprint(experiment, order, "cross-fitted"),
                    IntStream.range(0, n)
                            .mapToObj(experiment.features()::customer)
                            .toList(),
                    experiment.arms(),
                    parts[0],
                    parts[1],
                    parts[2],
                    parts[3]);
        }

        /**
         * Gives each fold the mean effects of all. Folds are random, so that their customers are the same on average;
         * but a fold whose treated happened to do well leaves others who did less well, and its effects come out lower
         * for that reason alone, which would make an order look worse than it is.
         */
        private static void level(double[][] effects, int[] fold, int folds, int[] order) {
            for (int k = 0; k < effects[0].length; k++) {
                double[] sums = new double[folds];
                int[] counts = new int[folds];
                double all = 0;
                for (int i = 0; i < order.length; i++) {
                    sums[fold[i]] += effects[order[i]][k];
                    counts[fold[i]]++;
                    all += effects[order[i]][k];
                }
                for (int i = 0; i < order.length; i++) {
                    effects[order[i]][k] += all / order.length - sums[fold[i]] / counts[fold[i]];
                }
            }
        }

        /** Learns from some rows, in the order given. */
        private UpliftModel train(Experiment experiment, int[] rows) {
            Experiment used = experiment.select(rows);
            requireRows(used, Experiment.FEWEST);
            Preparation preparation = Preparation.builder().fit(used.features());
            Sample sample = Sample.of(used, preparation);
            int[] part = Sample.parts(sample.arm(), sample.arms(), parts, SplitMix.mix(seed, 2));
            Propensities propensities = Propensities.fit(sample, part, parts, hidden, SplitMix.mix(seed, 3));
            double[][] probabilities = propensities.outOfPart(sample, part);
            List<OutcomeModel> models = new ArrayList<>();
            double[][] outcomes = new double[sample.rows()][];
            for (int k = 0; k < parts; k++) {
                OutcomeModel model = OutcomeModel.fit(
                        UpliftLearner.SHARED, sample, Sample.rows(part, k, true), hidden, SplitMix.mix(seed, 10 + k));
                models.add(model);
                int[] held = Sample.rows(part, k, false);
                double[][] some = model.outcomes(sample.x(held));
                for (int i = 0; i < held.length; i++) {
                    outcomes[held[i]] = some[i];
                }
            }
            EffectTraining training = new EffectTraining(
                    learner, sample, outcomes, propensities.clipped(probabilities), hidden, SplitMix.mix(seed, 4));
            List<EffectModel> members = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                int[] half = Sample.parts(sample.arm(), sample.arms(), 2, SplitMix.mix(seed, 100 + pair));
                members.add(training.fit(Sample.rows(half, 0, false), SplitMix.mix(seed, 1_000 + pair)));
                members.add(training.fit(Sample.rows(half, 1, false), SplitMix.mix(seed, 2_000 + pair)));
            }
            return new UpliftModel(
                    fingerprint(used, used.order(), "trained"),
                    used,
                    preparation,
                    List.copyOf(members),
                    List.copyOf(models),
                    propensities,
                    Review.of(sample, probabilities));
        }

        private String fingerprint(Experiment experiment, int[] order, String how) {
            Hasher hasher = Hashing.sha256().newHasher().putUnencodedChars(how + " " + this + experiment.arms());
            double[] row = new double[experiment.features().schema().size()];
            for (int i : order) {
                experiment.features().copyRow(i, row);
                for (double value : row) {
                    hasher.putDouble(value);
                }
                hasher.putInt(experiment.armIndex(i)).putDouble(experiment.outcome(i));
            }
            return hasher.hash().toString().substring(0, FINGERPRINT);
        }

        private static void requireRows(Experiment experiment, int least) {
            int[] counts = experiment.counts();
            for (int a = 0; a < counts.length; a++) {
                if (counts[a] < least) {
                    throw new IllegalArgumentException(
                            "the arm '" + experiment.arms().get(a) + "' has " + counts[a]
                                    + " rows to learn from, and at least " + least
                                    + " are needed; leave the arm out, or wait until more customers had it");
                }
            }
        }

        @Override
        public String toString() {
            return learner + ", networks of " + hidden + " units, seed " + seed;
        }
    }
}
