package dev.clv.tune;

import dev.clv.train.TrainingSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a search trains on and predicts: each fold of the customers once. Thread-safe. */
interface Splits {

    /**
     * Which customers are trained on, and which predicted.
     *
     * @param fold that is predicted, from 0
     * @param share of the other customers that is trained on, in (0, 1]; a larger share holds all of a smaller one
     * @param draw which customers a share below 1 holds
     * @param origins null for those of the builder
     */
    record Part(int fold, double share, int draw, @Nullable SearchedOrigins origins) {

        /** All customers but those of a fold, at the builder's origins. */
        static Part whole(int fold) {
            return new Part(fold, 1, 0, null);
        }
    }

    /** The rows of a part, made when they are first asked for. */
    Split split(Part part);

    /** The settings of the builder. */
    TrainingSettings settings();

    /** Whether the builder allows the purchase model. */
    boolean purchaseModel();

    /** How many customers the smallest fold trains on. */
    int customers();

    /** How held-out customers are predicted, in words. */
    String words();

    /** What decides the rows, by name. */
    Map<String, String> identity();
}
