package dev.clv.report;

import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.uplift.Offer;
import dev.clv.decide.uplift.UpliftEvaluation;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.BarChart;
import dev.clv.report.internal.BarChart.Bars;
import dev.clv.report.internal.DataTable;
import dev.clv.report.internal.Format;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What offers change, by an experiment, and which offers are planned, as numbers of customers. */
final class OfferSection {

    private OfferSection() {}

    static Section of(Words words, @Nullable UpliftEvaluation evaluation, @Nullable Decisions<Offer> offers) {
        Section section = new Section(words, "offers");
        if (evaluation != null) {
            section.text("experiment", words.count(evaluation.rows()), evaluation.assignment());
            evaluation.treatments().forEach(treatment -> treatment(section, treatment));
            section.chart("policies", policies(section, evaluation));
            section.notes(evaluation.cautions());
        }
        if (offers != null) {
            section.table("plan", plan(section, offers));
            section.notes(offers.cautions());
        }
        return section;
    }

    private static void treatment(Section section, UpliftEvaluation.Treatment treatment) {
        Words words = section.words();
        section.heading(treatment.treatment());
        section.text(
                treatment.tellsApart() ? "apart" : "not_apart", words.number(Format.NUMBER, treatment.deviations()));
        section.text(
                treatment.effect().isPositive() ? "works" : treatment.effect().isNegative() ? "harms" : "nothing",
                words.number(Format.NUMBER, treatment.effect().value()),
                words.number(Format.NUMBER, treatment.effect().low()),
                words.number(Format.NUMBER, treatment.effect().high()));
        // Without evidence there is no order to follow, and none is shown.
        int fewest = Math.min(treatment.treated(), treatment.controls())
                / treatment.deciles().size();
        if (treatment.tellsApart() && fewest >= SmallGroups.FEWEST) {
            List<UpliftEvaluation.Decile> deciles = treatment.deciles();
            section.chart(
                    "deciles",
                    BarChart.standing(
                            section.say("tenth"),
                            IntStream.rangeClosed(1, deciles.size())
                                    .mapToObj(Integer::toString)
                                    .toList(),
                            new Axis(section.say("effect"), Format.NUMBER),
                            new Bars(
                                    section.say("observed"),
                                    deciles.stream()
                                            .map(each -> each.observed().value())
                                            .toList(),
                                    deciles.stream()
                                            .map(each -> each.observed().low())
                                            .toList(),
                                    deciles.stream()
                                            .map(each -> each.observed().high())
                                            .toList()),
                            new Bars(
                                    section.say("predicted"),
                                    deciles.stream()
                                            .map(UpliftEvaluation.Decile::predicted)
                                            .toList())));
        }
    }

    private static BarChart policies(Section section, UpliftEvaluation evaluation) {
        List<UpliftEvaluation.Policy> policies = evaluation.policies();
        return BarChart.lying(
                section.say("policy"),
                policies.stream().map(UpliftEvaluation.Policy::name).toList(),
                new Axis(section.say("policy_value"), Format.NUMBER),
                new Bars(
                        section.say("policy_value"),
                        policies.stream()
                                .map(each -> each.doublyRobust().value())
                                .toList(),
                        policies.stream().map(each -> each.doublyRobust().low()).toList(),
                        policies.stream()
                                .map(each -> each.doublyRobust().high())
                                .toList()));
    }

    private static DataTable plan(Section section, Decisions<Offer> offers) {
        TreeMap<String, List<Offer>> byTreatment = offers.decisions().stream()
                .map(Decision::choice)
                .collect(Collectors.groupingBy(Offer::treatment, TreeMap::new, Collectors.toList()));
        DataTable.Builder table = DataTable.of(
                DataTable.column(section.say("treatment"), Format.TEXT),
                DataTable.column(section.say("customers"), Format.COUNT),
                DataTable.column(section.say("cost"), Format.NUMBER),
                DataTable.column(section.say("net_value"), Format.NUMBER));
        byTreatment.forEach((treatment, all) -> table.row(
                treatment,
                all.size(),
                all.stream().mapToDouble(Offer::cost).sum(),
                SmallGroups.amount(all.stream().mapToDouble(Offer::netValue).sum(), all.size())));
        return table.build();
    }
}
