package dev.clv.general;

import static java.util.Objects.requireNonNull;

import dev.clv.features.prepare.Preparation;
import dev.clv.features.prepare.PreparedColumn;
import dev.clv.features.relative.RelativeFeatures;
import dev.clv.nn.FloatKernels;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Schedule;
import dev.clv.nn.train.Precision;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import dev.clv.simulate.ShopPrior;
import dev.clv.value.NetworkEnsemble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Makes a {@link GeneralPrior}: simulates shops of all kinds ({@link ShopPrior}), and trains networks on what each
 * customer is worth, from features relative to the own shop ({@link RelativeFeatures}). A network learns the
 * distribution of the values that came true and their exact expectation at once; it starts from what a purchase model
 * fitted to the shop says, and corrects it.
 *
 * <p>The same settings give the same model for any number of threads, on processors that multiply and add in one step.
 * Settings are checked at once. Not thread-safe.
 */
public final class Pretraining {

    private static final int SAMPLE = 100_000;
    private static final int MOST_OF_A_SHOP = 150;
    private static final double HELD_OUT = 0.02;
    private static final double RATE = 0.002;
    private static final double LAST_RATE = 0.01;
    private static final double CLIP_NORM = 5;
    private static final int BATCH = 512;
    private static final int[] HIDDEN = {128, 96, 64};
    private static final double SIMULATION = 0.6; // of the time

    private int shops = 20_000;
    private int networks = 3;
    private int epochs = 6;
    private long seed = 1;
    private int threads = 1;
    private DoubleConsumer progress = fraction -> {};

    private Pretraining() {}

    /** Starts with the settings of the prior that comes with the library. */
    public static Pretraining builder() {
        return new Pretraining();
    }

    /** Simulated shops, at least 50; 20,000 unless set. At most 150 customers of each are learned from. */
    public Pretraining shops(int count) {
        this.shops = atLeast("shops", count, 50);
        return this;
    }

    /** Networks whose predictions are averaged, at least 1; 3 unless set. */
    public Pretraining networks(int count) {
        this.networks = atLeast("networks", count, 1);
        return this;
    }

    /** Passes of each network over all customers, at least 1; 6 unless set. */
    public Pretraining epochs(int count) {
        this.epochs = atLeast("epochs", count, 1);
        return this;
    }

    /** The seed of all random numbers; 1 unless set. */
    public Pretraining seed(long newSeed) {
        this.seed = newSeed;
        return this;
    }

    /** How many threads may work, for the length of the call; 1 unless set. */
    public Pretraining threads(int count) {
        this.threads = atLeast("threads", count, 1);
        return this;
    }

    /** Told the fraction that is done, in [0, 1], never falling; nobody unless set. */
    public Pretraining progress(DoubleConsumer listener) {
        this.progress = requireNonNull(listener, "listener");
        return this;
    }

    private static int atLeast(String name, int count, int least) {
        if (count < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + count);
        }
        return count;
    }

    /**
     * Makes the prior. A heap of 8 GiB is enough for the settings of the prior that comes with the library.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public GeneralPrior train() {
        SimulatedRows rows = SimulatedRows.of(
                ShopPrior.of(seed), shops, MOST_OF_A_SHOP, threads, done -> progress.accept(SIMULATION * done / shops));
        Preparation preparation =
                Preparation.builder().computed(rows.schema().names()).fit(rows.sample(SAMPLE));
        // Whole shops are held out, the last ones.
        int cut = rows.size() - Math.max(1, (int) (HELD_OUT * rows.size()));
        TrainingData training = data(rows, preparation, 0, cut);
        TrainingData heldOut = data(rows, preparation, cut, rows.size());
        List<Network> trained = new ArrayList<>();
        double loss = 0;
        for (int member = 0; member < networks; member++) {
            TrainingResult result = train(preparation, training, heldOut, member);
            loss += result.epochs().get(result.bestEpoch() - 1).validationLoss() / networks;
            trained.add(Network.of(
                    spec(preparation, ExpectedValueLoss.DISTRIBUTION),
                    result.network().parameterArray()));
        }
        Map<String, String> card = new LinkedHashMap<>();
        card.put("shops", String.valueOf(shops));
        card.put("customers", String.valueOf(rows.size()));
        card.put("networks", String.valueOf(networks));
        card.put("epochs", String.valueOf(epochs));
        card.put("seed", String.valueOf(seed));
        card.put("loss on shops held out", String.format(Locale.ROOT, "%.4f", loss));
        return new GeneralPrior(NetworkEnsemble.of(preparation, trained, 1, 1), card);
    }

    private TrainingResult train(Preparation preparation, TrainingData training, TrainingData heldOut, int member) {
        long steps = (training.size() + BATCH - 1L) / BATCH;
        return Trainer.builder(spec(preparation, new ExpectedValueLoss()))
                .optimizer(Adam.of(RATE))
                .schedule(Schedule.cosine(LAST_RATE).afterWarmUp(steps / 4 + 1))
                .batchSize(BATCH)
                .epochs(epochs)
                .earlyStopping(epochs)
                .clipNorm(CLIP_NORM)
                .precision(Precision.FLOAT)
                .kernels(FloatKernels.plain())
                .threads(threads)
                .seed(seed + member)
                .listener(epoch -> {
                    double done = (member + (double) epoch.number() / epochs) / networks;
                    progress.accept(SIMULATION + (1 - SIMULATION) * done);
                    return true;
                })
                .build()
                .train(training, heldOut);
    }

    private static TrainingData data(SimulatedRows rows, Preparation preparation, int from, int to) {
        double[] raw = new double[rows.schema().size()];
        return TrainingData.inFloat(
                to - from,
                preparation.width(),
                (i, row) -> {
                    rows.write(from + i, raw);
                    preparation.transform(raw, row);
                },
                rows.labels(from, to));
    }

    /** The outputs start at what the purchase model says of the customer. */
    private static NetworkSpec spec(Preparation preparation, Loss loss) {
        NetworkSpec.Builder builder = NetworkSpec.builder(
                preparation.columns().stream().map(PreparedColumn::name).toList());
        for (int width : HIDDEN) {
            builder.dense(width).relu();
        }
        return builder.skip(RelativeFeatures.MODEL_ORDER, 0, 1)
                .skip(RelativeFeatures.MODEL_VALUE, 1, 1)
                .build(loss);
    }
}
