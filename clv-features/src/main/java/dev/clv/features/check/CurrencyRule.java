package dev.clv.features.check;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.util.List;

/** What is in currency grows with all amounts, and nothing else does. */
final class CurrencyRule {

    private static final int DIGITS = 3;
    private static final double FACTOR = 1_000;

    /**
     * Of the rounding of differences of squares, and of fits of flat likelihoods, which end when they are near enough.
     */
    private static final double TOLERANCE = 1e-3;

    private static final String CURRENCY = "currency";

    private final Checked checked;

    CurrencyRule(Checked checked) {
        this.checked = checked;
    }

    void check() {
        List<CustomerHistory> histories =
                checked.histories.stream().map(CurrencyRule::enlarged).toList();
        FeatureExtractor other = checked.plan.fit(histories);
        FeaturePipeline pipeline = Checked.pipeline(other);
        if (pipeline.schema().size() != checked.schema.size()) {
            return;
        }
        for (int i = 0; i < histories.size(); i++) {
            double[] before = checked.values(checked.histories.get(i));
            double[] after = Checked.values(pipeline, histories.get(i));
            for (int j = 0; j < before.length; j++) {
                if (checked.schema.feature(j).equals(pipeline.schema().feature(j))) {
                    require(j, before[j], after[j]);
                }
            }
        }
    }

    private void require(int place, double before, double after) {
        Feature feature = checked.schema.feature(place);
        if (feature.unit().startsWith(CURRENCY)) {
            checked.requireClose(
                    place,
                    before,
                    after / FACTOR,
                    TOLERANCE,
                    "is in currency and does not grow by 1,000 when all amounts do; compare amounts with other amounts, "
                            + "and name the unit 'log currency' if it is a logarithm");
        } else if (!feature.unit().contains(CURRENCY)) {
            checked.requireClose(
                    place,
                    before,
                    after,
                    TOLERANCE,
                    "changes when all amounts are 1,000 times as large, and its unit is '" + feature.unit()
                            + "'; give what is an amount a unit that begins with 'currency', and divide amounts by amounts"
                            + " for what is not");
        }
    }

    private static CustomerHistory enlarged(CustomerHistory history) {
        return Checked.with(
                history, history.events().stream().map(CurrencyRule::enlarged).toList());
    }

    private static CustomerEvent enlarged(CustomerEvent event) {
        if (event instanceof Purchase bought) {
            return new Purchase(
                    bought.time(),
                    bought.amount().movePointRight(DIGITS),
                    bought.quantity(),
                    bought.order(),
                    bought.product(),
                    bought.category());
        } else if (event instanceof Refund refund) {
            return new Refund(
                    refund.time(),
                    refund.amount().movePointRight(DIGITS),
                    refund.quantity(),
                    refund.order(),
                    refund.product(),
                    refund.category());
        }
        return event;
    }
}
