package dev.clv.tune;

import dev.clv.ClvModelBuilder;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.EventLog;
import dev.clv.internal.Fingerprint;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.label.Target;
import dev.clv.train.TrainingSet;
import dev.clv.train.TrainingSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The customers of a log, each predicted as of the cutoff by a training on others whose latest origin lies a horizon
 * (of several, the longest) earlier, so that no label window reaches into the predicted one. Where the log is too short
 * for that, the training has the origins that end at the cutoff.
 */
final class LogSplits implements Splits {

    private final EventLog log;
    private final Instant cutoff;
    private final Supplier<ClvModelBuilder> builder;
    private final TrainingSet all;
    private final SplitCache cache;
    private final Instant latest;
    private final String words;

    LogSplits(EventLog log, Instant cutoff, Supplier<ClvModelBuilder> builder, int folds, long seed) {
        this.log = log;
        this.cutoff = cutoff;
        this.builder = builder;
        this.all = builder.get().trainingSet(log, cutoff);
        this.cache = new SplitCache(log.customers(), folds, seed);
        Horizon embargo = all.longestHorizon();
        Instant earlier = embargo.before(cutoff, log.zone());
        String tooShort = tooShort(earlier);
        this.latest = tooShort.isEmpty() ? earlier : cutoff;
        this.words = tooShort.isEmpty()
                ? "as of " + cutoff + " by a training on others whose latest origin is " + earlier
                        + (embargo.equals(all.horizon()) ? ", a horizon of " : ", the longest horizon of ") + embargo
                        + " earlier"
                : "as of " + cutoff + " by a training on others at the same time: to validate at a later time than"
                        + " training, " + tooShort;
    }

    /** Why the training cannot end a horizon earlier; empty if it can. */
    private String tooShort(Instant earlier) {
        if (all.horizon().after(all.begin(), log.zone()).isAfter(earlier)) {
            Horizon embargo = all.longestHorizon();
            return "the log is too short: purchases begin at " + all.begin() + ", less than "
                    + (embargo.equals(all.horizon())
                            ? "two horizons of " + embargo
                            : "the horizon of " + all.horizon() + " and the longest of " + embargo)
                    + " before the cutoff";
        }
        try {
            split(Part.whole(0), earlier);
            return "";
        } catch (IllegalArgumentException e) {
            return "too little is known a horizon earlier (" + e.getMessage() + ")";
        }
    }

    @Override
    public Split split(Part part) {
        return split(part, latest);
    }

    private Split split(Part part, Instant at) {
        return cache.split(part, (training, test) -> split(training, test, part.origins(), at));
    }

    private Split split(Set<String> training, Set<String> test, @Nullable SearchedOrigins origins, Instant at) {
        ClvModelBuilder settings = builder.get();
        if (origins != null) {
            origins.set(settings);
        }
        TrainingSet set = settings.trainingSet(log.only(training), at);
        EventLog held = log.only(test);
        List<String> customers = Population.buyersBefore(held, cutoff);
        if (customers.isEmpty()) {
            throw new IllegalArgumentException(
                    "nobody of a fold bought before " + cutoff + "; use fewer folds or a later cutoff");
        }
        FeatureMatrix features = set.pipeline().extract(held, customers, cutoff);
        LabelWindow window = LabelWindow.observed(log, cutoff, set.horizon());
        double[] truth = customers.stream()
                .mapToDouble(customer -> window.label(log.history(customer)).value())
                .toArray();
        return new Split(set.rows(), set.prior(), features, customers, truth);
    }

    @Override
    public TrainingSettings settings() {
        return builder.get().settings();
    }

    @Override
    public boolean purchaseModel() {
        return builder.get().purchaseModel();
    }

    @Override
    public int customers() {
        return cache.trainingCustomers();
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(
                TrialFile.DATA, Fingerprint.of(all.rows().features(), all.rows().labels()));
        identity.put("cutoff", cutoff.toString());
        identity.put("horizon", all.horizon().toString());
        List<Target> others = all.rows().targets().ofOtherHorizons();
        if (!others.isEmpty()) {
            identity.put("further horizons", others.toString());
        }
        identity.put("purchase model", String.valueOf(purchaseModel()));
        return identity;
    }
}
