package dev.clv.features.text;

/**
 * What a shop's ratings taught, beside what a word list knows without them: how well each tells praise from complaints,
 * as the area under the ROC curve on the rated texts, which the learned model has not seen when it reads them. Half is
 * no better than chance. Immutable and thread-safe.
 *
 * @param learned the model
 * @param learnedAuc of the model, in [0, 1]; NaN where it is not able
 * @param listAuc of the word list, in [0, 1]; NaN where there is no praise or no complaint
 */
public record SentimentComparison(SentimentModel learned, double learnedAuc, double listAuc) {

    /** Whether the word list tells better, as it often does where texts are few or alike. */
    public boolean isListBetter() {
        return listAuc > learnedAuc;
    }

    /**
     * The better one: the model, or one that is not {@linkplain SentimentModel#isAble able}, but knows the scale of the
     * ratings, where the word list reads better.
     */
    public SentimentModel better() {
        return isListBetter() ? SentimentModel.unable().on(learned.scale()) : learned;
    }
}
