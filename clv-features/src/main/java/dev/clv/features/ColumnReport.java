package dev.clv.features;

import static java.util.Objects.requireNonNull;

import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.Printable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a column of a table, or of an attribute of customers.
 *
 * @param column the column's name
 * @param kind what it is to a model
 * @param detail in which form it is read, or why it is ignored; empty where there is nothing to say
 * @param example a cell that shows the form, of a number or a date only; null where there is none, as in a loaded
 *     model, or where it may be the number of a phone, a card or an account
 * @param currency what stands beside its numbers for a currency: an ISO 4217 code, or a sign that several currencies
 *     share, such as {@code $}; null where there is none
 * @param withheld how many values stay out of the model, as each stands for a person: an id of a customer, an e-mail
 *     address or the number of a phone, a card or an account
 */
public record ColumnReport(
        String column,
        Kind kind,
        String detail,
        @Nullable String example,
        @Nullable String currency,
        int withheld) {

    /** What a column is to a model. */
    public enum Kind {
        /** Numbers. */
        NUMBER,
        /** Days, as their number since 1970-01-01. */
        DATE,
        /** Words for true and false. */
        BOOLEAN,
        /** Words of a vocabulary. */
        CATEGORY,
        /** Written text: mood, aspects and, beside ratings, an embedding. */
        TEXT,
        /** Nothing: the column is left out. */
        IGNORED;

        /** The kind as a word in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refuses nulls. */
    public ColumnReport {
        requireNonNull(column, "column");
        requireNonNull(kind, "kind");
        requireNonNull(detail, "detail");
        example = example != null && Masked.isShown(example) ? example : null;
    }

    /** A column without a currency. */
    public ColumnReport(String column, Kind kind, String detail, @Nullable String example) {
        this(column, kind, detail, example, null);
    }

    /** A column that withholds nothing. */
    public ColumnReport(String column, Kind kind, String detail, @Nullable String example, @Nullable String currency) {
        this(column, kind, detail, example, currency, 0);
    }

    /**
     * A column of values of which some are withheld.
     *
     * @param withheld at least 1
     * @param kind {@link Kind#IGNORED} if no other value is left
     */
    public static ColumnReport withholding(int withheld, String column, Kind kind) {
        String detail = withheld + (withheld == 1 ? " value stands" : " values stand")
                + " for a person, as an id of a customer, an e-mail address or the number of a phone, a card or an"
                + " account does, and " + (withheld == 1 ? "stays" : "stay") + " out of the model";
        return new ColumnReport(column, kind, detail, null, null, withheld);
    }

    /** The column with what there is to say about it: {@code "spent (decimal comma, such as '12,50')"}. */
    public String brief() {
        String such = example == null ? "" : "such as " + Masked.quoted(example);
        String said = detail + (detail.isEmpty() || such.isEmpty() ? "" : ", ") + such;
        return Printable.name(column) + (said.isEmpty() ? "" : " (" + said + ")");
    }

    /** One line for people. */
    @Override
    public String toString() {
        return kind.word() + " " + brief();
    }
}
