package dev.clv.decide.segment;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.ScoringSummary;
import dev.clv.Standing;
import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.Provenance;
import dev.clv.features.event.EventLog;
import dev.clv.reason.Explanation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Puts customers into segments whose limits are frozen. Immutable and thread-safe; methods that set something return a
 * changed copy.
 *
 * <pre>{@code
 * Segmenter segmenter = Segmenter.of(model, Segmentation.learn(model, log)).by(Scheme.CLUSTER);
 * Decisions<CustomerSegment> june = segmenter.segments(log, now);
 * Migration moved = Migration.between(may, june, Scheme.CLUSTER);
 * }</pre>
 */
public final class Segmenter {

    /** The kind of its decisions. */
    public static final String KIND = "customer-segment";

    private final ClvModel model;
    private final Segmentation segmentation;
    private final String definition;
    private final Scheme scheme;
    private final Exclusions exclusions;

    private Segmenter(
            ClvModel model, Segmentation segmentation, String definition, Scheme scheme, Exclusions exclusions) {
        this.model = model;
        this.segmentation = segmentation;
        this.definition = definition;
        this.scheme = scheme;
        this.exclusions = exclusions;
    }

    /**
     * By tier and with nobody left out, unless set.
     *
     * @throws IllegalArgumentException if the segmentation was learned with another model
     */
    public static Segmenter of(ClvModel model, Segmentation segmentation) {
        if (!segmentation.model().equals(model.fingerprint())) {
            throw new IllegalArgumentException("the segmentation was learned with the model " + segmentation.model()
                    + ", not with " + model.fingerprint() + "; learn one with this model, or load the other model");
        }
        return new Segmenter(model, segmentation, segmentation.fingerprint(), Scheme.TIER, Exclusions.none());
    }

    /** With another scheme for {@link CustomerSegment#segment}; the others are told beside it. */
    public Segmenter by(Scheme which) {
        return new Segmenter(model, segmentation, definition, requireNonNull(which, "which"), exclusions);
    }

    /** Without some customers. */
    public Segmenter exclusions(Exclusions left) {
        return new Segmenter(model, segmentation, definition, scheme, requireNonNull(left, "left"));
    }

    /**
     * The segments of all customers of whom the log knows anything before {@code at}, in order of their ids.
     *
     * @param log events at or after {@code at} are not looked at
     * @throws IllegalArgumentException if the model does not know where customers stand, as one of an early version
     */
    public Decisions<CustomerSegment> segments(EventLog log, Instant at) {
        return segments(log, at, Runnable::run);
    }

    /**
     * The same on an executor and the calling thread.
     *
     * @param executor changes no bit of the result
     */
    public Decisions<CustomerSegment> segments(EventLog log, Instant at, Executor executor) {
        Exclusions.Tally tally = exclusions.tally();
        List<String> known = log.customers().stream()
                .filter(customer -> !log.history(customer).before(at).isEmpty())
                .toList();
        List<Decision<CustomerSegment>> decisions = new ArrayList<>(known.size());
        ScoringSummary summary = model.score(log, known, at, executor, (customer, prediction) -> {
            if (!tally.excludes(customer)) {
                decisions.add(decision(
                        customer, prediction, Behaviour.of(log.history(customer).before(at))));
            }
        });
        List<Caution> cautions = new ArrayList<>(summary.cautions());
        cautions.addAll(tally.cautions());
        return new Decisions<>(KIND, Provenance.of(model, at, settings()), decisions, tally.counts(), cautions);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("scheme", scheme.word());
        settings.put("definition", definition);
        settings.put("clusters", segmentation.clusters().reason());
        return settings;
    }

    private Decision<CustomerSegment> decision(
            String customer, ClvPrediction prediction, Optional<Behaviour> behaviour) {
        @Nullable Standing standing = prediction.standing();
        if (standing == null) {
            throw new IllegalArgumentException(
                    "the model does not know where customers stand, so there are no tiers; train it again");
        }
        CustomerSegment place = behaviour
                .map(known -> place(known, prediction, standing))
                .orElseGet(() -> new CustomerSegment(
                        "",
                        standing.tier(),
                        CustomerSegment.NOT_BOUGHT,
                        CustomerSegment.NOT_BOUGHT,
                        0,
                        0,
                        0,
                        prediction.value(),
                        standing.percentile(),
                        definition));
        return new Decision<>(
                customer,
                named(place, scheme.of(place)),
                reasons(place, behaviour, prediction.currency()),
                inputs(behaviour));
    }

    private CustomerSegment place(Behaviour behaviour, ClvPrediction prediction, Standing standing) {
        RfmGrid grid = segmentation.rfm();
        Clusters clusters = segmentation.clusters();
        return new CustomerSegment(
                "",
                standing.tier(),
                grid.name(behaviour),
                clusters.clusters().get(clusters.of(behaviour)).name(),
                grid.recencyScore(behaviour),
                grid.frequencyScore(behaviour),
                grid.moneyScore(behaviour),
                prediction.value(),
                standing.percentile(),
                definition);
    }

    private static CustomerSegment named(CustomerSegment place, String segment) {
        return new CustomerSegment(
                segment,
                place.tier(),
                place.rfm(),
                place.cluster(),
                place.recencyScore(),
                place.frequencyScore(),
                place.moneyScore(),
                place.predictedValue(),
                place.percentile(),
                place.definition());
    }

    private static List<String> reasons(CustomerSegment place, Optional<Behaviour> behaviour, String currency) {
        List<String> reasons = new ArrayList<>();
        String unit = currency.equals(Explanation.NO_CURRENCY) ? "" : " " + currency;
        reasons.add(String.format(
                Locale.ROOT,
                "predicted value %,.0f%s, above %.0f %% of the training customers",
                place.predictedValue(),
                unit,
                place.percentile()));
        reasons.add(behaviour
                .map(known -> String.format(
                        Locale.ROOT,
                        "recency %d of 5 (%d days), frequency %d of 5 (%d order-days), money %d of 5 (%,.0f%s)",
                        place.recencyScore(),
                        known.daysSinceLast(),
                        place.frequencyScore(),
                        known.orderDays(),
                        place.moneyScore(),
                        known.spend(),
                        unit))
                .orElse("no purchase so far"));
        return reasons;
    }

    private static Map<String, Double> inputs(Optional<Behaviour> behaviour) {
        Map<String, Double> inputs = new LinkedHashMap<>();
        behaviour.ifPresent(known -> {
            inputs.put("days_since_last", (double) known.daysSinceLast());
            inputs.put("order_days", (double) known.orderDays());
            inputs.put("tenure_days", (double) known.tenureDays());
            inputs.put("spend", known.spend());
            inputs.put("lines", (double) known.lines());
        });
        return inputs;
    }
}
