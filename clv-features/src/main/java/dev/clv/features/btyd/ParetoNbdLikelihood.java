package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.Race;
import dev.clv.features.btyd.internal.RisingFactorial;

/** ln L of {@link ParetoNbd}: its two terms are the two ends that the time since t<sub>x</sub> can come to. */
final class ParetoNbdLikelihood implements Likelihood {

    private final RisingFactorial buys = new RisingFactorial();
    private final Term stopped = new Term(true);
    private final Term late = new Term(false);

    @Override
    public double of(int x, double tx, double T, double[] parameters, double[] gradient) {
        double r = parameters[0];
        buys.of(r);
        stopped.at(x, tx, parameters);
        late.at(x, T, parameters);
        double larger = Math.max(stopped.log, late.log);
        double log = larger + StrictMath.log(StrictMath.exp(stopped.log - larger) + StrictMath.exp(late.log - larger));
        double weight = StrictMath.exp(stopped.log - log);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = weight * stopped.slopes[i] + (1 - weight) * late.slopes[i];
        }
        gradient[0] += r * buys.slope(x);
        return buys.log(x) + log;
    }

    /** ln A(t) + ln q(t), or ln A(t) + ln (1 - q(t)), which neighbouring customers may share. */
    private static final class Term {

        private final boolean stops;
        private final Race race = new Race();
        private final double[] known = new double[6];
        private final double[] slopes = new double[4];
        private double log = Double.NaN;

        Term(boolean stops) {
            this.stops = stops;
        }

        void at(int x, double t, double[] parameters) {
            double r = parameters[0];
            double alpha = parameters[1];
            double s = parameters[2];
            double beta = parameters[3];
            if (x == known[0]
                    && t == known[1]
                    && r == known[2]
                    && alpha == known[3]
                    && s == known[4]
                    && beta == known[5]) {
                return;
            }
            known[0] = x;
            known[1] = t;
            System.arraycopy(parameters, 0, known, 2, 4);
            double A = alpha + t;
            double B = beta + t;
            double logBuys = StrictMath.log1p(t / alpha);
            double logLives = StrictMath.log1p(t / beta);
            double logAlive = -r * logBuys - x * StrictMath.log(A) - s * logLives;
            slopes[1] = r * t / A - alpha * x / A;
            slopes[3] = s * t / B;
            if (stops) {
                race.of(s, B, r + x, A);
                slopes[0] = r * (race.byK() - logBuys);
                slopes[1] += alpha * race.byA();
                slopes[2] = s * (race.byS() - logLives);
                slopes[3] += beta * race.byB();
            } else {
                race.of(r + x, A, s, B);
                slopes[0] = r * (race.byS() - logBuys);
                slopes[1] += alpha * race.byB();
                slopes[2] = s * (race.byK() - logLives);
                slopes[3] += beta * race.byA();
            }
            log = logAlive + race.log();
        }
    }
}
