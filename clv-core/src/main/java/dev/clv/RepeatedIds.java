package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of a plain table that have the id of an earlier row, so that one customer has several values. */
final class RepeatedIds {

    private RepeatedIds() {}

    /** One caution, or none. */
    static List<Caution> of(FeatureMatrix rows) {
        Set<String> ids = new HashSet<>();
        for (int row = 0; row < rows.rows(); row++) {
            ids.add(rows.customer(row));
        }
        int repeated = rows.rows() - ids.size();
        return repeated == 0
                ? List.of()
                : List.of(Caution.of(
                        "repeated_ids",
                        "%,d of %,d rows have the id of an earlier row, so some customers have several values. Keep one"
                                + " row a customer, or train with the column of the customer's own id.",
                        repeated,
                        rows.rows()));
    }
}
