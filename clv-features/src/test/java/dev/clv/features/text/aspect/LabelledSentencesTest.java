package dev.clv.features.text.aspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The least numbers that docs/text.md promises, of sentences written and labelled for this. */
class LabelledSentencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.en.tsv", "dev.zh.tsv", "dev.pt.tsv",
                "blind.en.tsv", "blind.zh.tsv", "blind.pt.tsv",
                "second.en.tsv", "second.zh.tsv", "second.pt.tsv",
                "third.en.tsv", "third.zh.tsv", "third.pt.tsv"
            })
    void aspectsAndTheirPolarityAreFoundAsPeopleLabelledThem(String file) {
        Labelled.Score score = Labelled.Score.of(AspectReader.standard(), Labelled.sentences(file));

        assertThat(score.precision()).as("precision").isGreaterThanOrEqualTo(0.9);
        assertThat(score.recall()).as("recall").isGreaterThanOrEqualTo(0.8);
        assertThat(score.polarity()).as("polarity").isGreaterThanOrEqualTo(0.85);
        assertThat(score.polarityInContrast()).as("polarity in contrast").isGreaterThanOrEqualTo(0.75);
    }
}
