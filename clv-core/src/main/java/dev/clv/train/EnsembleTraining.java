package dev.clv.train;

import static java.util.Objects.requireNonNull;

import dev.clv.caution.Caution;
import dev.clv.explain.OrderedTasks;
import dev.clv.features.Privacy;
import dev.clv.internal.Workers;
import dev.clv.label.Horizon;
import dev.clv.label.Target;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.LognormalMixture;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.train.StopReason;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import dev.clv.value.BlendedRegressor;
import dev.clv.value.HorizonRegressor;
import dev.clv.value.NetworkEnsemble;
import dev.clv.value.PurchasePrior;
import dev.clv.value.ReorderedRegressor;
import dev.clv.value.ResponseOrder;
import dev.clv.value.ValueRegressor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a {@link NetworkEnsemble}.
 *
 * <p>Every network holds out one of five folds of customers for early stopping and learns from the rest. What networks
 * predict for the fold they have not seen calibrates the mean: values are multiplied by (sum of labels / sum of those
 * predictions), see {@link Calibration}, and then limited to some two times the largest label. They also decide the
 * share of a prior, see {@link PriorShare}, the order of customers, see {@link OrderChoice}, and where quantiles lie,
 * see {@link ConformalGroups}.
 *
 * <p>Values are divided by the median positive value, after those of a customer with more than a third of their sum
 * were scaled down to a third, so that no setting depends on the currency. So are values over other horizons, by the
 * median of each, see {@link HorizonHeads} and {@link HorizonRegressor}. The labels of other targets keep their unit.
 * What is expected of each target is calibrated as values are.
 */
public final class EnsembleTraining {

    private static final Logger LOG = LoggerFactory.getLogger(EnsembleTraining.class);
    private static final int FOLDS = 5;

    /** No customer teaches more than a third of all value, so that one typing error does not. */
    private static final double LARGEST_SHARE = 1 / 3.0;

    /** The order of fewer customers is as good as any. */
    private static final int FEWEST_TO_ORDER = 100;

    /** Caps are powers of the square root of 2, in units of the labels. */
    private static final double CAP_STEP = StrictMath.log(2) / 2;

    private static final PurchasePrior.Expected[] NOTHING = {};

    private final TrainingSettings settings;
    private final TrainingRows rows;
    private final Loss loss; // of all targets
    private final double[] scales; // of each target, in its unit
    private final double[][] labels; // (rows, targets), in units of the scales
    private final double[][] limitedLabels; // (targets, rows), values in currency
    private final double[] limitedValues; // those of the main horizon
    private final boolean limited; // whether a customer has so much that the labels say less
    private final NetworkSpec spec;
    private final Folds folds;

    private EnsembleTraining(TrainingRows rows, TrainingSettings settings) {
        NetworkEnsemble.requireTargets(settings.loss(), rows.targets().ofMainHorizon());
        this.settings = settings;
        this.rows = rows;
        this.loss = HorizonHeads.of(settings.loss(), rows.targets());
        List<Target> targets = rows.targets().all();
        this.limitedLabels = targets.stream()
                .map(target -> isValue(target) ? limited(rows, rows.labels(target)) : rows.labels(target))
                .toArray(double[][]::new);
        this.limitedValues = limitedLabels[0];
        double[] ones = new double[targets.size()];
        Arrays.fill(ones, 1);
        double[] medians = IntStream.range(0, targets.size())
                .mapToDouble(t -> isValue(targets.get(t)) ? medianPositive(limitedLabels[t]) : 1)
                .toArray();
        double[][] inMedians = labels(limitedLabels, medians);
        // A loss of probabilities or classes allows labels only as they are.
        boolean inUnits = allows(loss, inMedians);
        this.scales = inUnits ? medians : ones;
        this.labels = inUnits ? inMedians : labels(limitedLabels, ones);
        this.limited = !Arrays.equals(limitedValues, rows.labels());
        requireAllowed(loss);
        this.spec = settings.network().spec(rows, capped(ones));
        this.folds =
                Folds.of(rows.features(), Math.min(FOLDS, settings.network().members()), settings.seed());
    }

    /**
     * The result of a training.
     *
     * @param ensemble the trained networks
     * @param regressor the same, blended with the prior where that has a share, in another order where that is better,
     *     and with quantiles that held for customers whom the networks had not seen
     * @param values the regressor's values of the training rows, in currency; not modified
     * @param labels the values that were learned, in currency: of a customer with more than a third of the sum they are
     *     scaled down to it; not modified
     * @param positives the probability of a positive value of the training rows, as the regressor has it, by networks
     *     that had not seen the customer; NaN if the loss describes no distribution; not modified
     * @param expected what the prior expects of the training rows; empty if there is none; not modified
     * @param shares of the largest label and customer
     * @param origins how well the customers of each were predicted, the latest first
     * @param cautions about the time limit, the labels and the calibration
     * @param news what earlier networks, from which training started, did not know, in words; empty if nothing
     */
    public record Trained(
            NetworkEnsemble ensemble,
            ValueRegressor regressor,
            double[] values,
            double[] labels,
            double[] positives,
            PurchasePrior.Expected[] expected,
            List<NetworkRun> runs,
            LabelShares shares,
            List<HeldOutOrigin> origins,
            List<Caution> cautions,
            String news) {}

    /**
     * Trains an ensemble. All threads but the caller's have ended when this returns, however it ends.
     *
     * @param rows at least one positive label, at least as many customers as networks
     * @throws IllegalArgumentException if the loss does not learn the targets of the rows, see
     *     {@link NetworkEnsemble#requireTargets}, or does not allow one of the labels
     * @throws NotEnoughMemoryException if what networks learn from does not fit into memory
     * @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set
     * @throws java.io.UncheckedIOException if a checkpoint or a log cannot be read or written
     */
    public static Trained train(TrainingRows rows, TrainingSettings settings, Execution execution) {
        return train(rows, null, settings, execution);
    }

    /**
     * The same, blended with a prior to the share that serves rows best whose networks had not seen the customer.
     *
     * @param prior of the value, reads these rows; null for the networks alone
     */
    public static Trained train(
            TrainingRows rows, @Nullable PurchasePrior prior, TrainingSettings settings, Execution execution) {
        requireMemory(rows);
        try (Workers workers = Workers.beside(execution.threads())) {
            return train(rows, prior, null, settings, execution, workers);
        }
    }

    /**
     * The same on the threads of an executor, which may do other work before and beside it; the caller has asked for
     * {@linkplain #requireMemory memory} before that began. Networks may be in training there for a moment after this
     * failed.
     *
     * @param start earlier networks of the same layers, targets and loss, on whatever columns, from whose weights
     *     training starts: columns, and the features and words of tokens, are found by their names; null for random
     *     weights
     * @param executor changes no bit of the result; may run nothing at all, as the calling thread works too
     */
    public static Trained train(
            TrainingRows rows,
            @Nullable PurchasePrior prior,
            @Nullable EarlierNetworks start,
            TrainingSettings settings,
            Execution execution,
            Executor executor) {
        EnsembleTraining training = new EnsembleTraining(rows, settings);
        WarmStart warm = start == null ? null : WarmStart.of(start, training.spec, rows);
        try (Workers workers = Workers.on(executor)) {
            return training.run(prior, warm, execution, workers);
        }
    }

    /**
     * Refuses rows that do not fit into memory while networks learn from them.
     *
     * @throws NotEnoughMemoryException if they do not
     */
    public static void requireMemory(TrainingRows rows) {
        TrainingMemory.ofJava()
                .requireForNetworks(
                        rows.size(),
                        rows.features().schema().size(),
                        rows.preparation().width());
    }

    /**
     * The values that are learned, in currency, as {@link Trained#labels} has them.
     *
     * @return of each row; new
     */
    public static double[] learnedValues(TrainingRows rows) {
        return limited(rows, rows.labels());
    }

    /**
     * One network that learns from some rows and stops early by a fifth of their customers.
     *
     * @param some ascending
     * @param cancelled ends the training with a {@link CancellationException}
     */
    static Learned learn(
            TrainingRows rows, TrainingSettings settings, int[] some, long seed, BooleanSupplier cancelled) {
        return new EnsembleTraining(rows, settings).learn(some, seed, cancelled);
    }

    /**
     * A network, and what it learned from.
     *
     * @param labels (rows, targets), in units of the network; not modified
     */
    record Learned(Network network, double[][] labels) {}

    private Learned learn(int[] some, long seed, BooleanSupplier cancelled) {
        Folds inner = Folds.of(rows.features().select(some), FOLDS, seed);
        TrainingData all = rows.data(labels, spec, Trainer.precision(settings.precision(), spec, settings.optimizer()));
        TrainingResult result = new MemberTraining(spec, settings, null, Execution.defaults(), cancelled)
                .train(
                        0,
                        seed,
                        all.select(
                                IntStream.of(inner.outside(0)).map(i -> some[i]).toArray()),
                        all.select(
                                IntStream.of(inner.inside(0)).map(i -> some[i]).toArray()));
        return new Learned(result.network(), labels);
    }

    private Trained run(
            @Nullable PurchasePrior prior, @Nullable WarmStart start, Execution execution, Workers workers) {
        int members = settings.network().members();
        long[] seeds = new SplittableRandom(settings.seed()).longs(members).toArray();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicBoolean ended = new AtomicBoolean();
        Thread caller = Thread.currentThread();
        BooleanSupplier cancelled = () -> ended.get() || caller.isInterrupted();
        try {
            Supplier<List<Caution>> ofRows = workers.begin(() -> LabelCautions.ofRows(rows));
            List<TrainingResult> results = members(seeds, start, execution, cancelled, workers, failure, ended);
            List<Network> networks =
                    results.stream().map(TrainingResult::network).toList();
            OutOfFold outOfFold = new OutOfFold(rows, folds, workers);
            OutOfFold.Expected heldOut = outOfFold.expected(networks);
            List<Calibration> calibrations = calibrations(heldOut.expected());
            double[] factors =
                    calibrations.stream().mapToDouble(Calibration::factor).toArray();
            NetworkEnsemble ensemble = NetworkEnsemble.of(
                    rows.preparation(), capped(networks, factors), scales[0], rows.targets(), toUnits(factors));
            LabelShares shares = LabelShares.of(rows);
            PurchasePrior.Expected[] expected = prior == null ? NOTHING : outOfFold.expected(prior);
            double[] positives = heldOut.positive();
            ValueRegressor uncalibrated =
                    regressor(ensemble, prior, expected, heldOut.expected()[0], positives, outOfFold, workers);
            HeldOutLevels before = new HeldOutLevels(limitedValues);
            outOfFold.predict(ensemble, uncalibrated, before::take);
            ValueRegressor ofMain = ConformalGroups.calibrated(uncalibrated, rows, limitedValues, before);
            HeldOutCoverage coverage = new HeldOutCoverage(limitedValues);
            outOfFold.predict(ensemble, ofMain, coverage::take);
            List<HeldOutOrigin> origins = HeldOutOrigin.all(rows, limitedValues, before, coverage);
            ValueRegressor regressor = withHorizons(ensemble, ofMain, outOfFold);
            return new Trained(
                    ensemble,
                    regressor,
                    outOfFold.values(regressor),
                    limitedValues,
                    positives,
                    expected,
                    results.stream().map(NetworkRun::of).toList(),
                    shares,
                    origins,
                    Stream.of(
                                    execution.timeLimit() == null ? List.<Caution>of() : stoppedEarly(results),
                                    LabelKind.cautions(rows, settings.loss()),
                                    LabelCautions.of(rows, ofRows.get(), shares, limited, calibrations.get(0)))
                            .flatMap(List::stream)
                            .toList(),
                    start == null ? "" : start.news());
        } catch (CancellationException e) {
            // Networks that end because another failed are cancelled; what counts is why that one failed.
            if (failure.get() instanceof Error error) {
                throw error;
            }
            throw failure.get() instanceof RuntimeException cause ? cause : e;
        } finally {
            ended.set(true);
        }
    }

    /** Trains the networks; what they learn from is in memory no longer than this. */
    private List<TrainingResult> members(
            long[] seeds,
            @Nullable WarmStart start,
            Execution execution,
            BooleanSupplier cancelled,
            Workers workers,
            AtomicReference<Throwable> failure,
            AtomicBoolean ended) {
        MemberTraining training = new MemberTraining(spec, settings, start, execution, cancelled);
        TrainingData all = rows.data(labels, spec, Trainer.precision(settings.precision(), spec, settings.optimizer()));
        // Members do not depend on each other, so that the number of threads cannot change a bit.
        return OrderedTasks.run(
                seeds.length,
                member -> {
                    try {
                        return trainMember(training, all, member, seeds[member]);
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                        ended.set(true);
                        throw e;
                    }
                },
                // Without workers the caller runs every task, and the first failure ends the training.
                workers);
    }

    private TrainingResult trainMember(MemberTraining training, TrainingData all, int member, long seed) {
        int fold = member % folds.count();
        TrainingResult result =
                training.train(member, seed, all.select(folds.outside(fold)), all.select(folds.inside(fold)));
        LOG.debug(
                "network {} of {}: {} epochs, the best {}, {}",
                member + 1,
                settings.network().members(),
                result.epochs().size(),
                result.bestEpoch(),
                result.stopReason());
        return result;
    }

    /** A caution of networks that the time limit stopped, or none. */
    private static List<Caution> stoppedEarly(List<TrainingResult> results) {
        long stopped = results.stream()
                .filter(result -> result.stopReason() == StopReason.STOPPED)
                .count();
        return stopped == 0
                ? List.of()
                : List.of(Caution.of(
                        "time_limit",
                        "The time limit stopped %d of %d networks before they were trained to the end, so expect less of"
                                + " this model, and another one whenever it is trained again; allow more time.",
                        stopped,
                        results.size()));
    }

    /**
     * No customer is predicted far beyond the best of training: exp(sigma^2 / 2) would multiply a small error of sigma.
     *
     * @param factors what values of each target will be multiplied by
     */
    private Loss capped(double[] factors) {
        if (!(loss instanceof Heads heads)) {
            return capped(loss, 0, factors);
        }
        List<Heads.Head> all = new ArrayList<>(heads.heads());
        for (int t = 0; t < all.size(); t++) {
            if (isValue(rows.targets().all().get(t))) {
                all.set(t, new Heads.Head(all.get(t).weight(), capped(all.get(t).loss(), t, factors)));
            }
        }
        return Heads.of(all);
    }

    private Loss capped(Loss ofTarget, int target, double[] factors) {
        double most = logCap(target) - StrictMath.log(factors[target]);
        if (ofTarget instanceof ZeroInflatedLognormal lognormal) {
            return lognormal.withLogCap(Math.min(lognormal.logCap(), most));
        }
        return ofTarget instanceof LognormalMixture mixture
                ? mixture.withLogCap(Math.min(mixture.logCap(), most))
                : ofTarget;
    }

    /** Between e / sqrt(2) and e times the largest label, so that a model file does not tell that label. */
    private double logCap(int target) {
        double most =
                Arrays.stream(labels).mapToDouble(row -> row[target]).max().orElseThrow();
        return CAP_STEP * Math.floor((StrictMath.log(most) + 1) / CAP_STEP);
    }

    /** The same in currency. */
    private double cap(int target) {
        return scales[target] * StrictMath.exp(logCap(target));
    }

    /** Whether a target is an amount of money, over whatever horizon. */
    private static boolean isValue(Target target) {
        return target.equals(Target.value()) || target.horizon() != null;
    }

    /** From factors in units of the labels to those of an ensemble, which knows the scale of the main value only. */
    private double[] toUnits(double[] factors) {
        return IntStream.range(0, factors.length)
                .mapToDouble(t -> t == 0 ? factors[t] : scales[t] * factors[t])
                .toArray();
    }

    /** The same networks, whose values are within the cap once they are multiplied by a factor. */
    private List<Network> capped(List<Network> networks, double[] factors) {
        NetworkSpec calibrated = settings.network().spec(rows, capped(factors));
        return networks.stream()
                .map(network -> Network.of(calibrated, network.parameterArray()))
                .toList();
    }

    /** Of each target. */
    private List<Calibration> calibrations(double[][] heldOut) {
        return IntStream.range(0, heldOut.length)
                .mapToObj(t -> Calibration.of(
                        rows.sumsByCustomer(
                                Arrays.stream(labels).mapToDouble(row -> row[t]).toArray()),
                        rows.sumsByCustomer(heldOut[t])))
                .toList();
    }

    /**
     * The ensemble, with a share of the prior and in the order that serve customers best whom it had not seen.
     *
     * @param expected by the prior, if there is one
     * @param heldOut the means of networks that had not seen the customer, in units of the labels
     * @param positives their probabilities of a positive value, which become those of the regressor
     */
    private ValueRegressor regressor(
            NetworkEnsemble ensemble,
            @Nullable PurchasePrior prior,
            PurchasePrior.Expected[] expected,
            double[] heldOut,
            double[] positives,
            OutOfFold outOfFold,
            Executor executor) {
        double unit = scales[0] * ensemble.calibration();
        double[] values = Arrays.stream(heldOut).map(mean -> unit * mean).toArray();
        ValueRegressor regressor = ensemble;
        if (prior != null) {
            PriorShare chosen =
                    PriorShare.choose(rows, expected, limitedValues, values, medianPositive(limitedValues), cap(0));
            if (chosen.share() > 0) {
                regressor = BlendedRegressor.of(
                        ensemble,
                        prior,
                        chosen.share(),
                        chosen.level(),
                        chosen.spread(),
                        chosen.cap(),
                        overOtherHorizons(prior, outOfFold));
                for (int row = 0; row < values.length; row++) {
                    values[row] = chosen.value(values[row], expected[row]);
                    positives[row] = chosen.positive(positives[row], expected[row]);
                }
            }
        }
        if (Double.isNaN(positives[0])
                || rows.customers() < FEWEST_TO_ORDER
                || Arrays.stream(values).allMatch(value -> value == 0)) {
            return regressor;
        }
        double exponent = OrderChoice.exponent(values, positives, limitedValues, executor);
        return exponent == 0 ? regressor : ReorderedRegressor.of(regressor, order(exponent, regressor, outOfFold));
    }

    private ResponseOrder order(double exponent, ValueRegressor regressor, OutOfFold outOfFold) {
        double[] means = new double[rows.size()];
        double[] positives = new double[rows.size()];
        outOfFold.predictSeen(regressor, (row, predicted) -> {
            means[row] = predicted.mean();
            positives[row] = predicted.probabilityAbove(0);
        });
        return ResponseOrder.of(
                exponent, means, positives, Privacy.MIN_CUSTOMERS * rows.mostRowsOfOneCustomer(), cap(0));
    }

    /** The level and the cap of a prior over each other horizon. */
    private List<BlendedRegressor.Ahead> overOtherHorizons(PurchasePrior prior, OutOfFold outOfFold) {
        List<BlendedRegressor.Ahead> others = new ArrayList<>();
        for (int t = 0; t < scales.length; t++) {
            Horizon horizon = rows.targets().all().get(t).horizon();
            if (horizon != null) {
                double level = PriorShare.level(
                        rows, outOfFold.expected(prior.over(horizon.days())), limitedLabels[t], cap(t));
                others.add(new BlendedRegressor.Ahead(horizon.days(), level, cap(t)));
            }
        }
        return others;
    }

    /**
     * The regressor over the other horizons too, in order, if there are any. Where order changes what was expected of a
     * customer, it changes the sum, so that sums are calibrated once more.
     */
    private ValueRegressor withHorizons(NetworkEnsemble ensemble, ValueRegressor regressor, OutOfFold outOfFold) {
        List<Duration> others = rows.targets().ofOtherHorizons().stream()
                .map(target -> requireNonNull(target.horizon(), "horizon").duration())
                .toList();
        if (others.isEmpty()) {
            return regressor;
        }
        Duration main =
                requireNonNull(rows.horizon(), "the horizon of the rows").duration();
        double[] factors = new double[others.size()];
        Arrays.fill(factors, 1);
        double[][] expected = new double[factors.length][rows.size()];
        outOfFold.predict(ensemble, HorizonRegressor.of(regressor, main, others, factors), (row, ordered) -> {
            for (int k = 0; k < expected.length; k++) {
                expected[k][row] =
                        requireNonNull(ordered.horizons().get(others.get(k))).mean();
            }
        });
        for (int k = 0; k < factors.length; k++) {
            int target = rows.targets().size() - factors.length + k;
            factors[k] = Calibration.of(rows.sumsByCustomer(limitedLabels[target]), rows.sumsByCustomer(expected[k]))
                    .factor();
        }
        return HorizonRegressor.of(regressor, main, others, factors);
    }

    /** From labels of each target (targets, rows) to those of each row (rows, targets). */
    private static double[][] labels(double[][] ofTargets, double[] units) {
        double[][] scaled = new double[ofTargets[0].length][ofTargets.length];
        for (int t = 0; t < ofTargets.length; t++) {
            for (int row = 0; row < scaled.length; row++) {
                scaled[row][t] = ofTargets[t][row] / units[t];
            }
        }
        return scaled;
    }

    /** Values in currency, those of a customer with more than a third of the sum scaled down to it. */
    private static double[] limited(TrainingRows rows, double[] values) {
        double[] ofCustomer = rows.sumsByCustomer(values);
        double limit = ShareLimit.of(ofCustomer, LARGEST_SHARE);
        for (int row = 0; row < values.length; row++) {
            double all = ofCustomer[rows.customerOf(row)];
            values[row] = all > limit ? values[row] * (limit / all) : values[row];
        }
        return values;
    }

    private static boolean allows(Loss loss, double[][] labels) {
        return Arrays.stream(labels).allMatch(loss::allows);
    }

    private void requireAllowed(Loss loss) {
        List<double[]> refused =
                Arrays.stream(labels).filter(label -> !loss.allows(label)).toList();
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("loss '" + loss.describe().word() + "' does not allow " + refused.size()
                    + " of the " + labels.length + " labels, such as " + Arrays.toString(refused.get(0))
                    + ": labels must be " + loss.labelRule() + "; take another loss or leave those rows out");
        }
    }

    private static double medianPositive(double[] labels) {
        double[] positive = Arrays.stream(labels).filter(y -> y > 0).sorted().toArray();
        return positive[positive.length / 2];
    }
}
