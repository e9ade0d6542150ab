package dev.clv.features.read;

import dev.clv.features.internal.cell.CurrencyMark;
import org.jspecify.annotations.Nullable;

/**
 * The currency of a log, as far as its reader was told, for amounts whose rows name none.
 *
 * @param code an ISO 4217 code, or null if the reader was told none
 * @param converts whether amounts in other currencies are converted into it
 */
record DeclaredCurrency(@Nullable String code, boolean converts) {

    /**
     * The currency that an amount with a mark beside it must be in; null if there is none, or if the mark alone says
     * which it is and amounts are converted.
     */
    @Nullable
    String of(String mark) {
        return converts && CurrencyMark.code(mark) != null ? null : code;
    }
}
