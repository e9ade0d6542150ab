package dev.clv.features.btyd;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Customers drawn from the stories of the models, purchase by purchase. */
final class Shop {

    private final Random random;

    Shop(long seed) {
        this.random = new Random(seed);
    }

    /** Whether a customer stops, asked at every purchase, and until when the customer lives. */
    private record Customer(double rate, double life, double stops, boolean atFirst) {}

    /** Customers who come within 40 weeks and are observed until week 80; every second one has a covariate of 1. */
    private List<PurchaseSummary> customers(int count, DrawCustomer draw) {
        List<PurchaseSummary> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Customer customer = draw.next(i % 2);
            double T = 40 + Math.floor(random.nextDouble() * 280) / 7;
            double end = Math.min(T, customer.life());
            int x = 0;
            double tx = 0;
            boolean stopped = customer.atFirst() && random.nextDouble() < customer.stops();
            while (!stopped) {
                double next = tx + exponential(customer.rate());
                if (next > end) {
                    break;
                }
                tx = next;
                x++;
                stopped = random.nextDouble() < customer.stops();
            }
            customers.add(PurchaseSummary.of(x, tx, T));
        }
        return customers;
    }

    private interface DrawCustomer {
        Customer next(int covariate);
    }

    List<PurchaseSummary> of(ParetoNbd model, int count) {
        return customers(
                count,
                z -> new Customer(
                        gamma(model.r(), model.alpha()), exponential(gamma(model.s(), model.beta())), 0, false));
    }

    /** Customers of whom every second one has a covariate of 1. */
    List<PurchaseSummary> of(CovariateOf<ParetoNbd> models, int count) {
        return customers(count, z -> {
            ParetoNbd model = models.of(z);
            return new Customer(gamma(model.r(), model.alpha()), exponential(gamma(model.s(), model.beta())), 0, false);
        });
    }

    interface CovariateOf<M> {
        M of(int z);
    }

    List<PurchaseSummary> of(BgNbd model, int count) {
        return customers(
                count,
                z -> new Customer(
                        gamma(model.r(), model.alpha()), Double.POSITIVE_INFINITY, beta(model.a(), model.b()), false));
    }

    List<PurchaseSummary> of(MbgNbd model, int count) {
        return customers(
                count,
                z -> new Customer(
                        gamma(model.r(), model.alpha()), Double.POSITIVE_INFINITY, beta(model.a(), model.b()), true));
    }

    List<Spend> of(GammaGamma model, int count) {
        List<Spend> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int days = 1 + random.nextInt(6);
            double rate = gamma(model.q(), model.v());
            double sum = 0;
            for (int day = 0; day < days; day++) {
                sum += gamma(model.p(), rate);
            }
            customers.add(new Spend(days, sum / days));
        }
        return customers;
    }

    double exponential(double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    double beta(double a, double b) {
        double x = gamma(a, 1);
        return x / (x + gamma(b, 1));
    }

    /** By Marsaglia and Tsang's method, 2000. */
    double gamma(double shape, double rate) {
        if (shape < 1) {
            return gamma(shape + 1, rate) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v / rate;
            }
        }
    }

    /** The integral of a function from 0 to an end by Simpson's rule, graded towards 0. */
    static double integral(DoubleUnaryOperator f, double end) {
        int n = 400;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double u = (double) i / n;
            double weight = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * f.applyAsDouble(end * u * u * u) * 3 * u * u;
        }
        return end * sum / (3 * n);
    }
}
