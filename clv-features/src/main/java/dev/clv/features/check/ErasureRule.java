package dev.clv.features.check;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.Privacy;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Customers who are taken out of the training histories leave no trace: fitting without them is as if never seen. */
final class ErasureRule {

    /** As many as must share a word for it to be learned. */
    private static final int ERASED = Privacy.MIN_CUSTOMERS;

    private final Checked checked;

    ErasureRule(Checked checked) {
        this.checked = checked;
    }

    void check() {
        List<CustomerHistory> more = new ArrayList<>(checked.histories);
        CustomerHistory any = checked.histories.stream()
                .filter(history -> !history.isEmpty())
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < ERASED; i++) {
            more.add(CustomerHistory.of("erased-" + i, any.zone(), any.cutoff(), events(any)));
        }
        checked.plan.fit(more);
        FeatureExtractor again = checked.plan.fit(checked.histories);
        checked.require(
                again.features().equals(checked.features) && again.fittedState().equals(checked.fitted.fittedState()),
                "remembers customers of an earlier fit, who may have been erased since; keep what is learned in the "
                        + "learner alone");
        for (CustomerHistory history : checked.histories) {
            checked.requireSame(
                    checked.values(history),
                    Checked.values(Checked.pipeline(again), history),
                    "remembers customers of an earlier fit, who may have been erased since");
        }
    }

    /** What nobody else has. */
    private static List<CustomerEvent> events(CustomerHistory any) {
        Instant time = Checked.bounded(any).cutoff().minusSeconds(1);
        return List.of(
                new AttributeChange(time, "erased-attribute", "erased-value"),
                new Signal(time, "erased-signal", 1e6),
                new Purchase(
                        time,
                        BigDecimal.valueOf(1_000_000),
                        1_000,
                        "erased-order",
                        "erased-product",
                        "erased-category"),
                new Review(time, 1, "erased words", "erased-product", "erased-category"));
    }
}
