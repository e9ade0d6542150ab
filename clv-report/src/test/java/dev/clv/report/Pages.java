package dev.clv.report;

import dev.clv.ClvModel;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Review;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A small shop, a model of it, and its page; made once for all tests. */
final class Pages {

    static final ShopSimulation SHOP =
            ShopSimulation.builder().customers(180).days(500).seed(3).build();
    static final Instant CUTOFF = SHOP.start().plus(300, ChronoUnit.DAYS);
    static final Instant NOW = SHOP.start().plus(400, ChronoUnit.DAYS);
    static final EventLog LOG = SHOP.log();
    static final ClvModel MODEL = model(LOG);

    private Pages() {}

    static ClvModel model(EventLog log) {
        return ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .origins(2, Duration.ofDays(30))
                .network(network -> network.hidden(6).members(2))
                .earlyStopping(6, 3)
                .seed(5)
                .train(log, CUTOFF);
    }

    /** The page in English. */
    static final ReportPage ENGLISH = page(Locale.ENGLISH);

    static ReportPage page(Locale language) {
        return ModelReport.of(MODEL).locale(language).budget(50).page(LOG, NOW);
    }

    /** The same shop whose products, categories, attributes and reviews have other names and texts. */
    static EventLog renamed(UnaryOperator<String> name) {
        EventLog.Builder builder = EventLog.builder().currency("EUR").observedUntil(LOG.observedUntil());
        for (String customer : LOG.customers()) {
            for (CustomerEvent event : LOG.history(customer).events()) {
                builder.add(customer, renamed(event, name));
            }
        }
        return builder.build();
    }

    private static CustomerEvent renamed(CustomerEvent event, UnaryOperator<String> name) {
        if (event instanceof Purchase purchase) {
            return new Purchase(
                    purchase.time(),
                    purchase.amount(),
                    purchase.quantity(),
                    purchase.order(),
                    purchase.product() == null ? null : name.apply(purchase.product()),
                    purchase.category() == null ? null : name.apply(purchase.category()));
        }
        if (event instanceof AttributeChange change) {
            return new AttributeChange(change.time(), name.apply(change.name()), name.apply(change.value()));
        }
        if (event instanceof Review review) {
            return new Review(
                    review.time(), review.rating(), name.apply("review"), review.product(), review.category());
        }
        return event;
    }
}
