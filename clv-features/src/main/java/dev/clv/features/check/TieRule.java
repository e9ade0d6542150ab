package dev.clv.features.check;

import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventBytes;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Purchases, refunds, views and cart adds of one instant are a set: the order in which they come must not matter. */
final class TieRule {

    private final Checked checked;

    TieRule(Checked checked) {
        this.checked = checked;
    }

    void check() {
        for (CustomerHistory history : checked.histories) {
            require(history);
            require(Checked.with(
                    history, history.events().stream().map(TieRule::atMidnight).toList()));
        }
    }

    private void require(CustomerHistory history) {
        checked.requireClose(
                checked.values(history),
                checked.values(Checked.with(history, turned(history.events()))),
                "depends on the order of purchases, refunds, views and cart adds of one instant, such as the lines of a "
                        + "basket; add them up, or break ties by content");
    }

    /** All of a day at once, so that there are many ties. */
    private static CustomerEvent atMidnight(CustomerEvent event) {
        return event.time().equals(Instant.MIN)
                ? event
                : EventBytes.at(event.time().truncatedTo(ChronoUnit.DAYS), event);
    }

    /** The lines of each instant from the last to the first; events of other kinds stay where they are. */
    private static List<CustomerEvent> turned(List<CustomerEvent> events) {
        List<CustomerEvent> turned = new ArrayList<>(events);
        for (int from = 0; from < turned.size(); ) {
            List<Integer> places = new ArrayList<>();
            Instant time = turned.get(from).time();
            int to = from;
            for (; to < turned.size() && turned.get(to).time().equals(time); to++) {
                if (isLine(turned.get(to))) {
                    places.add(to);
                }
            }
            for (int i = 0; i < places.size() / 2; i++) {
                Collections.swap(turned, places.get(i), places.get(places.size() - 1 - i));
            }
            from = to;
        }
        return turned;
    }

    private static boolean isLine(CustomerEvent event) {
        return event instanceof Purchase
                || event instanceof Refund
                || event instanceof View
                || event instanceof CartAdd;
    }
}
