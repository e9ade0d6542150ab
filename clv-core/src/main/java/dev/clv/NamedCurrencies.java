package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.CellForm;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.LogFacts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The currency that a model counts in, beside that of what it is asked about. */
final class NamedCurrencies {

    private NamedCurrencies() {}

    /**
     * Requires that amounts of both can be in one currency.
     *
     * @param mark what stands beside the amounts of the model where it names no currency, such as {@code $}
     * @param otherMark the same of the other
     * @throws IllegalArgumentException if both name a currency or have a mark, and not of the same one
     */
    static void requireSame(
            String model, @Nullable String mark, String what, @Nullable String other, @Nullable String otherMark) {
        String code = CurrencyCode.named(model);
        boolean codes = code != null && other != null;
        String own = code == null ? mark : code;
        String others = other == null ? otherMark : other;
        if (own == null || others == null) {
            return;
        }
        if (codes ? !others.equals(own) : !CellForm.canBeTheSame(own, others)) {
            throw new IllegalArgumentException("the amounts of the model are in " + own + ", those of the " + what
                    + " in " + others + "; convert the log or train another model");
        }
    }

    /** Whether exactly one of them names a currency. */
    static boolean isAssumed(String model, @Nullable String other) {
        return (CurrencyCode.named(model) == null) != (CurrencyCode.named(other) == null);
    }

    /** One caution if one of model and log names a currency and the other does not, else none. */
    static List<Caution> cautions(String model, LogFacts log) {
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

    /**
     * The currency of a model.
     *
     * @param set what the builder was told, if anything
     * @param ofLog what the log names, if anything
     * @param mark what stands beside the amounts of the log where it names no currency
     * @throws IllegalStateException if there is none
     * @throws IllegalArgumentException if they contradict each other
     */
    static String choose(@Nullable String set, @Nullable String ofLog, @Nullable String mark) {
        if (set == null && ofLog == null) {
            throw new IllegalStateException("the log names no currency; set currency(...), for instance \"EUR\"");
        }
        if (set != null && ofLog != null && !ofLog.equals(set)) {
            if (CurrencyCode.named(set) == null) {
                throw new IllegalArgumentException(
                        "currency(...) says that amounts are in none, but those of the log are in " + ofLog
                                + "; leave it out");
            }
            throw new IllegalArgumentException("currency(\"" + set + "\") contradicts the log, whose amounts are in "
                    + ofLog + "; leave it out or convert the log");
        }
        if (set != null && CurrencyCode.named(set) != null && mark != null && !CellForm.canBeTheSame(mark, set)) {
            throw new IllegalArgumentException("currency(\"" + set + "\") contradicts the log, whose amounts are in "
                    + mark + "; correct it or convert the log");
        }
        return Objects.requireNonNullElse(set, ofLog);
    }
}
