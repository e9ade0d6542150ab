package dev.clv.features.text.aspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.text.lexicon.Polarity;
import dev.clv.features.text.lexicon.SentimentWord;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AspectReaderTest {

    private static final AspectReader READER = AspectReader.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The dress is beautiful but delivery was late | appearance+ delivery-",
                "虽然物流慢，但是质量很好 | delivery- quality+",
                "apesar de bonito, chegou quebrado | appearance+ quality-",
                "quality, price and delivery are all excellent | quality+ price+ delivery+",
                "Great quality, price and delivery | quality+ price+ delivery+",
                "质量、物流、服务都很好 | quality+ delivery+ service+",
                "质量服务都很好 | quality+ service+",
                "價格便宜質量好物流快 | price+ quality+ delivery+",
                "Delivery? Terrible. | delivery-",
                "Quality: excellent | quality+",
                "The fabric, honestly, is awful. | material-",
                "cheap price, cheap fabric | price+ material-",
                "the price is high but so is the quality | price- quality0",
                "The quality is good. The quality is bad. | quality0",
                "The quality is good but the quality is bad. | quality-",
                "Delivery took three days | delivery0",
                "not expensive at all | price+",
                "didn't fit | fit-",
                "an excellent product |",
                "Great product! Love it! |",
                "não chegou no prazo | delivery-",
                "High quality | quality+",
                "low quality | quality-",
                "Highest quality | quality+",
                "alta qualidade | quality+",
                "produto de baixa qualidade | quality-",
                "High price, high quality | price- quality+",
                "not high quality | quality-",
                "high quality sound | performance+",
                "low quality fabric | material-",
                "não gostei da cor | appearance-",
                "não tive problemas com a entrega | delivery0",
                "delivery: see https://example.com/bad/late | delivery0",
                "colours:(red) | appearance0",
                "ask late@bad-quality.com |"
            })
    void opinionsGoToTheAspectTheyAreAbout(String text, String expected) {
        assertThat(read(READER, text)).isEqualTo(expected == null ? "" : expected);
    }

    private static String read(AspectReader reader, String text) {
        return reader.read(text).stream()
                .map(opinion -> opinion.aspect()
                        + (opinion.polarity() == Polarity.POSITIVE
                                ? "+"
                                : opinion.polarity() == Polarity.NEGATIVE ? "-" : "0"))
                .collect(Collectors.joining(" "));
    }

    @Test
    void theWordsThatAnOpinionRestsOnAreToldWhereTheyStand() {
        String text = "Ｔｈｅ　ｆａｂｒｉｃ is not very soft, but delivery was LATE!";

        assertThat(READER.read(text))
                .flatExtracting(AspectOpinion::words)
                .extracting(word -> word.in(text))
                .containsExactly("not very soft", "LATE");
    }

    @Test
    void aUserAddsAspectsNamesOpinionsAndWords() {
        AspectReader mine = READER.withNames("sustainability", "carbon footprint", "碳足迹")
                .withOpinions("sustainability", -0.7, "wasteful wrapping")
                .withWord("zingy", 0.8);

        assertThat(read(mine, "the carbon footprint is great")).isEqualTo("sustainability+");
        assertThat(read(mine, "碳足迹很差")).isEqualTo("sustainability-");
        assertThat(read(mine, "wasteful wrapping")).isEqualTo("sustainability-");
        assertThat(read(mine, "the fabric is zingy")).isEqualTo("material+");
        assertThat(mine.aspects())
                .contains("sustainability", "price")
                .hasSize(READER.aspects().size() + 1);
    }

    @Test
    void theAspectsAreThoseOfTheDocumentation() {
        assertThat(READER.aspects())
                .containsExactly(
                        "appearance",
                        "authenticity",
                        "comfort",
                        "delivery",
                        "fit",
                        "material",
                        "packaging",
                        "performance",
                        "price",
                        "quality",
                        "returns",
                        "service",
                        "smell",
                        "taste",
                        "usability");
    }

    @Test
    void blankWordsAndWeightsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> READER.withNames(" ", "x")).hasMessageContaining("blank");
        assertThatThrownBy(() -> READER.withNames("x", "")).hasMessageContaining("'x'");
        assertThatThrownBy(() -> READER.withOpinions("x", -2, "y")).hasMessageContaining("-2.0");
        assertThatThrownBy(() -> READER.withWord("y", Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void anyTextIsReadAndItsWordsLieWithinIt() {
        String[] pieces = {
            "quality", "质量", "entrega", "good", "not", "too", "small", "但是", "不", "好", "慢", "não", "ruim", "mas", " ",
                    ",",
            ".", "\n", "😀", "\u202e", "\ud83d", "\udc00", "\0", "、", "?", "and", "of", "的", "all", "都", "dress",
                    "although"
        };
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(80); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            for (AspectOpinion opinion : READER.read(text)) {
                assertThat(opinion.words()).isNotEmpty();
                int last = 0;
                for (SentimentWord word : opinion.words()) {
                    assertThat(word.start()).isGreaterThanOrEqualTo(last);
                    assertThat(word.end()).isGreaterThan(word.start()).isLessThanOrEqualTo(text.length());
                    last = word.start();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good ",
                "quality ",
                "quality good, ",
                "质量",
                "质量很好",
                "late and ",
                "quality, ",
                "不",
                "dress ",
                "x",
                "but ",
                "、质量"
            })
    @Timeout(60) // a second or less in linear time, hours in quadratic time
    void aMegabyteIsReadInLinearTime(String piece) {
        assertThat(READER.read(piece.repeat(1_000_000 / piece.length()))).doesNotContainNull();
    }
}
