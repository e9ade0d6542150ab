package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.ColumnReport;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether the networks of a model read events one by one, and why.
 *
 * @param words for the settings of a training
 * @param cautions where this is not what was asked for
 */
record EventReading(String words, List<Caution> cautions) {

    /** Because it was asked for in any case. */
    static EventReading asAsked() {
        return new EventReading("read, as always() asks for it", List.of());
    }

    static EventReading asTimeIsLimited() {
        return new EventReading("read, as a training with a time limit does not look whether it pays", List.of());
    }

    /** @param reads whether the model that training started from does */
    static EventReading asBefore(boolean reads) {
        return reads
                ? new EventReading("read, as by the model that training started from", List.of())
                : new EventReading(
                        "not read, as by the model that training started from",
                        List.of(Caution.of(
                                "sequence_left_out",
                                "The networks read features alone, as the model whose weights training started from"
                                        + " did; start from random weights to find out whether reading events"
                                        + " one by one pays now.")));
    }

    /** @param columns of the tokens, all of which were left out, and why */
    static EventReading ofNothing(List<ColumnReport> columns) {
        String why = columns.stream()
                .map(column -> column.column() + " (" + column.detail() + ")")
                .collect(Collectors.joining(", "));
        return new EventReading(
                "not read, as they tell nothing",
                List.of(Caution.of(
                        "sequence_left_out",
                        "The networks read features alone, as none of the fields that were asked for of events can be"
                                + " used: %s. Ask for other fields, or for no sequence.",
                        why)));
    }

    /** Tokens are features like others. */
    static EventReading asNumbers() {
        return new EventReading(
                "as plain numbers",
                List.of(Caution.of(
                        "tokens_as_numbers",
                        "The networks treat the tokens of events as plain numbers, indices of words among them. Take"
                                + " them out of the features, and set a sequence to have events read one by one.")));
    }

    /** The model, which says so. */
    ClvModel of(ClvModel model) {
        return model.with("events one by one", words, cautions);
    }
}
