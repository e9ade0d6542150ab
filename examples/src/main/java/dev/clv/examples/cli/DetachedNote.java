package dev.clv.examples.cli;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.LogFacts;
import dev.clv.features.event.LogReasons;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What to say about events that lie far from all others. */
final class DetachedNote {

    private DetachedNote() {}

    /** One sentence for those after the others and one for those before them; often none. */
    static List<String> of(LogFacts log) {
        List<String> notes = new ArrayList<>();
        for (Count count : log.quality().counts()) {
            if (count.reason().equals(LogReasons.DETACHED_LATE)) {
                notes.add("note: " + events(count, "after") + ", as of a mistyped year, and "
                        + (count.rows() == 1 ? "is" : "are") + " left out: the log counts as observed until "
                        + log.observedUntil()
                        + "; correct the times, or say --observed-until D if they are right");
            } else if (count.reason().equals(LogReasons.DETACHED_EARLY)) {
                notes.add("note: " + events(count, "before") + ", as of a missing time: the customers count as known"
                        + " since then; correct the times, or drop such rows in the mapping");
            }
        }
        return notes;
    }

    private static String events(Count count, String where) {
        String days = count.samples().stream().map(Sample::value).distinct().collect(Collectors.joining(", "));
        boolean all = count.rows() <= DataQualityReport.MAX_SAMPLES;
        return count.rows() + (count.rows() == 1 ? " event lies far " : " events lie far ") + where + " all others ("
                + days + (all ? ")" : ", ...)");
    }
}
