package dev.clv.reason;

import static dev.clv.reason.Explanations.effect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.Feature;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.RowKey;
import dev.clv.features.event.EventLog;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.reason.Reference.Kind;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordingTest {

    private static final Wording ENGLISH = Wording.in(Locale.ENGLISH);
    private static final Wording CHINESE = Wording.in(Locale.CHINESE);

    private static final Explanation EXPLANATION = Explanations.of(
                    "EUR",
                    1_100.5,
                    List.of(
                            Caveat.correlated("recency_days", "tenure_days", 0.934),
                            Caveat.outsideTrainingRange("recency_days"),
                            Caveat.outsideTrainingRange("order_days")),
                    effect("recency_days", "recency", 82.104, 0),
                    effect("tenure_days", "tenure", -12, 0),
                    effect("order_days", "frequency", 0.5, 3))
            .asOf(Instant.parse("2024-07-04T00:00:00Z"), Duration.ofDays(180));

    @Test
    void anExplanationReadsInEnglish() {
        assertThat(ENGLISH.sentences(EXPLANATION, 3))
                .containsExactly(
                        "Predicted value of the next 180 days 1,171.10 EUR; an average customer: 1,100.50 EUR.",
                        "By business group: recency +82.10 EUR, tenure -12.00 EUR.",
                        "Description of recency_days: 3 days (compared with 61.25 days) raises the value by 82.10 EUR.",
                        "Description of tenure_days: 3 days (compared with 61.25 days) lowers the value by 12.00 EUR.",
                        "Everything else together: +0.50 EUR.",
                        "Caution: Description of recency_days and Description of tenure_days go together (rank"
                                + " correlation 0.93); how their sum is shared out is uncertain.",
                        "Caution: Description of recency_days (3 days) lies outside what training saw; the model"
                                + " extrapolates.",
                        "These are effects within the model, not causes.");
        assertThat(ENGLISH.caveats(EXPLANATION))
                .as("all of them, reasons or not")
                .hasSize(3);
    }

    @Test
    void anExplanationReadsInChinese() {
        assertThat(CHINESE.sentences(EXPLANATION, 3))
                .containsExactly(
                        "未来 180 天的预测价值 1,171.10 EUR；普通客户：1,100.50 EUR。",
                        "按业务分组：最近购买 +82.10 EUR，客龄 -12.00 EUR。",
                        "距最近一次下单日的天数：3 天（对比 61.25 天），使价值提高 82.10 EUR。",
                        "距首次下单日的天数：3 天（对比 61.25 天），使价值降低 12.00 EUR。",
                        "其余因素合计：+0.50 EUR。",
                        "注意：“距最近一次下单日的天数”与“距首次下单日的天数”高度相关（秩相关 0.93），二者之间如何分摊并不确定。",
                        "注意：“距最近一次下单日的天数”（3 天）超出训练数据的范围，模型在外推。",
                        "以上是模型内部的影响，并非因果关系。");
    }

    @Test
    void everyLanguageHasTheSameSentencesWithTheSamePlaces() {
        Map<String, String> english = ENGLISH.templates();
        Map<String, String> chinese = CHINESE.templates();

        assertThat(chinese.keySet()).containsAll(english.keySet());
        english.forEach(
                (key, text) -> assertThat(places(chinese.get(key))).as(key).isEqualTo(places(text)));
    }

    private static Set<String> places(String template) {
        return Pattern.compile("\\{[a-z]+}")
                .matcher(template)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyStandardFeatureGroupAndUnitIsTranslated() {
        EventLog log =
                ShopSimulation.builder().customers(60).days(200).seed(1).build().log();
        Instant cutoff = log.observedUntil();
        FeaturePipeline pipeline = FeaturePlan.of(StandardExtractors.all())
                .fit(
                        log,
                        log.customers().stream()
                                .map(id -> new RowKey(id, cutoff))
                                .toList());
        for (Feature feature : pipeline.schema().features()) {
            FeatureLabel label = FeatureLabel.of(feature);

            assertThat(CHINESE.feature(label))
                    .as(label.name())
                    .matches(".*\\p{IsHan}.*")
                    .doesNotContain("{");
            assertThat(CHINESE.group(label.group())).as(label.group()).matches(".*\\p{IsHan}.*");
            assertThat(CHINESE.templates().keySet())
                    .as("unit of " + label.name())
                    .containsAnyOf("unit." + label.unit(), feature.isCategorical() ? "money" : "none");
        }
    }

    @Test
    void valuesComeWithTheirUnits() {
        assertThat(value("days", 1_234.567)).isEqualTo("1,234.57 days");
        assertThat(value("share", 0.1234)).isEqualTo("12.34%");
        assertThat(value("currency", 1_234.567)).isEqualTo("1,234.57 EUR");
        assertThat(value("currency per order-day", 12)).isEqualTo("12.00 EUR");
        assertThat(value("ratio", 0.000_123_45)).isEqualTo("0.00012");
        assertThat(value("-1 to 1", -0.5)).isEqualTo("-0.5");
        assertThat(value("days since 1970-01-01", 19_000)).isEqualTo("2022-01-08");
        assertThat(value("parrots", 3)).as("a unit of your own").isEqualTo("3 parrots");
        assertThat(value("currency per year", 3)).isEqualTo("3 EUR per year");
        FeatureLabel tier = new FeatureLabel("attr.tier", "profile", "category", "");
        assertThat(ENGLISH.value(tier, FeatureValue.category("{gold}"), "EUR")).isEqualTo("{gold}");
        assertThat(ENGLISH.value(tier, FeatureValue.category(FeatureValue.OTHER_CATEGORY), "EUR"))
                .isEqualTo("another category");
        assertThat(ENGLISH.value(tier, FeatureValue.unknown(), "EUR")).isEqualTo("not known");
    }

    @Test
    void controlCharactersOfNamesAndValuesReachNoSentence() {
        FeatureLabel tier = new FeatureLabel("attr.ti\u001b[31mer", "profile", "category", "");
        assertThat(ENGLISH.value(tier, FeatureValue.category("gold\r\nprediction +1.00"), "EUR"))
                .isEqualTo("gold??prediction +1.00");
        String caveat = ENGLISH.caveats(Explanations.of(
                        "EUR",
                        1,
                        List.of(Caveat.outsideTrainingRange("a\u202e\u001bb")),
                        effect("a\u202e\u001bb", "recency", 2, 0)))
                .get(0);
        assertThat(caveat).contains("a??b").doesNotContain("\u202e", "\u001b");
    }

    @Test
    void aMissingFeatureIsOneThatNearlyEveryCustomerHad() {
        Explanation explanation =
                Explanations.of("EUR", 1, List.of(Caveat.missingFeature("income")), effect("income", "profile", 2, 0));

        assertThat(ENGLISH.caveats(explanation))
                .containsExactly(
                        "Caution: Description of income is missing, and nearly every customer had it in training.");
        assertThat(CHINESE.caveats(explanation)).containsExactly("注意：缺少“Description of income”，而训练时几乎每位客户都有该信息。");
    }

    private static String value(String unit, double number) {
        return ENGLISH.value(new FeatureLabel("f", "g", unit, ""), FeatureValue.number(number), "EUR");
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrency() {
        Effect effect = effect("f", "g", -1_234.567, 0);
        assertThat(ENGLISH.sentence(effect, "JPY")).endsWith("lowers the value by 1,235 JPY.");
        assertThat(ENGLISH.sentence(effect, "KWD")).endsWith("lowers the value by 1,234.567 KWD.");
        assertThat(ENGLISH.sentence(effect, "XXX")).endsWith("lowers the value by 1,234.57.");
        assertThat(ENGLISH.numbersIn(Locale.GERMAN).sentence(effect, "EUR")).endsWith("by 1.234,57 EUR.");
    }

    @Test
    void aServiceChangesTemplatesAndNamesItsOwnFeatures() {
        Wording ours = ENGLISH.with(Map.of(
                "reason.up", "[{group}] {feature} is {value}: +{amount}",
                "feature.attr.*", "The customer''s {name}",
                "group.profile", "Who it is",
                "unit.parrots", "{value} birds"));
        FeatureLabel label = new FeatureLabel("attr.pets", "profile", "parrots", "Customer attribute pets");

        assertThat(ours.sentence(new Effect(label, FeatureValue.number(2), FeatureValue.unknown(), 1.5, 0), "EUR"))
                .isEqualTo("[Who it is] The customer''s pets is 2 birds: +1.50 EUR");
        assertThat(ENGLISH.feature(label)).isEqualTo("Customer attribute pets");
        assertThat(ENGLISH.feature(new FeatureLabel("age", "age", "number", "Column age")))
                .isEqualTo("age");
    }

    @Test
    void wrongTemplatesAndLanguagesAreRefused() {
        assertThatThrownBy(() -> ENGLISH.with(Map.of("reason.upp", "x"))).hasMessageContaining("'reason.upp'");
        assertThatThrownBy(() -> Wording.in(Locale.FRENCH)).hasMessageContaining("[en, zh], not 'fr'");
        assertThatThrownBy(() -> CHINESE.with(Map.of("reason.up", "{value} {nonsense}")))
                .hasMessage("the template 'reason.up' has no places [nonsense]; it may use "
                        + "[amount, feature, group, typical, value]");
        assertThatThrownBy(() -> ENGLISH.with(Map.of("unit.points", "{points}")))
                .hasMessageContaining("[points]");
        assertThatThrownBy(() -> ENGLISH.with(Map.of("feature.age", "{name}"))).hasMessageContaining("'feature.age'");
    }

    @Test
    void aWholeLanguageCanBeReplaced() {
        assertThat(ENGLISH.with(CHINESE.templates()).sentences(EXPLANATION, 3))
                .isEqualTo(CHINESE.sentences(EXPLANATION, 3));
    }

    @Test
    void referencesAreNamed() {
        ReferencePoint earlier = new ReferencePoint(Kind.EARLIER, Instant.parse("2024-06-03T23:00:00Z"));
        assertThat(ENGLISH.reference(earlier)).isEqualTo("the same customer on 2024-06-03");
        assertThat(ENGLISH.zone(ZoneId.of("Asia/Shanghai")).reference(earlier))
                .isEqualTo("the same customer on 2024-06-04");
        assertThat(CHINESE.reference(new ReferencePoint(Kind.TOP_TIER, null))).isEqualTo("前十分之一的普通客户");
        assertThat(ENGLISH.reference(new ReferencePoint(Kind.OTHER_CUSTOMER, null)))
                .isEqualTo("the other customer");
    }

    @Test
    void sentencesNameNobody() {
        assertThat(ENGLISH.sentences(EXPLANATION.named("c000042"), 3)).noneMatch(s -> s.contains("c000042"));
    }
}
