package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.explain.json.RecordJson;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be said of a scoring as a whole. Immutable; holds nothing that tells who a customer is.
 *
 * @param predictions how many were made
 * @param flagged how many of them carry a flag, by the flag's name; flags that none carries are left out
 * @param cautions about the scoring as a whole; often empty
 */
public record ScoringSummary(int predictions, Map<String, Integer> flagged, List<Caution> cautions) {

    private static final String KIND = "scoring-summary";
    private static final int VERSION = 1;

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

        private final FeatureProfile.Tally features;
        private final MissingFeatures missing;
        private final Map<PredictionFlag, Integer> flagged = new EnumMap<>(PredictionFlag.class);
        private int predictions;

        Tally(RowModel model) {
            this.features = model.profile().new Tally();
            this.missing = new MissingFeatures(model.regressor());
        }

        /** Takes rows of features and their predictions. */
        void add(FeatureMatrix rows, List<ClvPrediction> made) {
            double[] row = new double[rows.schema().size()];
            for (int i = 0; i < made.size(); i++) {
                Set<PredictionFlag> flags = made.get(i).flags();
                flags.forEach(flag -> flagged.merge(flag, 1, Integer::sum));
                // Training knows buyers only.
                if (!flags.contains(PredictionFlag.COLD_START)) {
                    rows.copyRow(i, row);
                    features.add(row);
                    missing.add(row);
                }
            }
            predictions += made.size();
        }

        /** @param others what else there is to say */
        ScoringSummary summary(FeatureSchema schema, List<Caution> others) {
            Map<String, Integer> byName = new LinkedHashMap<>();
            flagged.forEach((flag, count) -> byName.put(flag.name(), count));
            List<Caution> cautions = new ArrayList<>(others);
            cautions.addAll(missing.cautions());
            cautions.addAll(features.cautions(schema, missing.names()));
            return new ScoringSummary(predictions, byName, cautions);
        }
    }
}
