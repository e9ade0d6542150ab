package dev.clv.features.btyd;

import static java.util.Objects.requireNonNull;

import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerHistory;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * What the models of this package expect of a customer within a horizon, as features: orders, being alive, buying
 * nothing, the value of an order-day (by {@link GammaGamma} on all order-days), and spend, the product of orders and
 * value.
 *
 * <p>The training histories are grouped by cutoff, and one set of parameters is fitted to those of each cutoff, so that
 * nothing is learned from what came after it. A cutoff with fewer than {@link dev.clv.features.Privacy#MIN_CUSTOMERS}
 * customers who spent is passed over; if all are, there are no features. Features as of a cutoff come from the fit of
 * the latest training cutoff at or before it, those before the first training cutoff from the first fit. They are NaN
 * for a customer who has not bought, and only then.
 *
 * <pre>{@code
 * FeaturePlan.of(StandardExtractors.all()).with(BuyTillYouDie.of(Duration.ofDays(90)));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class BuyTillYouDie implements FittableExtractor {

    static final String NAME = "buy_till_you_die";

    private final Duration horizon;
    private final Set<Model> models;

    BuyTillYouDie(Duration horizon, Collection<Model> models) {
        if (requireNonNull(horizon, "horizon").compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("horizon must be positive, was " + horizon);
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("models must not be empty; name at least one of " + Model.words());
        }
        this.horizon = horizon;
        this.models = Collections.unmodifiableSet(EnumSet.copyOf(models));
    }

    /** Features within a horizon, which is positive; of {@link Model#PARETO_NBD}, unless set otherwise. */
    public static BuyTillYouDie of(Duration horizon) {
        return new BuyTillYouDie(horizon, EnumSet.of(Model.PARETO_NBD));
    }

    /** The same with the features of these models, at least one. */
    public BuyTillYouDie models(Model first, Model... more) {
        return new BuyTillYouDie(horizon, EnumSet.of(first, more));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Learner learner() {
        return new BuyTillYouDieLearner(this);
    }

    @Override
    public FittedBuyTillYouDie fit(Iterable<CustomerHistory> histories) {
        BuyTillYouDieLearner learner = new BuyTillYouDieLearner(this);
        histories.forEach(learner::add);
        return learner.learned();
    }

    @Override
    public FittedBuyTillYouDie restore(FittedState state) {
        return FittedBuyTillYouDie.of(state);
    }

    Duration horizon() {
        return horizon;
    }

    /** In the order of their declaration. */
    Set<Model> models() {
        return models;
    }

    /** A model of how often customers buy. */
    public enum Model {
        /** {@link ParetoNbd}. */
        PARETO_NBD("pareto_nbd", ParetoNbd::fit, ParetoNbd::of),

        /** {@link BgNbd}. */
        BG_NBD("bg_nbd", BgNbd::fit, BgNbd::of),

        /** {@link MbgNbd}. */
        MBG_NBD("mbg_nbd", MbgNbd::fit, MbgNbd::of);

        /** The number of parameters, which is that of all models. */
        static final int PARAMETERS = 4;

        private final String word;
        private final Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>> fit;
        private final Function<double[], PurchaseModel> ofParameters;

        Model(
                String word,
                Function<Collection<PurchaseSummary>, Fit<? extends PurchaseModel>> fit,
                Function<double[], PurchaseModel> ofParameters) {
            this.word = word;
            this.fit = fit;
            this.ofParameters = ofParameters;
        }

        /** Begins the names of its features, and stands for it in model files. */
        String word() {
            return word;
        }

        static String words() {
            StringBuilder words = new StringBuilder();
            for (Model model : values()) {
                words.append(words.isEmpty() ? "" : ", ").append(model.word);
            }
            return words.toString();
        }

        static Model ofWord(String word) {
            for (Model model : values()) {
                if (model.word.equals(word)) {
                    return model;
                }
            }
            throw new IllegalArgumentException("no purchase model is called '" + word + "'; there are " + words());
        }

        Fit<? extends PurchaseModel> fit(Collection<PurchaseSummary> customers) {
            return fit.apply(customers);
        }

        PurchaseModel of(double[] parameters) {
            return ofParameters.apply(parameters);
        }
    }
}
