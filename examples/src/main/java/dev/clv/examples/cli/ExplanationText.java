package dev.clv.examples.cli;

import dev.clv.reason.Effect;
import dev.clv.reason.Explanation;
import dev.clv.reason.GroupEffect;
import dev.clv.reason.Wording;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation for people who sit at a terminal: a table that adds up, then the reasons in sentences. */
final class ExplanationText {

    private static final int SHOWN_PER_GROUP = 3;

    private ExplanationText() {}

    /** Base value, groups by size with their largest features, and the prediction they add up to. */
    static String table(Explanation explanation, Wording wording) {
        String currency = explanation.currency();
        StringBuilder text = new StringBuilder();
        line(text, wording.reference(explanation.reference()), explanation.baseValue(), "");
        for (GroupEffect group : explanation.groups()) {
            if (isOneColumn(group)) {
                Effect only = group.effects().get(0);
                line(text, only.feature().name(), only.amount(), value(only, wording, currency));
                continue;
            }
            line(text, wording.group(group.group()), group.amount(), "");
            group.effects().stream()
                    .limit(SHOWN_PER_GROUP)
                    .forEach(effect -> line(
                            text, "    " + effect.feature().name(), effect.amount(), value(effect, wording, currency)));
        }
        line(text, "prediction", explanation.prediction(), currency.equals(Explanation.NO_CURRENCY) ? "" : currency);
        return text.toString();
    }

    /** Whether the group is a column of a plain table, which is its own group and has nothing below it. */
    private static boolean isOneColumn(GroupEffect group) {
        return group.effects().size() == 1
                && group.effects().get(0).feature().name().equals(group.group());
    }

    /** The reasons, one sentence a line. */
    static String sentences(Explanation explanation, Wording wording, int most) {
        return wording.sentences(explanation, most).stream()
                .map(sentence -> Visible.line(sentence) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static String value(Effect effect, Wording wording, String currency) {
        return wording.value(effect.feature(), effect.value(), currency);
    }

    private static void line(StringBuilder text, String what, double amount, String note) {
        text.append(Visible.line(String.format(Locale.ROOT, "%-32s %+12.2f  %s", what, amount, note)
                        .stripTrailing()))
                .append(System.lineSeparator());
    }
}
