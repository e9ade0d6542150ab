package dev.clv.features.prepare;

import dev.clv.features.FittedState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The knobs of {@link Preparation.Builder}, as a value.
 *
 * @param scaling how numbers are scaled
 * @param lowerQuantile where numbers are limited, in [0, 1)
 * @param upperQuantile where numbers are limited, in (0, 1]
 * @param signedLog whether skewed features go through the signed log
 * @param bound the largest scaled number by absolute value
 * @param mostLevels the most values of a number that get an indicator each
 */
record PreparationSettings(
        Scaling scaling, double lowerQuantile, double upperQuantile, boolean signedLog, double bound, int mostLevels) {

    private static final String SCALING = "setting.scaling";
    private static final String QUANTILES = "setting.winsorize_at";
    private static final String SIGNED_LOG = "setting.signed_log";
    private static final String BOUND = "setting.bound";
    private static final String LEVELS = "setting.levels";

    FittedState addTo(FittedState state) {
        return state.withTexts(SCALING, List.of(word(scaling)))
                .withNumbers(QUANTILES, lowerQuantile, upperQuantile)
                .withNumbers(SIGNED_LOG, signedLog ? 1 : 0)
                .withNumbers(BOUND, bound)
                .withNumbers(LEVELS, mostLevels);
    }

    static PreparationSettings of(FittedState state) {
        double[] quantiles = state.numbers(QUANTILES);
        if (quantiles.length != 2) {
            throw new IllegalArgumentException("'" + QUANTILES + "' must hold 2 numbers, holds " + quantiles.length);
        }
        return new PreparationSettings(
                scaling(state.texts(SCALING)),
                quantiles[0],
                quantiles[1],
                state.number(SIGNED_LOG) == 1,
                state.number(BOUND),
                state.integer(LEVELS));
    }

    private static String word(Scaling scaling) {
        return scaling.name().toLowerCase(Locale.ROOT);
    }

    private static Scaling scaling(List<String> words) {
        return Arrays.stream(Scaling.values())
                .filter(scaling -> List.of(word(scaling)).equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown scaling " + words + "; this version knows "
                        + Arrays.stream(Scaling.values())
                                .map(PreparationSettings::word)
                                .toList()));
    }
}
