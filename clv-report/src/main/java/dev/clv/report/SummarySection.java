package dev.clv.report;

import dev.clv.ScoringSummary;
import dev.clv.decide.churn.ChurnAlerts;
import dev.clv.decide.money.Concentration;
import dev.clv.decide.money.MoneyReport;
import dev.clv.evaluate.Evaluation;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import dev.clv.value.TotalInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page in a few numbers and sentences. */
final class SummarySection {

    private SummarySection() {}

    static Section of(
            Words words,
            @Nullable ScoringSummary scoring,
            @Nullable Evaluation evaluation,
            @Nullable MoneyReport money,
            @Nullable ChurnAlerts churn,
            Map<String, String> leftOut) {
        Section section = new Section(words, "summary");
        Map<String, String> figures = new LinkedHashMap<>();
        if (scoring != null) {
            figures.put(section.say("customers"), words.count(scoring.predictions()));
            TotalInterval total = scoring.total();
            if (total != null && total.customers() >= SmallGroups.FEWEST) {
                figures.put(section.say("expected"), words.money(total.expected()));
                figures.put(section.say("range"), words.count(total.low()) + " – " + words.money(total.high()));
                figures.put(section.say("each"), words.money(total.expected() / total.customers()));
            }
        }
        if (money != null) {
            List<Concentration.TopShare> top = money.concentration().top();
            top.stream()
                    .filter(share -> share.customers() == 0.1 && share.value() > 0)
                    .filter(share -> share.customers() * money.customers() >= SmallGroups.FEWEST)
                    .forEach(share -> figures.put(section.say("top10"), words.percent(share.value())));
        }
        if (churn != null) {
            figures.put(
                    section.say("at_risk"),
                    words.money(SmallGroups.amount(
                            churn.saving().valueAtRisk(), churn.saving().alerts())));
        }
        section.figures(figures);
        if (evaluation != null) {
            section.heading(section.say("verdict"));
            section.sentences(EvaluationSection.verdict(words, evaluation));
        }
        if (!leftOut.isEmpty()) {
            section.heading(section.say("left_out"));
            section.sentences(leftOut.entrySet().stream()
                    .map(each -> words.of(each.getKey() + ".title") + ": " + each.getValue())
                    .toList());
        }
        return section;
    }
}
