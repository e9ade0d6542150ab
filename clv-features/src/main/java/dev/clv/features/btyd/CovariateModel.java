package dev.clv.features.btyd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A purchase model whose customers differ by covariates that do not change with time, such as the channel by which they
 * came (Fader and Hardie, Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models, 2007). A
 * covariate acts on the logarithm of a parameter: the rates of buying are exp(coefficient · z) times as large, and so
 * are the rates of stopping of {@link ParetoNbd}; of {@link BgNbd} and {@link MbgNbd}, a and b.
 *
 * <p>Made by {@code fit} of these models. Immutable and thread-safe.
 *
 * @param <M> the model of customers with the same covariates
 */
public final class CovariateModel<M extends PurchaseModel> {

    private final List<String> covariates;
    private final List<Effect> effects;
    private final Function<double[], M> model;
    private final double[] parameters;
    private final double[][] coefficients;

    private CovariateModel(
            List<String> covariates,
            List<Effect> effects,
            Function<double[], M> model,
            double[] parameters,
            double[][] coefficients) {
        this.covariates = covariates;
        this.effects = effects;
        this.model = model;
        this.parameters = parameters;
        this.coefficients = coefficients;
    }

    /** The names of the covariates; unmodifiable. */
    public List<String> covariates() {
        return covariates;
    }

    /**
     * The model of customers with these covariates.
     *
     * @param z a finite value of each, in the order of {@link #covariates()}
     */
    public M of(double... z) {
        requireCovariates(covariates, z);
        return model.apply(with(parameters, effects, coefficients, z));
    }

    @Override
    public String toString() {
        return "CovariateModel[" + model.apply(parameters) + ", covariates=" + covariates + "]";
    }

    /**
     * On which parameter covariates act.
     *
     * @param parameter its place
     * @param sign 1 if the parameter grows with the covariate's effect, -1 if it shrinks, as a scale of rates does
     * @param name what the effect is on
     */
    record Effect(int parameter, int sign, String name) {}

    /** A kind of model, and how to begin fitting it to some customers. */
    record Family<M extends PurchaseModel>(
            Likelihood likelihood,
            List<Effect> effects,
            Function<double[], M> model,
            Function<Estimation, Estimation> parameters,
            double[][] starts) {}

    /** The parameters of a customer. */
    private static double[] with(double[] parameters, List<Effect> effects, double[][] coefficients, double[] z) {
        double[] own = parameters.clone();
        for (int e = 0; e < coefficients.length; e++) {
            double sum = 0;
            for (int k = 0; k < z.length; k++) {
                sum += coefficients[e][k] * z[k];
            }
            own[effects.get(e).parameter()] *= StrictMath.exp(effects.get(e).sign() * sum);
        }
        return own;
    }

    static <M extends PurchaseModel> Fit<CovariateModel<M>> fit(
            Family<M> family, List<PurchaseSummary> customers, List<String> covariates, List<double[]> values) {
        List<String> names = List.copyOf(covariates);
        if (customers.size() != values.size()) {
            throw new IllegalArgumentException("there must be values of covariates for each customer, were "
                    + values.size() + " for " + customers.size() + " customers");
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < customers.size(); i++) {
            requireCovariates(names, values.get(i));
            rows.add(new Row(customers.get(i), values.get(i).clone()));
        }
        rows.sort(Row::compareTo);
        double[] scales = scales(names, rows);
        Estimation estimation = family.parameters()
                .apply(new Estimation(rows.size(), (point, gradient) -> mean(family, rows, scales, point, gradient)));
        for (Effect effect : family.effects()) {
            for (int k = 0; k < scales.length; k++) {
                estimation.coefficient(effect.name() + "." + names.get(k), 1 / scales[k]);
            }
        }
        int base = family.starts()[0].length;
        Function<double[], CovariateModel<M>> made = all -> new CovariateModel<>(
                names,
                family.effects(),
                family.model(),
                Arrays.copyOf(all, base),
                coefficients(all, base, scales.length));
        return estimation.fit(
                made, fitted -> fitted.model.apply(fitted.parameters).edges(), family.starts());
    }

    private static void requireCovariates(List<String> names, double[] z) {
        if (z.length != names.size()) {
            throw new IllegalArgumentException(
                    "there must be a value of each of " + names + ", were " + z.length + " values");
        }
        for (int k = 0; k < z.length; k++) {
            if (!Double.isFinite(z[k])) {
                throw new IllegalArgumentException("covariate '" + names.get(k) + "' must be finite, was " + z[k]);
            }
        }
    }

    private static double[][] coefficients(double[] all, int base, int count) {
        double[][] coefficients = new double[count == 0 ? 0 : (all.length - base) / count][];
        for (int e = 0; e < coefficients.length; e++) {
            coefficients[e] = Arrays.copyOfRange(all, base + e * count, base + (e + 1) * count);
        }
        return coefficients;
    }

    /** The root mean square of each covariate. */
    private static double[] scales(List<String> names, List<Row> rows) {
        double[] scales = new double[names.size()];
        for (int k = 0; k < scales.length; k++) {
            int place = k;
            double sum = 0;
            for (Row row : rows) {
                sum += row.z()[k] * row.z()[k];
            }
            scales[k] = Math.sqrt(sum / rows.size());
            if (rows.stream().allMatch(row -> row.z()[place] == rows.get(0).z()[place])) {
                throw new IllegalArgumentException(
                        "covariate '" + names.get(k) + "' is the same for all customers; leave it out");
            }
        }
        return scales;
    }

    private static double mean(Family<?> family, List<Row> rows, double[] scales, double[] point, double[] gradient) {
        int base = family.starts()[0].length;
        double[] parameters = Sample.exp(Arrays.copyOf(point, base));
        double[][] coefficients = coefficients(point, base, scales.length);
        double[] slopes = new double[base];
        double[] z = new double[scales.length];
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (Row row : rows) {
            for (int k = 0; k < z.length; k++) {
                z[k] = row.z()[k] / scales[k];
            }
            double[] own = with(parameters, family.effects(), coefficients, z);
            PurchaseSummary customer = row.customer();
            sum += family.likelihood().of(customer.x(), customer.tx(), customer.T(), own, slopes);
            for (int j = 0; j < base; j++) {
                gradient[j] += slopes[j];
            }
            int place = base;
            for (Effect effect : family.effects()) {
                for (int k = 0; k < z.length; k++) {
                    gradient[place++] += effect.sign() * z[k] * slopes[effect.parameter()];
                }
            }
        }
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] /= rows.size();
        }
        return sum / rows.size();
    }

    private record Row(PurchaseSummary customer, double[] z) {

        int compareTo(Row other) {
            int first = Sample.ORDER.compare(customer, other.customer);
            return first != 0 ? first : Arrays.compare(z, other.z);
        }
    }
}
