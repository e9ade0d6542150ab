package dev.clv.report;

import static java.util.Objects.requireNonNull;

import dev.clv.PredictionFlag;
import dev.clv.ScoringSummary;
import dev.clv.decide.churn.ChurnAlerts;
import dev.clv.decide.money.Concentration;
import dev.clv.decide.money.MoneyReport;
import dev.clv.evaluate.Evaluation;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import dev.clv.value.TotalInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page in a few numbers and sentences. */
final class SummarySection {

    private SummarySection() {}

    /**
     * When what was known.
     *
     * @param at of the page; null if it is not known
     * @param evaluated as of when was predicted; null without an evaluation
     * @param trainedUntil the end of the last time that the model has learned from; null if it is not known
     */
    record Times(
            @Nullable Instant at,
            @Nullable Instant evaluated,
            @Nullable Instant trainedUntil) {

        boolean isBeforeTheEndOfTraining(@Nullable Instant time) {
            return time != null && trainedUntil != null && time.isBefore(trainedUntil);
        }
    }

    private static List<String> warnings(Section section, @Nullable ScoringSummary scoring, Times times) {
        List<String> warnings = new ArrayList<>();
        if (scoring != null && scoring.flagged(PredictionFlag.AFTER_OBSERVED_TIME) > 0) {
            warnings.add(section.say(
                    "after_observed", section.words().count(scoring.flagged(PredictionFlag.AFTER_OBSERVED_TIME))));
        }
        if (times.isBeforeTheEndOfTraining(times.at())) {
            warnings.add(section.say("before_training", section.words().day(requireNonNull(times.trainedUntil()))));
        }
        return warnings;
    }

    static Section of(
            Words words,
            @Nullable ScoringSummary scoring,
            @Nullable Evaluation evaluation,
            @Nullable MoneyReport money,
            @Nullable ChurnAlerts churn,
            Times times,
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
        section.sentences(warnings(section, scoring, times));
        if (evaluation != null) {
            section.heading(section.say("verdict"));
            List<String> verdict = new ArrayList<>(EvaluationSection.verdict(words, evaluation));
            if (times.isBeforeTheEndOfTraining(times.evaluated())) {
                verdict.add(0, section.say("flattering", words.day(requireNonNull(times.trainedUntil()))));
            }
            section.sentences(verdict);
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
