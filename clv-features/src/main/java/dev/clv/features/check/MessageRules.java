package dev.clv.features.check;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Review;
import dev.clv.features.event.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whatever customers write and attributes say is served, and none of it, nor an id, gets into a message, nor the id of
 * a session into what is learned. The histories get ids, texts and attribute values that can be found again.
 */
final class MessageRules {

    private static final String MARK = "zq7xk";

    /** One for all, so that no number of customers hides it. */
    private static final String SESSION = MARK + "session";

    private static final int CUTS = 16;
    private static final String REMEDY = "; name the extractor and the rule, and leave what is a customer's out";

    private final Checked checked;
    private final List<CustomerHistory> marked = new ArrayList<>();

    MessageRules(Checked checked) {
        this.checked = checked;
        for (CustomerHistory history : checked.histories) {
            String own = MARK + marked.size();
            List<CustomerEvent> events = new ArrayList<>();
            for (CustomerEvent event : history.events()) {
                events.add(marked(event, own + "." + events.size()));
            }
            marked.add(CustomerHistory.of(own, history.zone(), history.cutoff(), events));
        }
    }

    private static CustomerEvent marked(CustomerEvent event, String mark) {
        if (event instanceof Review review && review.text() != null) {
            return new Review(review.time(), review.rating(), mark, review.product(), review.category());
        } else if (event instanceof Feedback feedback) {
            return new Feedback(feedback.time(), mark);
        } else if (event instanceof AttributeChange change) {
            return new AttributeChange(change.time(), change.name(), mark);
        } else if (event instanceof View view && view.session() != null) {
            return new View(view.time(), view.product(), view.category(), SESSION);
        } else if (event instanceof CartAdd cart && cart.session() != null) {
            return new CartAdd(cart.time(), cart.quantity(), cart.product(), cart.category(), SESSION);
        }
        return event;
    }

    void check() {
        served(checked.pipeline);
        damaged(checked.pipeline);
        FeatureExtractor other;
        try {
            other = checked.plan.fit(marked);
        } catch (RuntimeException e) {
            throw failed("fails in fit", e);
        }
        checked.require(
                other.fittedState().texts().values().stream()
                        .noneMatch(texts -> texts.stream().anyMatch(text -> text.contains(SESSION))),
                "learns the ids of sessions, which stand for visits of single customers and end up in model files; leave"
                        + " them out");
        served(Checked.pipeline(other));
        for (Object part : List.of(checked.plan, other)) {
            checked.require(
                    !String.valueOf(part).contains(MARK),
                    "has a toString() that holds a customer's id, text or attribute value" + REMEDY);
        }
    }

    private void served(FeaturePipeline pipeline) {
        for (CustomerHistory history : marked) {
            try {
                var state = pipeline.begin(history.customer(), history.zone());
                history.events().forEach(state::add);
                state.row(history.cutoff());
            } catch (RuntimeException e) {
                throw failed("fails on a history", e);
            }
        }
    }

    /** States that end too early, as a file may. */
    private void damaged(FeaturePipeline pipeline) {
        for (CustomerHistory history : marked.subList(0, Math.min(10, marked.size()))) {
            byte[] whole;
            try {
                var state = pipeline.begin(history.customer(), history.zone());
                history.events().forEach(state::add);
                whole = state.snapshot();
            } catch (UnsupportedOperationException cannotBeStored) {
                return;
            }
            for (int i = 1; i <= CUTS; i++) {
                try {
                    pipeline.restore(
                            history.customer(),
                            Arrays.copyOf(whole, Math.max(0, whole.length - i * whole.length / 40)));
                } catch (RuntimeException e) {
                    requireNoMark("fails on a damaged state", e);
                }
            }
        }
    }

    private AssertionError failed(String how, RuntimeException e) {
        requireNoMark(how, e);
        return checked.broken(how + " with texts or attribute values of an unexpected form: "
                + e.getClass().getSimpleName() + "; serve them as NaN or as unknown");
    }

    private void requireNoMark(String how, RuntimeException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            checked.require(
                    !String.valueOf(cause.getMessage()).contains(MARK),
                    how + ", and the message of the "
                            + cause.getClass().getSimpleName() + " holds a customer's id, text or attribute value"
                            + REMEDY);
        }
    }
}
