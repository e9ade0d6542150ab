package dev.clv.tune;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A density of steps, one for each choice: how often it was seen, and once more. */
record Frequencies(double[] counts) implements Density {

    /** Of the positions that were seen. */
    static Frequencies of(double[] positions, int choices) {
        double[] counts = new double[choices];
        Arrays.fill(counts, 1);
        for (double position : positions) {
            counts[(int) (position * choices)]++;
        }
        return new Frequencies(counts);
    }

    @Override
    public double at(double position) {
        return counts[(int) (position * counts.length)]
                * counts.length
                / Arrays.stream(counts).sum();
    }

    @Override
    public double draw(SplittableRandom random) {
        double left = random.nextDouble() * Arrays.stream(counts).sum();
        int choice = 0;
        while (choice < counts.length - 1 && left >= counts[choice]) {
            left -= counts[choice++];
        }
        return (choice + 0.5) / counts.length;
    }
}
