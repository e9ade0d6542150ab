package dev.clv;

import dev.clv.features.select.DropReason;
import dev.clv.features.select.DroppedFeature;
import dev.clv.features.select.SelectionReport;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.List;

/** What was selected of features, as a section. */
final class SavedSelection {

    private SavedSelection() {}

    static void write(SelectionReport report, Section out) {
        out.put("kept", report.kept());
        List<Section> dropped = out.begin("dropped", report.dropped().size());
        for (int i = 0; i < dropped.size(); i++) {
            DroppedFeature feature = report.dropped().get(i);
            dropped.get(i)
                    .put("feature", feature.feature())
                    .put("reason", feature.reason().word())
                    .put("number", feature.number());
            if (feature.instead() != null) {
                dropped.get(i).put("instead", feature.instead());
            }
        }
    }

    /** The inverse of {@link #write}. */
    static SelectionReport read(Section in) throws ModelFormatException {
        return new SelectionReport(in.words("kept"), in.readAll("dropped", SavedSelection::dropped));
    }

    private static DroppedFeature dropped(Section in) throws ModelFormatException {
        return new DroppedFeature(
                in.word("feature"),
                in.word("reason", SavedSelection::reason),
                in.number("number"),
                in.has("instead") ? in.word("instead") : null);
    }

    private static DropReason reason(String word) {
        return Arrays.stream(DropReason.values())
                .filter(reason -> reason.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no reason to drop a feature"));
    }
}
