package dev.clv.examples.cli;

import dev.clv.features.event.LogFacts;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What to say about ids, amounts and attributes that are likely not what they should be. */
final class ReadingNote {

    private static final Set<String> KEYS = Set.of(
            "ids_changed",
            "ids_differ_in_blanks",
            "ids_differ_in_case",
            "ids_differ_in_unicode_form",
            "ids_differ_in_encoding",
            "ids_differ_in_address",
            "ids_differ_in_signs",
            "ids_differ_in_decimals",
            "ids_differ_in_zeros",
            "ids_shortened",
            "ids_spelled_anew",
            "no_purchase",
            "nobody_bought_twice",
            "attributes_empty",
            "attributes_hardly_meet",
            "attributes_late",
            "attribute_contradicted",
            "amount_currency",
            "amounts_in_another_unit",
            "column_resembles",
            "condition_never_holds",
            "currency_often_missing",
            "dates_swapped",
            "days_missing",
            "dropped_often",
            "end_is_silent",
            "end_is_thin",
            "event_ids_conflict_often",
            "event_ids_shortened",
            "last_row_short",
            "number_open",
            "order_total_repeated",
            "part_ended",
            "orders_shortened",
            "outlier_amounts_weigh",
            "products_shortened",
            "placeholder_id",
            "refund_after_end",
            "refund_alone",
            "refund_exceeds_amount",
            "refunds_outnumber_purchases",
            "reviewed_in_part",
            "row_of_many_lines",
            "rows_doubled",
            "same_instant",
            "state_paid_back",
            "state_unknown",
            "times_by_the_month",
            "total_beside_rows",
            "total_row");

    private ReadingNote() {}

    /** A sentence for each kind, with its number; often none. */
    static List<String> of(LogFacts log) {
        return log.quality().counts().stream()
                .filter(count -> KEYS.contains(count.reason().key()))
                .map(count -> String.format(
                        Locale.ROOT,
                        "note: %,d %s: %s",
                        count.rows(),
                        count.reason().key(),
                        CommandWords.translate(count.reason().sentence())))
                .toList();
    }
}
