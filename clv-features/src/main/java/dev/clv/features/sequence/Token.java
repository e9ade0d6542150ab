package dev.clv.features.sequence;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.text.WrittenText;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.lexicon.SentimentLexicon;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an event, or of the lines of an order, until numbers are made of it.
 *
 * @param time when it happened, of an order the last line so far
 * @param order a hash of the order's number; 0 if none is known
 * @param category of the dearest line
 * @param name of the signal or attribute
 * @param amount the sum of the lines; zero for an event that is no line
 * @param dearest the largest amount of a line
 * @param millionths the quantity in millionths, so that sums are exact in any order
 * @param lines how many events it holds
 * @param rating NaN if there is none
 * @param mood from -1 to 1; NaN if there is no text, or nobody asks for it
 */
record Token(
        Instant time,
        TokenKind kind,
        long order,
        @Nullable String category,
        @Nullable String name,
        BigDecimal amount,
        BigDecimal dearest,
        long millionths,
        long lines,
        double rating,
        double mood) {

    private static final double MILLION = 1e6;
    private static final double MOST_MILLIONTHS = 1e15;

    private static final Comparator<@Nullable String> TEXTS = Comparator.nullsLast(Comparator.naturalOrder());

    /** By time and, of one instant, by kind, order and content, so that the order of the rows does not matter. */
    static final Comparator<Token> IN_TIME = Comparator.comparing(Token::time)
            .thenComparing(Token::kind)
            .thenComparingLong(Token::order)
            .thenComparing(Token::category, TEXTS)
            .thenComparing(Token::name, TEXTS)
            .thenComparing(Token::amount)
            .thenComparingLong(Token::millionths)
            .thenComparingDouble(Token::rating)
            .thenComparingDouble(Token::mood);

    /** Read from its files when it is first needed. */
    private static final class Lexicon {
        private static final SentimentLexicon STANDARD = SentimentLexicon.standard();
    }

    /** @param readsTexts whether the mood of a text is asked for */
    static Token of(CustomerEvent event, boolean readsTexts) {
        if (event instanceof Purchase bought) {
            return line(
                    event,
                    TokenKind.PURCHASE,
                    bought.order(),
                    bought.category(),
                    bought.amount(),
                    millionths(bought.quantity()));
        }
        if (event instanceof Refund back) {
            return line(
                    event, TokenKind.REFUND, back.order(), back.category(), back.amount(), millionths(back.quantity()));
        }
        if (event instanceof CartAdd added) {
            return line(
                    event, TokenKind.CART_ADD, null, added.category(), BigDecimal.ZERO, millionths(added.quantity()));
        }
        String category = event instanceof View view
                ? view.category()
                : event instanceof Review review ? review.category() : null;
        String name = event instanceof Signal signal
                ? signal.name()
                : event instanceof AttributeChange change ? change.name() : null;
        String text = readsTexts ? WrittenText.of(event) : null;
        return new Token(
                event.time(),
                TokenKind.of(event.getClass()),
                0,
                known(category),
                known(name),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0,
                1,
                event instanceof Review review ? review.rating() : Double.NaN,
                text == null ? Double.NaN : Lexicon.STANDARD.score(text).value());
    }

    private static Token line(
            CustomerEvent event,
            TokenKind kind,
            @Nullable String order,
            @Nullable String category,
            BigDecimal amount,
            long millionths) {
        String number = known(order);
        return new Token(
                event.time(),
                kind,
                number == null ? 0 : hash(number),
                known(category),
                null,
                amount,
                amount,
                millionths,
                1,
                Double.NaN,
                Double.NaN);
    }

    private static @Nullable String known(@Nullable String text) {
        String trimmed = text == null ? "" : Blank.trim(text);
        return trimmed.isEmpty() ? null : trimmed;
    }

    private static long hash(String order) {
        long hash = CustomerSet.hash(order);
        return hash == 0 ? 1 : hash;
    }

    private static long millionths(double quantity) {
        return Math.round(Math.min(quantity * MILLION, MOST_MILLIONTHS));
    }

    /** The units; NaN for an event that counts none. */
    double quantity() {
        return kind.isCounted() ? millionths / MILLION : Double.NaN;
    }

    /** What came in or, below 0, went out; zero for an event without money. */
    BigDecimal net() {
        return kind == TokenKind.REFUND ? amount.negate() : amount;
    }

    /** Whether both are lines of purchases, or both of refunds, without a number or with the same. */
    boolean isLineBeside(Token other) {
        return kind.isLine() && kind == other.kind && order == other.order;
    }

    /** One token of the lines of both. */
    Token and(Token other) {
        int dearer = dearest.compareTo(other.dearest);
        boolean first = dearer > 0 || (dearer == 0 && TEXTS.compare(category, other.category) <= 0);
        return new Token(
                time.isAfter(other.time) ? time : other.time,
                kind,
                order,
                first ? category : other.category,
                name,
                amount.add(other.amount),
                first ? dearest : other.dearest,
                Math.min(millionths + other.millionths, (long) MOST_MILLIONTHS),
                lines + other.lines,
                rating,
                mood);
    }

    void snapshot(StateWriter out) {
        out.instant(time).whole(kind.ordinal()).whole(order);
        text(category, out);
        text(name, out);
        out.decimal(amount).decimal(dearest).whole(millionths).whole(lines);
        out.number(rating).number(mood);
    }

    private static void text(@Nullable String text, StateWriter out) {
        out.flag(text != null);
        if (text != null) {
            out.text(text);
        }
    }

    static Token of(StateReader in) {
        return new Token(
                in.instant(),
                kind(in.whole()),
                in.whole(),
                text(in),
                text(in),
                in.decimal(),
                in.decimal(),
                in.whole(),
                in.whole(),
                in.number(),
                in.number());
    }

    private static TokenKind kind(long code) {
        TokenKind[] kinds = TokenKind.values();
        if (code < 0 || code >= kinds.length) {
            throw new IllegalArgumentException(
                    "the snapshot has a token of kind " + code + ", known are 0 to " + (kinds.length - 1));
        }
        return kinds[(int) code];
    }

    private static @Nullable String text(StateReader in) {
        return in.flag() ? in.text() : null;
    }
}
