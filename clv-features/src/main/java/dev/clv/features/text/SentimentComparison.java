package dev.clv.features.text;

/**
 * What a shop's ratings taught, beside what a word list knows without them: how well each tells praise from complaints,
 * as the area under the ROC curve on the rated texts, which the learned model has not seen when it reads them. Half is
 * no better than chance. Immutable and thread-safe.
 *
 * @param learned the model
 * @param learnedAuc of the model, in [0, 1]; NaN where it is not able
 * @param listAuc of the word list, in [0, 1]; NaN where there is no praise or no complaint
 * @param praises how many of the texts that were compared are praise by their ratings
 * @param complaints how many are complaints
 */
public record SentimentComparison(
        SentimentModel learned, double learnedAuc, double listAuc, int praises, int complaints) {

    /** A list that knows the language is far above half, and on ratings the other way round as far below it. */
    private static final double FAR_BELOW_HALF = 0.4;

    private static final double DEVIATIONS = 4;

    /** Whether the word list tells better, as it often does where texts are few or alike. */
    public boolean isListBetter() {
        return listAuc > learnedAuc;
    }

    /**
     * Whether low ratings stand beside praise and high ones beside complaints, as those of school grades do where 1 is
     * the best: the word list tells the two the wrong way round, by more than chance does.
     */
    public boolean isReversed() {
        double pairs = (double) praises * complaints;
        double deviation = Math.sqrt((praises + complaints + 1) / (12 * pairs));
        return listAuc < FAR_BELOW_HALF && 0.5 - listAuc > DEVIATIONS * deviation;
    }

    /**
     * The better one: the model, or one that is not {@linkplain SentimentModel#isAble able}, but knows the scale of the
     * ratings, where the word list reads better. Where the ratings are {@linkplain #isReversed reversed} it knows no
     * scale either.
     */
    public SentimentModel better() {
        if (isReversed()) {
            return SentimentModel.unable();
        }
        return isListBetter() ? SentimentModel.unable().on(learned.scale()) : learned;
    }
}
