package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The currency that a model counts in, beside that of what it is asked about. */
final class NamedCurrencies {

    private NamedCurrencies() {}

    /** @throws IllegalArgumentException if both name a currency, and not the same */
    static void requireSame(String model, String what, @Nullable String other) {
        String own = CurrencyCode.named(model);
        if (own != null && other != null && !other.equals(own)) {
            throw new IllegalArgumentException("the amounts of the model are in " + own + ", those of the " + what
                    + " in " + other + "; convert the log or train another model");
        }
    }

    /** Whether exactly one of them names a currency. */
    static boolean isAssumed(String model, @Nullable String other) {
        return (CurrencyCode.named(model) == null) != (CurrencyCode.named(other) == null);
    }

    /** One caution if one of model and log names a currency and the other does not, else none. */
    static List<Caution> cautions(String model, EventLog log) {
        String other = log.currency();
        if (log.size() == 0 || !isAssumed(model, other)) {
            return List.of();
        }
        return List.of(
                other == null
                        ? Caution.of(
                                "currency_assumed",
                                "The model counts in %s, the log names no currency: its amounts are taken as %s. If they"
                                        + " are, set currency(...) where the log is read; if not, convert them.",
                                model,
                                model)
                        : Caution.of(
                                "currency_assumed",
                                "The log counts in %s, the model was trained on amounts without a currency: they are"
                                        + " taken as %s. Train it again with currency(...) if they were, else convert the"
                                        + " log.",
                                other,
                                other));
    }
}
