package dev.clv.decide.money;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Three customers and one who only returned something, by hand. Ann and Bob came in January by mail, Cem in February by
 * advertisement; months of age are over on the 10th (Ann), the last day of a month (Bob) and the 5th (Cem).
 */
final class TinyShop {

    static final Instant END = Instant.parse("2024-04-01T00:00:00Z");

    private TinyShop() {}

    static EventLog log() {
        return builder().build();
    }

    static EventLog.Builder builder() {
        EventLog.Builder log = EventLog.builder().currency("EUR").observedUntil(END);
        log.add("ann", new AttributeChange(Instant.parse("2024-01-10T09:00:00Z"), "channel", "mail"));
        log.add("ann", purchase("2024-01-10T09:00:00Z", "100", "tea"));
        log.add("ann", purchase("2024-02-09T23:59:59Z", "20", "tea"));
        log.add("ann", new Refund(Instant.parse("2024-02-10T00:00:00Z"), new BigDecimal("30"), 1, null, null, "tea"));
        log.add("bob", new AttributeChange(Instant.MIN, "channel", "mail"));
        log.add("bob", purchase("2024-01-31T12:00:00Z", "50", "cups"));
        log.add("bob", purchase("2024-02-28T12:00:00Z", "10", null));
        log.add("bob", purchase("2024-02-29T00:00:00Z", "5", "cups"));
        log.add("cem", new AttributeChange(Instant.parse("2024-02-01T00:00:00Z"), "channel", "ads"));
        log.add("cem", new AttributeChange(Instant.parse("2024-02-06T00:00:00Z"), "channel", "mail"));
        log.add("cem", purchase("2024-02-05T08:00:00Z", "40", "tea"));
        log.add("dot", Refund.of(Instant.parse("2024-01-05T00:00:00Z"), new BigDecimal("7")));
        return log;
    }

    static Purchase purchase(String time, String amount, String category) {
        return new Purchase(Instant.parse(time), new BigDecimal(amount), 2, null, null, category);
    }
}
