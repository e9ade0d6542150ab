package dev.clv.simulate;

import dev.clv.features.event.CustomerHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A simulated shop as of one day, with what lies ahead of each customer.
 *
 * @param cutoff the end of what is known
 * @param horizon how far the future reaches
 * @param customers those who have bought, at least {@link ShopPrior#FEWEST}; unmodifiable
 */
public record RandomShop(Instant cutoff, Duration horizon, List<Customer> customers) {

    /** Copies the list. */
    public RandomShop {
        customers = List.copyOf(customers);
    }

    /**
     * One of its customers.
     *
     * @param history up to the cutoff
     * @param expected the mean value of the horizon, given all that the simulation knows of the customer, such as
     *     whether they will ever come back; in currency, zero or more
     * @param outcome a value of the horizon that came true; in currency, zero or more
     */
    public record Customer(CustomerHistory history, double expected, double outcome) {}
}
