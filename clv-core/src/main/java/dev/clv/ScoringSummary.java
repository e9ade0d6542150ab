package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.explain.json.RecordJson;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.UnknownIds;
import dev.clv.value.LevelUncertainty;
import dev.clv.value.TotalInterval;
import dev.clv.value.ValueDistribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a scoring as a whole. Immutable and thread-safe; holds nothing that tells who a customer is.
 *
 * @param predictions how many were made
 * @param flagged how many of them carry a flag, by the flag's name; flags that none carries are left out
 * @param total the total value of all customers with its interval of 80 %; null if there are none, or the model's loss
 *     describes no distribution
 * @param cautions about the scoring as a whole; often empty
 */
public record ScoringSummary(
        int predictions,
        Map<String, Integer> flagged,
        @Nullable TotalInterval total,
        List<Caution> cautions) {

    private static final String KIND = "scoring-summary";
    private static final int VERSION = 1;
    private static final double TOTAL_SHARE = 0.8;

    /** From this share of unknown ids on, they are no accident. */
    private static final double MANY_STRANGERS = 0.5;

    /** Copies the map, whose order is kept, and the list. */
    public ScoringSummary {
        flagged = Collections.unmodifiableMap(new LinkedHashMap<>(flagged));
        cautions = List.copyOf(cautions);
    }

    /** How many predictions carry a flag. */
    public int flagged(PredictionFlag flag) {
        return flagged.getOrDefault(flag.name(), 0);
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static ScoringSummary fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, ScoringSummary.class);
    }

    /** Counts predictions as they are made. */
    static final class Tally {

        private final PopulationReview population;
        private final Map<PredictionFlag, Integer> flagged = new EnumMap<>(PredictionFlag.class);
        private final TotalInterval.Tally total = new TotalInterval.Tally();
        private final LevelUncertainty level;
        private boolean hasIntervals = true;
        private int predictions;

        Tally(PopulationReview population, LevelUncertainty level) {
            this.population = population;
            this.level = level;
        }

        /**
         * Takes rows of features and their predictions.
         *
         * @param recent which customers bought in the last horizon; all of a table
         */
        void add(FeatureMatrix rows, List<ClvPrediction> made, IntPredicate recent, RowWords words) {
            made.forEach(prediction -> prediction.flags().forEach(flag -> flagged.merge(flag, 1, Integer::sum)));
            for (ClvPrediction prediction : made) {
                ValueDistribution distribution = prediction.distribution();
                hasIntervals &= !distribution.isPoint();
                if (hasIntervals) {
                    total.add(distribution);
                }
            }
            // Training knows buyers only.
            population.add(
                    rows,
                    new RowWords.Compared(
                            row -> !made.get(row).flags().contains(PredictionFlag.COLD_START), recent, words));
            predictions += made.size();
        }

        /** Whether an id was not known. */
        boolean hasStrangers() {
            return flagged.containsKey(PredictionFlag.UNKNOWN_CUSTOMER);
        }

        /**
         * What there is to say.
         *
         * @param others what else there is to say
         * @param ids those asked for, beside those that are known
         */
        ScoringSummary summary(List<Caution> others, UnknownIds ids) {
            Map<String, Integer> byName = new LinkedHashMap<>();
            flagged.forEach((flag, count) -> byName.put(flag.name(), count));
            List<Caution> cautions = new ArrayList<>(others);
            cautions.addAll(strangers(ids));
            cautions.addAll(population.cautions());
            return new ScoringSummary(
                    predictions,
                    byName,
                    hasIntervals && predictions > 0 ? total.interval(level, TOTAL_SHARE) : null,
                    cautions);
        }

        private static List<Caution> strangers(UnknownIds ids) {
            if (ids.unknown() == 0 || (ids.spelled() == 0 && ids.unknown() < MANY_STRANGERS * ids.asked())) {
                return List.of();
            }
            return List.of(Caution.of(
                    "unknown_customers",
                    "The log does not know %d of the %d ids, and all of them are predicted the value of somebody of whom"
                            + " nothing is known. %s",
                    ids.unknown(),
                    ids.asked(),
                    ids.sentence().isEmpty()
                            ? "Check that the ids are those of the log's shop, and written as they are there."
                            : ids.sentence()));
        }
    }
}
