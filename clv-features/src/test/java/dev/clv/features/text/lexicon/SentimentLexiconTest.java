package dev.clv.features.text.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentLexiconTest {

    private static final SentimentLexicon LEXICON = SentimentLexicon.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I love it",
                "not bad",
                "sooooo good",
                "GREAT",
                "ｇｒｅａｔ",
                "no problems at all",
                "can't complain",
                "😍",
                "very happy :)",
                "很好",
                "不错",
                "物美价廉",
                "值得购买",
                "沒有問題，很滿意",
                "一点都不差",
                "muito bom",
                "otimo",
                "ótimo!",
                "não me arrependo",
                "lindooooo",
                "recomendo"
            })
    void praiseIsPositive(String text) {
        assertThat(LEXICON.score(text).polarity()).isEqualTo(Polarity.POSITIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I hate it",
                "not good",
                "not very comfortable",
                "didn’t like it",
                "didnt like it",
                "never again",
                "what a waste of money",
                "I wish it were better",
                "👎",
                ":(",
                "不好",
                "不太好",
                "没有想象中好",
                "踩雷了",
                "不值",
                "太坑了",
                "質量很差",
                "não gostei",
                "nao gostei",
                "pessimo",
                "não recomendo",
                "nunca mais compro",
                "não gostei do produto",
                "nao gostei da cor",
                "não gosto",
                "não gosto desse cheiro",
                "odiei o produto",
                "problemas com a entrega",
                "decepcionada com o produto",
                "disappointed with the product",
                "not happy with it"
            })
    void complaintsAreNegative(String text) {
        assertThat(LEXICON.score(text).polarity()).isEqualTo(Polarity.NEGATIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "I bought it on Monday", "昨天下单", "comprei ontem", "\0", "\ud800", "12345"})
    void aTextWithoutMoodIsNeutralAndRestsOnNothing(String text) {
        assertThat(LEXICON.score(text)).isEqualTo(new SentimentScore(0, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photos at https://example.com/p1",
                "see http://bad-shop.com/great?ugly=good!",
                "WWW.Awful.com/terrible",
                "write to bad@x.com",
                "not.good@bad-shop.co.uk",
                "colours:(red)",
                "颜色：（红）",
                "C:/x",
                "D:/photos"
            })
    void addressesAndPunctuationThatALetterFollowsSayNothing(String text) {
        assertThat(LEXICON.score(text)).isEqualTo(new SentimentScore(0, List.of()));
    }

    @Test
    void wordsAndEmoticonsAroundAnAddressCount() {
        String text = "love it :) https://x.com/bad, terrible :/";

        assertThat(LEXICON.score(text).words())
                .extracting(word -> word.in(text))
                .containsExactly("love", ":)", "terrible", ":/");
    }

    @Test
    void aNegatedComplaintAboutSomethingIsNone() {
        assertThat(LEXICON.score("não tive problemas com a entrega").value()).isPositive();
        assertThat(LEXICON.score("not disappointed with the delivery").value()).isPositive();
    }

    @Test
    void aComplaintBeforeAContrastCountsToo() {
        String text = "não gostei do produto, mas adorei a cor";

        assertThat(LEXICON.score(text).words())
                .extracting(word -> word.in(text))
                .containsExactly("não gostei do", "adorei");
        assertThat(LEXICON.score(text).value()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "good but terrible | terrible but good",
                "虽然好但是很差 | 虽然很差但是好",
                "bom mas péssimo | péssimo mas bom",
                "although good, it is bad | although bad, it is good"
            })
    void whatComesAfterAContrastOutweighsWhatCameBefore(String bad, String good) {
        assertThat(LEXICON.score(bad).value()).isNegative();
        assertThat(LEXICON.score(good).value()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"good, very good", "很差, 差", "bom, muito bom", "slightly good, good", "ruim, um pouco ruim"})
    void degreeStrengthensAndWeakens(String lower, String higher) {
        assertThat(LEXICON.score(lower).value())
                .isLessThan(LEXICON.score(higher).value());
    }

    @Test
    void wordsAreToldWhereTheyStandInTheTextAsItWasGiven() {
        String text = "Well…  it\u200b's\nＮＯＴ  very  ｇｏｏｄ 😀, \"não   gostei\"";

        List<SentimentWord> words = LEXICON.score(text).words();

        assertThat(words).extracting(word -> word.in(text)).contains("ＮＯＴ  very  ｇｏｏｄ", "😀");
    }

    @Test
    void aUserAddsAndSilencesWords() {
        SentimentLexicon mine = LEXICON.with(Map.of("Zingy", 0.8, "great", 0.0, "给力哦", 0.5));

        assertThat(mine.score("so zingy").value()).isPositive();
        assertThat(mine.score("great").value()).isZero();
        assertThat(mine.score("not zingy").value()).isNegative();
        assertThat(LEXICON.score("so zingy").value()).isZero();
    }

    @Test
    void wordsAndWeightsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> LEXICON.with(" ", 0.5)).hasMessageContaining("blank");
        assertThatThrownBy(() -> LEXICON.with("zingy", 2))
                .hasMessageContaining("'zingy'")
                .hasMessageContaining("2.0");
        assertThatThrownBy(() -> LEXICON.with("zingy", Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void wordsThatMeanOtherThingsInTheOtherLanguageDoNotCount() {
        assertThat(LEXICON.score("chegou no prazo combinado").value()).isPositive();
        assertThat(LEXICON.score("The top of the table").value()).isZero();
    }

    @Test
    void anyTextHasAFiniteScoreWithinItsRangeAndWordsInOrder() {
        String[] pieces = {
            "good",
            "not",
            "very",
            "但是",
            "不",
            "好",
            "差",
            "não",
            "ruim",
            "mas",
            " ",
            ",",
            ".",
            "\n",
            "😀",
            "\u202e",
            "\ud83d",
            "\udc00",
            "\0",
            "é",
            "e\u0301",
            "-",
            "'",
            "?",
            "aaaa",
            "111",
            "Ａ",
            "㍿",
            "ﷺ",
            "although",
            "wish"
        };
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }

            SentimentScore score = LEXICON.score(text);

            assertThat(score.value()).isBetween(-1.0, 1.0);
            int last = 0;
            for (SentimentWord word : score.words()) {
                assertThat(word.start()).isGreaterThanOrEqualTo(last);
                assertThat(word.end()).isGreaterThan(word.start()).isLessThanOrEqualTo(text.length());
                assertThat(word.weight()).isBetween(-1.0, 1.0);
                last = word.end();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not good ",
                "不",
                "a",
                "1",
                "but ",
                "very ",
                "，",
                "\u200f",
                "é",
                "good, ",
                "a@",
                "@a.",
                "a.",
                "http://",
                "www.",
                "www.!",
                "a@b.c "
            })
    @Timeout(60) // a second or less in linear time, hours in quadratic time
    void aMegabyteIsReadInLinearTime(String piece) {
        assertThat(LEXICON.score(piece.repeat(1_000_000 / piece.length())).value())
                .isFinite();
    }
}
