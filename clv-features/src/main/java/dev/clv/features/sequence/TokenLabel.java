package dev.clv.features.sequence;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in words what a token is. */
final class TokenLabel {

    private TokenLabel() {}

    /** @param currency an ISO 4217 code, or null if it is not known */
    static String of(Token token, WallClock clock, @Nullable String currency) {
        List<String> parts = new ArrayList<>();
        parts.add(word(token.kind()) + " of " + LocalDate.ofEpochDay(clock.day(token.time())));
        if (token.lines() > 1) {
            parts.add(token.lines() + " lines");
        }
        if (token.kind().isCounted()) {
            parts.add(plain(token.quantity()) + (token.quantity() == 1 ? " item" : " items"));
        }
        if (token.kind().isLine()) {
            parts.add(token.amount().toPlainString() + (currency == null ? "" : " " + currency));
        }
        if (token.name() != null) {
            parts.add(token.name());
        }
        if (!Double.isNaN(token.rating())) {
            parts.add("rating " + plain(token.rating()));
        }
        if (!Double.isNaN(token.mood())) {
            parts.add(String.format(Locale.ROOT, "sentiment %.2f", token.mood()));
        }
        if (token.category() != null) {
            parts.add("category " + token.category());
        }
        return String.join(", ", parts);
    }

    private static String word(TokenKind kind) {
        return kind == TokenKind.ATTRIBUTE ? "change of attribute" : kind.word().replace('_', ' ');
    }

    private static String plain(double number) {
        BigDecimal exact = BigDecimal.valueOf(number);
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
