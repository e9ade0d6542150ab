package dev.clv.features.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.standard.StandardExtractors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExtractorChecksTest {

    private static final Feature COUNT = Feature.numeric("count", "events", "Events so far", "activity");

    static Stream<FittableExtractor> standard() {
        return Stream.concat(
                StandardExtractors.all().stream(),
                Stream.of(StandardExtractors.attributes(2, 1), StandardExtractors.signals(1, 1)));
    }

    @ParameterizedTest
    @MethodSource("standard")
    void everyStandardExtractorKeepsTheContract(FittableExtractor extractor) {
        assertThatCode(() -> ExtractorChecks.check(extractor)).doesNotThrowAnyException();
    }

    @Test
    void theShortFormKeepsTheContract() {
        assertThatCode(() -> ExtractorChecks.check(
                        FeatureExtractor.of(COUNT, history -> history.events().size())))
                .doesNotThrowAnyException();
    }

    @Test
    void aFewHistoriesOfOnesOwnWillDo() {
        List<CustomerHistory> one = new SampleHistories(9).histories(2).subList(1, 2);
        assertThatCode(() -> ExtractorChecks.check(StandardExtractors.cadence(), one))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ExtractorChecks.check(StandardExtractors.cadence(), List.of()))
                .hasMessageContaining("at least one history");
    }

    @Test
    void infinityIsCaught() {
        assertBroken(
                FeatureExtractor.of(COUNT, history -> 1.0 / history.events().size()),
                "returned infinite for feature 'count'");
    }

    @Test
    void writingOutsideIsCaught() {
        assertBroken(
                new Counting() {
                    @Override
                    void write(int count, double[] row, int offset) {
                        row[offset] = count;
                        row[offset + 1] = count;
                    }
                },
                "writes outside its places: it has 1");
        assertBroken(
                new Counting() {
                    @Override
                    void write(int count, double[] row, int offset) {
                        row[0] = count;
                    }
                },
                "writes outside its places: it has 1, from the offset on, and wrote to -3");
    }

    @Test
    void aForgottenPlaceIsCaught() {
        assertBroken(
                new Counting() {
                    @Override
                    void write(int count, double[] row, int offset) {
                        if (count > 0) {
                            row[offset] = count;
                        }
                    }
                },
                "does not write feature 'count'");
    }

    @Test
    void addingToTheRowInsteadOfWritingIsCaught() {
        assertBroken(
                new Counting() {
                    @Override
                    void write(int count, double[] row, int offset) {
                        row[offset] += count + 1;
                    }
                },
                "feature 'count' gives different values when it is written twice");
    }

    @Test
    void anExtractorThatFailsIsNamedWhereverItFails() {
        // No calendar can show the time of an attribute that was given without one.
        FittableExtractor years =
                FeatureExtractor.of(Feature.numeric("years", "years", "Years", "activity"), history -> {
                    List<CustomerEvent> events = history.events();
                    return events.isEmpty()
                            ? Double.NaN
                            : history.cutoff().atZone(history.zone()).getYear()
                                    - events.get(events.size() - 1)
                                            .time()
                                            .atZone(history.zone())
                                            .getYear();
                });

        assertThatThrownBy(() -> ExtractorChecks.check(years))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("extractor 'years' fails on a history of ")
                .hasMessageContaining("DateTimeException");
    }

    @Test
    void aMutableFeatureListIsCaught() {
        List<Feature> features = new ArrayList<>(List.of(COUNT));
        assertBroken(
                new Counting() {
                    @Override
                    public List<Feature> features() {
                        return features;
                    }
                },
                "lets others change its list of features");
    }

    @Test
    void aFeatureNameUsedTwiceIsCaught() {
        assertBroken(
                new Counting() {
                    @Override
                    public List<Feature> features() {
                        return List.of(COUNT, COUNT);
                    }
                },
                "feature name 'count' is used twice");
    }

    @Test
    void aStateThatWritingChangesIsCaught() {
        assertBroken(
                new Counting() {
                    @Override
                    public State begin(CustomerContext customer) {
                        return new State() {
                            private int count;

                            @Override
                            public void add(CustomerEvent event) {
                                count++;
                            }

                            @Override
                            public void write(Instant cutoff, double[] row, int offset) {
                                row[offset] = count;
                                count = 0;
                            }
                        };
                    }
                },
                "changes its state by writing");
    }

    @Test
    void aSharedStateIsCaught() {
        int[] shared = new int[1];
        assertBroken(
                new Counting() {
                    @Override
                    public State begin(CustomerContext customer) {
                        shared[0] = 0;
                        return new State() {
                            @Override
                            public void add(CustomerEvent event) {
                                shared[0]++;
                            }

                            @Override
                            public void write(Instant cutoff, double[] row, int offset) {
                                row[offset] = shared[0];
                            }
                        };
                    }
                },
                "depends on other customers' events");
    }

    @Test
    void failingOnAnEmptyHistoryIsCaught() {
        assertBroken(
                FeatureExtractor.of(
                        COUNT, history -> history.events().get(0).time().getEpochSecond()),
                "fails on a history of 0 events");
    }

    @Test
    void whatMakesAnExtractorFailIsHintedAt() {
        assertBroken(
                FeatureExtractor.of(
                        COUNT,
                        history -> history.isEmpty()
                                ? Double.NaN
                                : history.events().get(0).time().toEpochMilli()),
                "the first event is an attribute without a time, which is at Instant.MIN: pass over such events");
        assertBroken(
                FeatureExtractor.of(
                        COUNT, history -> Integer.parseInt(history.attributes().getOrDefault("channel", "0"))),
                "attributes and texts have any form: serve those that cannot be read as NaN");
    }

    @Test
    void aCategoryCodeOutOfBoundsIsCaught() {
        Feature colour = Feature.categorical("colour", "Favourite colour", "profile", List.of("red", "blue"));
        assertBroken(FeatureExtractor.of(colour, history -> 3), "codes are whole numbers from 0 to 2");
        assertThatCode(() -> ExtractorChecks.check(FeatureExtractor.of(colour, history -> 2)))
                .doesNotThrowAnyException();
    }

    @Test
    void factsThatAreNotExportedAreCaught() {
        assertBroken(new Forgetful(), "differs after restore(fittedState())");
    }

    @Test
    void sampleHistoriesHoldEveryKindOfEventAndAnEmptyHistory() {
        List<CustomerHistory> histories = new SampleHistories(0).histories(60);
        assertThat(histories.get(0).isEmpty()).isTrue();
        assertThat(histories.stream()
                        .flatMap(history -> history.events().stream())
                        .map(Object::getClass)
                        .distinct())
                .hasSize(CustomerEvent.class.getPermittedSubclasses().length);
        assertThat(new SampleHistories(0).histories(60).get(7).events())
                .isEqualTo(histories.get(7).events());
    }

    private static void assertBroken(FittableExtractor extractor, String message) {
        assertThatThrownBy(() -> ExtractorChecks.check(extractor))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("extractor '" + extractor.name() + "'")
                .hasMessageContaining(message);
    }

    /** Counts events; a test breaks one thing about it. */
    private static class Counting implements FeatureExtractor {

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public List<Feature> features() {
            return List.of(COUNT);
        }

        void write(int count, double[] row, int offset) {
            row[offset] = count;
        }

        @Override
        public State begin(CustomerContext customer) {
            return new State() {
                private int count;

                @Override
                public void add(CustomerEvent event) {
                    count++;
                }

                @Override
                public void write(Instant cutoff, double[] row, int offset) {
                    Counting.this.write(count, row, offset);
                }
            };
        }
    }

    /** Learns the number of histories and exports nothing. */
    private static final class Forgetful implements FittableExtractor {

        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public Learner learner() {
            return new Learner() {
                private int count;

                @Override
                public void add(CustomerHistory history) {
                    count++;
                }

                @Override
                public FeatureExtractor learned() {
                    return counted(count);
                }
            };
        }

        @Override
        public FeatureExtractor restore(FittedState state) {
            return counted(0);
        }

        private static FeatureExtractor counted(int histories) {
            return new Counting() {
                @Override
                public String name() {
                    return "forgetful";
                }

                @Override
                void write(int count, double[] row, int offset) {
                    row[offset] = histories;
                }
            };
        }
    }
}
