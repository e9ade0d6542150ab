package dev.clv.serve.drift;

import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import org.jspecify.annotations.Nullable;

/** What is added up over the events of a window. */
enum Measure {
    PURCHASES(DriftKind.VOLUME, "purchases"),
    REFUNDS(DriftKind.VOLUME, "refunds"),
    VIEWS(DriftKind.VOLUME, "product views"),
    CARTS(DriftKind.VOLUME, "cart additions"),
    REVIEWS(DriftKind.VOLUME, "reviews"),
    FEEDBACK(DriftKind.VOLUME, "messages"),
    SIGNALS(DriftKind.VOLUME, "signals"),
    NEW_CUSTOMERS(DriftKind.VOLUME, "new customers"),

    AMOUNT(DriftKind.AMOUNT, "amounts of purchases"),

    NO_AMOUNT(DriftKind.MISSING, "amount of purchases"),
    NO_ORDER(DriftKind.MISSING, "order of purchases"),
    NO_PRODUCT(DriftKind.MISSING, "product of purchases"),
    NO_CATEGORY(DriftKind.MISSING, "category of purchases"),
    NO_VIEWED_PRODUCT(DriftKind.MISSING, "product of views"),
    NO_VIEWED_CATEGORY(DriftKind.MISSING, "category of views"),
    NO_SESSION(DriftKind.MISSING, "session of views"),
    NO_RATING(DriftKind.MISSING, "rating of reviews"),
    NO_TEXT(DriftKind.MISSING, "text of reviews");

    /** Takes what an event adds to a measure. */
    interface Sink {

        /**
         * @param numerator a count, a logarithm, or 1 for what is missing
         * @param denominator 1 for each event that could have it
         */
        void add(Measure measure, double numerator, double denominator);
    }

    final DriftKind kind;
    final String subject;

    Measure(DriftKind kind, String subject) {
        this.kind = kind;
        this.subject = subject;
    }

    /** What one event adds; nothing for an attribute. */
    static void of(CustomerEvent event, Sink sink) {
        if (event instanceof Purchase purchase) {
            double amount = purchase.amount().doubleValue();
            sink.add(PURCHASES, 1, 1);
            missing(NO_AMOUNT, amount == 0, sink);
            if (amount > 0) {
                sink.add(AMOUNT, StrictMath.log(amount), 1);
            }
            missing(NO_ORDER, purchase.order() == null, sink);
            missing(NO_PRODUCT, purchase.product() == null, sink);
            missing(NO_CATEGORY, purchase.category() == null, sink);
        } else if (event instanceof View view) {
            sink.add(VIEWS, 1, 1);
            missing(NO_VIEWED_PRODUCT, view.product() == null, sink);
            missing(NO_VIEWED_CATEGORY, view.category() == null, sink);
            missing(NO_SESSION, view.session() == null, sink);
        } else if (event instanceof Review review) {
            sink.add(REVIEWS, 1, 1);
            missing(NO_RATING, Double.isNaN(review.rating()), sink);
            missing(NO_TEXT, review.text() == null, sink);
        } else if (event instanceof Refund) {
            sink.add(REFUNDS, 1, 1);
        } else if (event instanceof CartAdd) {
            sink.add(CARTS, 1, 1);
        } else if (event instanceof Feedback) {
            sink.add(FEEDBACK, 1, 1);
        } else if (event instanceof Signal) {
            sink.add(SIGNALS, 1, 1);
        }
    }

    private static void missing(Measure measure, boolean missing, Sink sink) {
        sink.add(measure, missing ? 1 : 0, 1);
    }

    /** The product category of an event whose categories are compared; null of all others. */
    static @Nullable String category(CustomerEvent event) {
        return event instanceof Purchase purchase ? purchase.category() : null;
    }
}
