package dev.clv.reason;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.table.Table;
import java.time.Instant;

/**
 * What a customer's value is compared with. The base value of an explanation is the prediction of its reference.
 *
 * <pre>{@code
 * model.explain(history, now, Reference.topTier());
 * model.explain(history, now, Reference.earlier(aMonthAgo));
 * }</pre>
 */
public sealed interface Reference {

    /** The kinds of references. */
    enum Kind {
        /** The prototypes of all training customers. */
        AVERAGE_CUSTOMER,
        /** The prototypes whose predicted value is in the top tenth. */
        TOP_TIER,
        /** The same customer at an earlier time. */
        EARLIER,
        /** Another customer at the same time. */
        OTHER_CUSTOMER
    }

    /** Prototypes, which are stored with every model; none of them is a real customer. */
    record Typical(Kind kind) implements Reference {

        /** Refuses kinds that need another customer or time. */
        public Typical {
            if (kind != Kind.AVERAGE_CUSTOMER && kind != Kind.TOP_TIER) {
                throw new IllegalArgumentException(kind + " is no typical customer; use its own factory");
            }
        }
    }

    /** The same customer as of {@code at}; for models of event logs only. */
    record Earlier(Instant at) implements Reference {

        /** Refuses null. */
        public Earlier {
            requireNonNull(at, "at");
        }

        @Override
        public Kind kind() {
            return Kind.EARLIER;
        }
    }

    /** Another customer; for models of event logs only. */
    record OtherCustomer(CustomerHistory history) implements Reference {

        /** Refuses null. */
        public OtherCustomer {
            requireNonNull(history, "history");
        }

        @Override
        public Kind kind() {
            return Kind.OTHER_CUSTOMER;
        }
    }

    /** Another row of a plain table; for models of tables only. */
    record OtherRow(Table table, int row) implements Reference {

        /**
         * Refuses a row that the table does not have.
         *
         * @throws IndexOutOfBoundsException if the table has no such row
         */
        public OtherRow {
            if (row < 0 || row >= table.rows()) {
                throw new IndexOutOfBoundsException(
                        "the reference's row must be from 0 to " + (table.rows() - 1) + ", was " + row);
            }
        }

        @Override
        public Kind kind() {
            return Kind.OTHER_CUSTOMER;
        }

        /** Holds back the table, which is personal data. */
        @Override
        public String toString() {
            return "OtherRow[row=" + row + "]";
        }
    }

    /** What kind it is. */
    Kind kind();

    /** The prototypes of the training customers, each weighted by the number of rows it represents. */
    static Typical averageCustomer() {
        return new Typical(Kind.AVERAGE_CUSTOMER);
    }

    /** The prototypes whose predicted value is in the top tenth of training; at least one. */
    static Reference topTier() {
        return new Typical(Kind.TOP_TIER);
    }

    /**
     * The same customer at an earlier time.
     *
     * @param at before the time of the explanation, and after the customer's first event
     */
    static Reference earlier(Instant at) {
        return new Earlier(at);
    }

    /**
     * Another customer at the time of the explanation.
     *
     * @param history what is known of the other, with an event before that time; what lies at or after it is left out
     */
    static Reference customer(CustomerHistory history) {
        return new OtherCustomer(history);
    }

    /**
     * Another row, of the same or another table.
     *
     * @param row from 0
     * @throws IndexOutOfBoundsException if the table has no such row
     */
    static Reference row(Table table, int row) {
        return new OtherRow(table, row);
    }
}
