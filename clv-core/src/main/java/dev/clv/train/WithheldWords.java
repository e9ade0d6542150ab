package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.ColumnReport;
import dev.clv.internal.Spelling;
import java.util.List;
import java.util.stream.Collectors;

/** Says which columns or attributes have values, or names, that stay out of the model as they stand for a person. */
final class WithheldWords {

    private static final int NAMED = 3;

    private WithheldWords() {}

    /** One caution, or none. */
    static List<Caution> cautions(List<ColumnReport> columns) {
        List<ColumnReport> found =
                columns.stream().filter(column -> column.withheld() > 0).toList();
        if (found.isEmpty()) {
            return List.of();
        }
        int values = found.stream().mapToInt(ColumnReport::withheld).sum();
        return List.of(Caution.of(
                "personal_categories",
                "%d %s for a person, as an id of a customer, an e-mail address or the number of a phone, a card or an"
                        + " account does, and %s out of the model, which keeps nothing personal (%s%s). If they matter,"
                        + " write what they stand for, such as the name of a team or a branch; if not, leave the column"
                        + " out.",
                values,
                values == 1 ? "value stands" : "values stand",
                values == 1 ? "stays" : "stay",
                found.stream()
                        .limit(NAMED)
                        .map(column -> column.withheld() + " of '" + Spelling.printable(column.column()) + "'")
                        .collect(Collectors.joining(", ")),
                found.size() > NAMED ? ", ..." : ""));
    }
}
