package dev.clv.simulate;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Shops of all kinds, drawn at random: what a general model is trained on. docs/general.md lists the ranges. The same
 * seed and number give the same shop on every machine. Immutable and thread-safe.
 *
 * <p>A shop's customers order by a renewal process (gaps gamma distributed, from clumpy to regular) in a time that runs
 * faster in season and as the shop grows, until they drop out: after a time, after an order, after the first one, or
 * never. What they spend on an order is lognormal around a mean of their own, with heavy tails and a few whales.
 */
public final class ShopPrior {

    /** A shop has at least as many customers. */
    public static final int FEWEST = 30;

    private static final int FUTURES = 8;
    private static final int ATTEMPTS = 64;
    private static final int MOST_ORDERS = 600;
    private static final double YEAR = 365.25;
    private static final double MOST_PER_DAY = 0.5;
    private static final long FIRST_DAY = LocalDate.of(2015, 1, 1).toEpochDay();

    private final long seed;

    private ShopPrior(long seed) {
        this.seed = seed;
    }

    /** The prior whose shops are numbered under a seed. */
    public static ShopPrior of(long seed) {
        return new ShopPrior(seed);
    }

    /**
     * A shop.
     *
     * @param number any; the same number gives the same shop
     */
    public RandomShop shop(long number) {
        for (int attempt = 0; ; attempt++) {
            RandomStream random = RandomStream.of(seed, number, attempt);
            List<RandomShop.Customer> customers = new ArrayList<>();
            Draw draw = new Draw(random);
            for (int i = 0; i < draw.born; i++) {
                draw.customer("c" + i, customers);
            }
            if (customers.size() >= FEWEST) {
                return new RandomShop(draw.cutoff, Duration.ofDays(draw.horizon), customers);
            }
        }
    }

    /** The numbers of one shop. Times are days from the cutoff, negative before it. */
    private static final class Draw {

        private final RandomStream random;
        private final Instant cutoff;
        private final int horizon;
        private final double length;
        private final int born;

        // Acquisition.
        private final double before;
        private final int acquisition;
        private final double growth;
        private final double cohort;

        // Orders.
        private final double rate;
        private final double rateShape;
        private final boolean rateLognormal;
        private final double regularity;
        private final BusinessTime time;

        // Drop-out.
        private final double oneTime;
        private final double life;
        private final double lifeShape;
        private final double lifeDependence;
        private final double quitMean;
        private final double quitWeight;
        private final boolean quitAtFirst;

        // Amounts.
        private final double typical;
        private final double between;
        private final double within;
        private final double spendDependence;
        private final boolean heavy;
        private final double whales;
        private final double whaleSize;
        private final double refunds;

        Draw(RandomStream random) {
            this.random = random;
            this.horizon = (int) Math.round(logUniform(30, 730));
            this.length = logUniform(90, 1825);
            this.born = (int) logUniform(60, 2000);
            long day = FIRST_DAY + random.below(3650);
            this.cutoff = Instant.ofEpochSecond(day * 86_400);
            this.before = random.chance(0.5) ? length : length + YEAR * between(0.5, 3);
            this.acquisition = random.pick(new double[] {0.35, 0.35, 0.3});
            this.growth = between(-1.5, 1.5);
            this.cohort = between(0.05, 0.4);
            this.rate = 1 / logUniform(10, 700);
            this.rateShape = logUniform(0.3, 8);
            this.rateLognormal = random.chance(0.4);
            this.regularity = switch (random.pick(new double[] {0.4, 0.3, 0.3})) {
                case 0 -> 1;
                case 1 -> logUniform(1, 6);
                default -> logUniform(0.35, 1);
            };
            this.time = new BusinessTime(random, before, horizon, day);
            this.oneTime = random.chance(0.5) ? between(0, 0.6) : 0;
            int kind = random.pick(new double[] {0.1, 0.45, 0.3, 0.15});
            this.life = kind == 1 || kind == 3 ? logUniform(30, 2500) : Double.POSITIVE_INFINITY;
            this.lifeShape = logUniform(0.3, 5);
            this.lifeDependence = between(-0.5, 0.5);
            this.quitMean = kind >= 2 ? between(0.02, 0.5) : 0;
            this.quitWeight = logUniform(1, 20);
            this.quitAtFirst = random.chance(0.5);
            this.typical = logUniform(5, 500);
            this.between = between(0.2, 1.4);
            this.within = between(0.1, 1.1);
            this.spendDependence = between(-0.3, 0.5);
            this.heavy = random.chance(0.3);
            this.whales = random.chance(0.4) ? between(0.002, 0.03) : 0;
            this.whaleSize = logUniform(3, 20);
            this.refunds = random.chance(0.5) ? 0 : between(0, 0.2);
        }

        private double between(double low, double high) {
            return low + (high - low) * random.uniform();
        }

        private double logUniform(double low, double high) {
            return low * StrictMath.pow(high / low, random.uniform());
        }

        /** Adds a customer, if their first order is known. */
        void customer(String id, List<RandomShop.Customer> customers) {
            double birth = birth();
            double z = random.normal();
            double relative =
                    rateLognormal ? StrictMath.exp(Math.sqrt(1 / rateShape) * z) : random.gamma(rateShape) / rateShape;
            double logRelative = Math.max(-4, Math.min(4, StrictMath.log(relative + 1e-9)));
            boolean whale = random.chance(whales);
            double mine = Math.min(MOST_PER_DAY, rate * relative * (whale ? between(1, 4) : 1));
            double shape = regularity * StrictMath.exp(0.3 * random.normal());
            double hazard =
                    1 / life * random.gamma(lifeShape) / lifeShape * StrictMath.exp(-lifeDependence * logRelative);
            double death = Double.isInfinite(life) ? Double.POSITIVE_INFINITY : birth + random.exponential() / hazard;
            double quit = quitMean == 0 ? 0 : random.beta(quitMean * quitWeight, (1 - quitMean) * quitWeight);
            double tail = random.normal();
            double spread = heavy ? tail / Math.sqrt(random.gamma(2) / 2) : tail;
            double mean = typical
                    * StrictMath.exp(Math.max(-5, Math.min(5, between * spread + spendDependence * logRelative)))
                    * (whale ? whaleSize : 1);
            double sigma = within * StrictMath.exp(0.3 * random.normal());
            List<Double> orders = new ArrayList<>();
            double last = birth;
            double gone = random.chance(oneTime) ? birth : death;
            boolean quitted = quitAtFirst && random.chance(quit);
            if (birth >= -length) {
                orders.add(birth);
            }
            while (!quitted && orders.size() < MOST_ORDERS) {
                double next = time.after(last, random.gamma(shape) / shape / mine);
                if (next >= 0 || next > gone) {
                    break;
                }
                last = next;
                if (next >= -length) {
                    orders.add(next);
                }
                quitted = random.chance(quit);
            }
            if (orders.isEmpty()) {
                return;
            }
            boolean alive = !quitted && gone >= 0;
            int counted = 0;
            double outcome = 0;
            for (int k = 0; k < (alive ? FUTURES : 0); k++) {
                int ahead = future(last, mine, shape, hazard, quit);
                counted += ahead;
                if (k == 0) {
                    for (int i = 0; i < ahead; i++) {
                        double amount = amount(mean, sigma);
                        outcome += random.chance(refunds) ? 0 : amount;
                    }
                }
            }
            customers.add(new RandomShop.Customer(
                    history(id, orders, mean, sigma), mean * (1 - refunds) * counted / FUTURES, outcome));
        }

        private double birth() {
            double u = random.uniform();
            return switch (acquisition) {
                case 0 -> -before * u;
                case 1 ->
                    Math.abs(growth) < 0.01
                            ? -before * u
                            : -before + before * StrictMath.log1p(u * StrictMath.expm1(growth)) / growth;
                default -> -before + before * cohort * u;
            };
        }

        /** The orders of a horizon, by one draw of what lies ahead of a customer who is still there. */
        private int future(double last, double mine, double shape, double hazard, double quit) {
            double death = Double.isInfinite(life) ? Double.POSITIVE_INFINITY : random.exponential() / hazard;
            double next = -1;
            for (int attempt = 0; attempt < ATTEMPTS && next < 0; attempt++) {
                next = time.after(last, random.gamma(shape) / shape / mine);
            }
            if (next < 0) {
                next = time.after(0, random.exponential() / (shape * mine));
            }
            int orders = 0;
            while (next < horizon && next <= death && orders < MOST_ORDERS) {
                orders++;
                if (random.chance(quit)) {
                    break;
                }
                next = time.after(next, random.gamma(shape) / shape / mine);
            }
            return orders;
        }

        private double amount(double mean, double sigma) {
            return mean * StrictMath.exp(sigma * random.normal() - sigma * sigma / 2);
        }

        private CustomerHistory history(String id, List<Double> orders, double mean, double sigma) {
            List<CustomerEvent> events = new ArrayList<>(orders.size());
            for (double order : orders) {
                BigDecimal amount = BigDecimal.valueOf(Math.max(1, Math.round(100 * amount(mean, sigma))), 2);
                events.add(Purchase.of(at(order), amount));
                double back = order + 10 * random.uniform();
                if (random.chance(refunds) && back < 0) {
                    events.add(Refund.of(at(back), amount));
                }
            }
            return CustomerHistory.of(id, ZoneOffset.UTC, cutoff, events);
        }

        private Instant at(double day) {
            return cutoff.plusMillis(Math.min(-1, (long) (day * 86_400_000)));
        }
    }

    /** A time that runs faster in season and with growth; a table by days. */
    private static final class BusinessTime {

        private final double begin;
        private final double[] passed; // since the begin, at the beginning of each day

        BusinessTime(RandomStream random, double before, int horizon, long cutoffDay) {
            this.begin = -Math.ceil(before) - 1;
            int days = (int) (-begin + horizon + 2);
            this.passed = new double[days + 1];
            double trend = 0.2 * random.normal();
            double wave = random.chance(0.5) ? 0.5 * random.uniform() : 0;
            double phase = random.uniform();
            double peak = random.chance(0.4) ? 0.3 + 1.2 * random.uniform() : 0;
            double peakAt = random.chance(0.5) ? 0.94 : random.uniform();
            double shock = random.chance(0.5) ? 0.15 * random.uniform() : 0;
            double level = 0;
            for (int i = 0; i < days; i++) {
                double day = begin + i;
                double year = (cutoffDay + day) / YEAR;
                double inYear = year - Math.floor(year);
                if (i % 91 == 0) {
                    level = 0.7 * level + shock * random.normal();
                }
                double away = Math.abs(inYear - peakAt);
                double near = Math.min(away, 1 - away) * YEAR;
                double speed = StrictMath.exp(Math.max(-1.5, Math.min(1.5, trend * day / YEAR)) + level)
                        * (1 + wave * StrictMath.cos(2 * Math.PI * (inYear - phase)))
                        * (1 + (near < 25 ? peak : 0));
                passed[i + 1] = passed[i] + speed;
            }
        }

        /** The day on which so much business time has passed since a day; far behind the end of the table if it is. */
        double after(double day, double amount) {
            double target = at(day) + amount;
            int low = 0;
            int high = passed.length - 1;
            if (target >= passed[high]) {
                return Double.MAX_VALUE;
            }
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (passed[middle] <= target) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return begin + low + (target - passed[low]) / (passed[high] - passed[low]);
        }

        private double at(double day) {
            double place = Math.max(0, day - begin);
            int whole = Math.min(passed.length - 2, (int) place);
            return passed[whole] + (place - whole) * (passed[whole + 1] - passed[whole]);
        }
    }
}
