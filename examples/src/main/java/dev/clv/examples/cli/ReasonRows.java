package dev.clv.examples.cli;

import dev.clv.decide.CsvRows;
import dev.clv.explain.Contribution;
import dev.clv.reason.Caveat;
import dev.clv.reason.Effect;
import dev.clv.reason.Explanation;
import dev.clv.reason.Reasons;
import dev.clv.reason.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes explanations as rows of a CSV file: the few largest reasons each way, which with {@code other} add up to the
 * predicted value less that of the reference, and then the same by business group. Not thread-safe.
 */
final class ReasonRows {

    private final CsvRows csv;
    private final Wording wording;
    private final int most;
    private boolean headed;

    /** @param most how many reasons each way, at least 1 */
    ReasonRows(CsvRows csv, Wording wording, int most) {
        this.csv = csv;
        this.wording = wording;
        this.most = most;
    }

    void write(String customer, Explanation explanation) {
        try {
            if (!headed) {
                csv.header(header(explanation.attribution().groups()).stream()
                        .map(Visible::line)
                        .toList());
                headed = true;
            }
            Reasons reasons = explanation.reasons(most);
            csv.text(customer).number(explanation.prediction()).number(explanation.baseValue());
            reasons(reasons.up(), explanation.currency());
            reasons(reasons.down(), explanation.currency());
            csv.number(reasons.other())
                    .number(explanation.attribution().relativeError())
                    .text(explanation.caveats().stream()
                            .map(Caveat::kind)
                            .distinct()
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" ")));
            for (Contribution group : explanation.attribution().groups()) {
                csv.number(group.value());
            }
            csv.endRow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> header(List<Contribution> groups) {
        List<String> header = new ArrayList<>(List.of("customer_id", "predicted_value", "reference_value"));
        for (String way : List.of("up", "down")) {
            for (int k = 1; k <= most; k++) {
                header.addAll(List.of(way + k, way + k + "_is", way + k + "_amount"));
            }
        }
        header.addAll(List.of("other_amount", "relative_error", "caveats"));
        groups.forEach(group -> header.add("group." + group.name()));
        return header;
    }

    private void reasons(List<Effect> effects, String currency) throws IOException {
        for (int k = 0; k < most; k++) {
            if (k < effects.size()) {
                Effect effect = effects.get(k);
                csv.text(effect.feature().name())
                        .text(wording.value(effect.feature(), effect.value(), currency))
                        .number(effect.amount());
            } else {
                csv.text("").text("").number(Double.NaN);
            }
        }
    }
}
