package dev.clv.report;

import dev.clv.reason.Effect;
import dev.clv.reason.Explanation;
import dev.clv.reason.WhatIf;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.WaterfallChart;
import dev.clv.report.internal.WaterfallChart.Step;
import dev.clv.report.internal.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Customers who were asked for by name: why each is worth what is predicted, and what would raise it. */
final class CustomerSection {

    private static final int STEPS = 10;
    private static final int REASONS = 3;

    private CustomerSection() {}

    /** A customer and, if it was asked for, what would raise the value. */
    record Named(Explanation explanation, @Nullable WhatIf whatIf) {}

    static Section of(Words words, List<Named> customers) {
        Section section = new Section(words, "customers");
        for (Named named : customers) {
            Explanation explanation = named.explanation();
            String customer = explanation.customer();
            section.chart(
                    section.say("customer.title", customer == null ? section.say("unnamed") : customer),
                    section.say("customer.how"),
                    waterfall(section, explanation));
            section.sentences(words.wording().sentences(explanation, REASONS));
            WhatIf whatIf = named.whatIf();
            if (whatIf != null) {
                section.heading(section.say("what_if"));
                section.sentences(words.wording().sentences(whatIf));
            }
        }
        return section;
    }

    private static WaterfallChart waterfall(Section section, Explanation explanation) {
        Words words = section.words();
        List<Effect> sorted = explanation.effects().stream()
                .sorted(Comparator.comparingDouble(effect -> -Math.abs(effect.amount())))
                .toList();
        List<Step> steps = new ArrayList<>();
        double rest = explanation.prediction() - explanation.baseValue();
        for (Effect effect : sorted.subList(0, Math.min(STEPS, sorted.size()))) {
            String value = words.wording().value(effect.feature(), effect.value(), explanation.currency());
            steps.add(new Step(words.wording().feature(effect.feature()) + ": " + value, effect.amount()));
            rest -= effect.amount();
        }
        steps.add(new Step(section.say("others"), rest));
        return new WaterfallChart(
                section.say("reason"),
                new Axis(section.say("value"), Format.MONEY),
                words.wording().reference(explanation.reference()),
                explanation.baseValue(),
                steps,
                section.say("prediction"),
                explanation.prediction());
    }
}
