package dev.clv.decide.churn;

import java.time.Duration;

/**
 * What churn means. A shop without contracts never sees a customer leave, so that churn is a silence that somebody
 * chooses to call so: a fixed window or the customer's own rhythm. With a contract it is a payment that does not come.
 *
 * <p>A definition gives each customer the days that are left: the customer churns by buying nothing in them. Days are
 * calendar days in the log's zone, and a purchase is any purchase, whatever its amount. Immutable.
 */
public sealed interface ChurnDefinition {

    /** No purchase within the horizon of the model, without a contract; unless set, this is what churn means. */
    static ChurnDefinition noPurchaseWithinHorizon() {
        return new WholeHorizon();
    }

    /**
     * No purchase within so many days from now on, without a contract.
     *
     * @param days at least 1, at most the horizon of the model
     */
    static ChurnDefinition noPurchaseWithin(int days) {
        return new FixedWindow(days);
    }

    /**
     * A silence of so many times the customer's own usual gap, counted from the last order-day, without a contract. Who
     * has been silent for longer has churned already. Of a deadline beyond the horizon of the model only the days
     * within it count.
     *
     * @param times above 1, at most 100; 3 is usual
     */
    static ChurnDefinition ownRhythm(double times) {
        return new OwnRhythm(times);
    }

    /**
     * A payment of a contract or a subscription that does not come: none within a period and some days of grace after
     * the last one. Who is later than that has churned already.
     *
     * @param period from one payment to the next; whole days, at least one
     * @param grace how late a payment may be; whole days, may be zero
     */
    static ChurnDefinition missedPayment(Duration period, Duration grace) {
        return new MissedPayment(wholeDays("period", period), wholeDays("grace", grace));
    }

    private static int wholeDays(String name, Duration duration) {
        if (!duration.equals(Duration.ofDays(duration.toDays())) || duration.toDays() > 36_525) {
            throw new IllegalArgumentException("the " + name + " of a contract must be whole days, was " + duration
                    + "; give it as Duration.ofDays");
        }
        return (int) duration.toDays();
    }

    /**
     * How many days are left until the customer has churned by not buying; zero or less if that has happened.
     *
     * @param horizonDays of the model, at least 1; the definition may look further
     */
    int daysLeft(Rhythm rhythm, int horizonDays);

    /** In words, for instance {@code no purchase within 30 days}. */
    @Override
    String toString();

    /** See {@link #noPurchaseWithinHorizon}. */
    record WholeHorizon() implements ChurnDefinition {

        @Override
        public int daysLeft(Rhythm rhythm, int horizonDays) {
            return horizonDays;
        }

        @Override
        public String toString() {
            return "no purchase within the horizon of the model";
        }
    }

    /** See {@link #noPurchaseWithin}. */
    record FixedWindow(int days) implements ChurnDefinition {

        /** Checks the window. */
        public FixedWindow {
            if (days < 1) {
                throw new IllegalArgumentException("the days without a purchase must be at least 1, were " + days);
            }
        }

        @Override
        public int daysLeft(Rhythm rhythm, int horizonDays) {
            if (days > horizonDays) {
                throw new IllegalArgumentException("churn is no purchase within " + days
                        + " days, but the model looks only " + horizonDays
                        + " days ahead; take fewer days, or train the model with a longer horizon");
            }
            return days;
        }

        @Override
        public String toString() {
            return "no purchase within " + days + " days";
        }
    }

    /** See {@link #ownRhythm}. */
    record OwnRhythm(double times) implements ChurnDefinition {

        /** Checks the factor. */
        public OwnRhythm {
            if (!(times > 1 && times <= 100)) {
                throw new IllegalArgumentException("a silence must be above 1 and at most 100 times the usual gap, was "
                        + times + "; most customers are as late as once their gap now and then");
            }
        }

        @Override
        public int daysLeft(Rhythm rhythm, int horizonDays) {
            if (Double.isNaN(rhythm.usualGap())) {
                return horizonDays; // one order-day is no rhythm
            }
            double left = Math.ceil(times * Math.max(1, rhythm.usualGap())) - rhythm.daysSinceLast();
            return (int) Math.min(36_525, left);
        }

        @Override
        public String toString() {
            return "a silence of " + times + " times the usual gap";
        }
    }

    /** See {@link #missedPayment}. */
    record MissedPayment(int periodDays, int graceDays) implements ChurnDefinition {

        /** Checks the days. */
        public MissedPayment {
            if (periodDays < 1 || graceDays < 0) {
                throw new IllegalArgumentException(
                        "a contract needs a period of at least 1 day and a grace of 0 days or" + " more, were "
                                + periodDays + " and " + graceDays);
            }
        }

        @Override
        public int daysLeft(Rhythm rhythm, int horizonDays) {
            return periodDays + graceDays - rhythm.daysSinceLast();
        }

        @Override
        public String toString() {
            return "no payment within " + periodDays + " days and " + graceDays + " days of grace after the last";
        }
    }
}
