package dev.clv.decide.uplift;

import dev.clv.caution.Caution;
import dev.clv.decide.Estimate;
import dev.clv.explain.json.RecordJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether effects tell customers apart whom an offer changes from those whom it does not, judged by what happened to
 * customers who had been given arms. All intervals are of 95 %, by 200 resamples of the rows. Immutable.
 *
 * <p>Nobody is ever seen with the offer and without it, so that no single prediction can be right or wrong. What can be
 * seen is whether the treated among the highest scores did better than the controls among them by more than elsewhere:
 * the curve of Qini (Radcliffe 2007, "Using control groups to target on predicted lift"). With g(s) the extra outcome
 * per customer if the first share s is treated, the AUUC is the area below g, and the Qini is the AUUC less g(1) / 2,
 * which is the area of any order that is as good as a lot.
 *
 * @param rows that were judged
 * @param assignment how customers came to their arms, in words
 * @param treatments each treatment beside the control
 * @param policies what rules would be worth, per customer; the model's first
 * @param gain of the model's policy over the best of those that give everybody the same
 * @param cautions what to know before relying on it; often empty
 */
public record UpliftEvaluation(
        int rows,
        String assignment,
        List<Treatment> treatments,
        List<Policy> policies,
        Estimate gain,
        List<Caution> cautions) {

    private static final String KIND = "uplift-evaluation";
    private static final int VERSION = 1;

    /** Standard deviations of the Qini. */
    private static final double ENOUGH = 3;

    /** Copies the lists. */
    public UpliftEvaluation {
        treatments = List.copyOf(treatments);
        if (rows < 1) {
            throw new IllegalArgumentException("an evaluation needs at least 1 row, was " + rows);
        }
        policies = List.copyOf(policies);
        cautions = List.copyOf(cautions);
    }

    /**
     * A treatment beside the control.
     *
     * @param treatment its name
     * @param treated how many rows had it
     * @param controls how many rows had none
     * @param effect the mean effect on all, in units of the outcome
     * @param auuc the area below the curve of the extra outcome
     * @param qini that area above the area of any order
     * @param qiniShare the Qini by the area of any order, which is half the mean effect in size; NaN if that is 0
     * @param uplift10 the effect among the tenth with the highest scores
     * @param uplift20 among the first fifth
     * @param uplift30 among the first three tenths
     * @param slope of doubly robust scores on predicted effects: 1 if differences between customers are predicted in
     *     the right size, below 1 if they are too large, 0 if they are noise; NaN if all effects are the same
     * @param deciles ten groups of equal size, the highest scores first
     */
    public record Treatment(
            String treatment,
            int treated,
            int controls,
            Estimate effect,
            double auuc,
            Estimate qini,
            double qiniShare,
            Estimate uplift10,
            Estimate uplift20,
            Estimate uplift30,
            Estimate slope,
            List<Decile> deciles) {

        /** Copies the list. */
        public Treatment {
            deciles = List.copyOf(deciles);
            if (treated < 1 || controls < 1) {
                throw new IllegalArgumentException(
                        "a treatment needs rows with and without it, were " + treated + " and " + controls);
            }
        }

        /**
         * Whether there is evidence that customers differ: the Qini is at least three standard deviations above 0. Two
         * would do for one look at one treatment; but resamples of rows do not tell what another training would change,
         * several treatments are looked at, and to follow an order that is noise costs more than to wait.
         */
        public boolean tellsApart() {
            return deviations() >= ENOUGH;
        }

        /** How many standard deviations the Qini is above 0; NaN if it has none, as when all scores are the same. */
        public double deviations() {
            return qini.value() / qini.deviation();
        }

        /** What was found, in words. */
        public String verdict() {
            String all = String.format(Locale.ROOT, "on the mean of all customers it changes %s", effect);
            String found = tellsApart()
                    ? String.format(
                            Locale.ROOT,
                            "Customers respond differently to '%s', and the scores tell who: the first tenth %+.4f, the"
                                    + " first three tenths %+.4f, all %+.4f. The Qini is %s.",
                            treatment,
                            uplift10.value(),
                            uplift30.value(),
                            effect.value(),
                            qini)
                    : String.format(
                            Locale.ROOT,
                            "There is not enough evidence that some customers respond to '%s' more than others: the"
                                    + " Qini of %s is %.1f standard deviations above 0, and 3 are asked for. Do not"
                                    + " follow the order of the scores; %s.",
                            treatment,
                            qini,
                            deviations(),
                            all);
            String worth = effect.isPositive()
                    ? ""
                    : effect.isNegative()
                            ? " On the whole it does harm."
                            : " Nor is there evidence that it changes anything on the whole.";
            return found + worth;
        }
    }

    /**
     * A tenth of the rows.
     *
     * @param predicted the mean of the predicted effects
     * @param observed the difference of the mean outcomes
     */
    public record Decile(double predicted, Estimate observed) {}

    /**
     * A rule that gives each customer an arm, and what it is worth per customer, costs deducted.
     *
     * @param name {@code model}, {@code nobody}, {@code everybody: } and a treatment, or {@code at random}, which gives
     *     every arm to as many
     * @param shares which share of the rows would get each arm
     * @param ips by inverse propensity: rows that had the arm of the rule stand for the others
     * @param selfNormalised the same within each arm of the rule, divided by the weights that were used
     * @param doublyRobust by predictions of the outcome, corrected by the rows that had the arm of the rule
     */
    public record Policy(
            String name, Map<String, Double> shares, double ips, double selfNormalised, Estimate doublyRobust) {}

    /**
     * Judges effects by an experiment that they were not learned from, or cross-fitted ones by their own.
     *
     * @param effects of the rows of the experiment, in order
     * @param terms what is a policy's gain and cost
     * @throws IllegalArgumentException if rows or arms differ, an arm has fewer than 10 rows, or a cost is of an
     *     unknown treatment
     */
    public static UpliftEvaluation of(Experiment experiment, UpliftEffects effects, OfferTerms terms) {
        return new Judgement(experiment, effects, terms).evaluation();
    }

    /**
     * One of the treatments.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Treatment treatment(String name) {
        return treatments.stream()
                .filter(each -> each.treatment().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no treatment '" + name + "', only "
                        + treatments.stream().map(Treatment::treatment).toList()));
    }

    /**
     * One of the policies.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Policy policy(String name) {
        return policies.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no policy '" + name + "', only "
                        + policies.stream().map(Policy::name).toList()));
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static UpliftEvaluation fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, UpliftEvaluation.class);
    }

    /** For each treatment the verdict, and the deciles if there is an order to follow; then the policies. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "%,d rows, %s", rows, assignment);
        for (Treatment treatment : treatments) {
            line(text, "");
            line(text, "%s", treatment.verdict());
            line(
                    text,
                    "Qini %s, AUUC %+.4f, calibration slope %s",
                    treatment.qini(),
                    treatment.auuc(),
                    treatment.slope());
            if (treatment.tellsApart()) {
                line(text, "%-8s %10s  observed", "tenth", "predicted");
                for (int d = 0; d < treatment.deciles().size(); d++) {
                    Decile decile = treatment.deciles().get(d);
                    line(text, "%-8d %+10.4f  %s", d + 1, decile.predicted(), decile.observed());
                }
            }
        }
        line(text, "");
        line(text, "%-32s %10s %10s  doubly robust", "value per customer if given", "IPS", "weighted");
        for (Policy policy : policies) {
            line(
                    text,
                    "%-32s %10.4f %10.4f  %s",
                    policy.name(),
                    policy.ips(),
                    policy.selfNormalised(),
                    policy.doublyRobust());
        }
        line(
                text,
                "The model's choice is worth %s per customer more than the best of giving everybody the same%s.",
                gain,
                gain.isPositive() ? "" : ", which may be chance");
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append(System.lineSeparator());
    }

    /** Which names arms have for {@link Policy#name}. */
    static String everybody(String treatment) {
        return "everybody: " + treatment;
    }

    static List<Decile> deciles(double[] predicted, Estimate[] observed) {
        List<Decile> deciles = new ArrayList<>();
        for (int d = 0; d < predicted.length; d++) {
            deciles.add(new Decile(predicted[d], observed[d]));
        }
        return deciles;
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
