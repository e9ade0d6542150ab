package dev.clv.report;

import dev.clv.report.internal.DataTable;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import java.util.List;

/** The terms of the page, for somebody who knows shops and not statistics. */
final class GlossarySection {

    private static final List<String> TERMS = List.of(
            "value",
            "horizon",
            "interval",
            "ngini",
            "auc",
            "lift",
            "baseline",
            "chance",
            "bias",
            "calibration",
            "tier",
            "rfm",
            "cluster",
            "churn",
            "value_at_risk",
            "cohort",
            "retention",
            "ltv_cac",
            "payback",
            "gini",
            "importance",
            "effect",
            "dependence",
            "uplift",
            "drift");

    private GlossarySection() {}

    static Section of(Words words) {
        Section section = new Section(words, "glossary");
        DataTable.Builder table = DataTable.of(
                DataTable.column(section.say("term"), Format.TEXT),
                DataTable.column(section.say("meaning"), Format.TEXT));
        TERMS.forEach(term -> table.row(section.say(term + ".term"), section.say(term + ".meaning")));
        return section.table("terms", table.build());
    }
}
