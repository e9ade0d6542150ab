package dev.clv.nn;

import dev.clv.nn.describe.Description;

/**
 * A linear connection from an input column past all layers to a raw output: z[output] += weight x[column]. Its weight
 * is trained, starting at {@code initialWeight}, and is exempt from L2 and weight decay, so that a prior the column
 * carries is corrected but not shrunk.
 *
 * @param column index of the input column
 * @param output index of the raw output
 * @param initialWeight finite
 */
public record Skip(int column, int output, double initialWeight) {

    static Skip of(Description description) {
        return new Skip(description.whole("column"), description.whole("output"), description.number("initial_weight"));
    }

    Description describe() {
        return Description.of("skip")
                .with("column", column)
                .with("output", output)
                .with("initial_weight", initialWeight);
    }
}
