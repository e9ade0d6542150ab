package dev.clv.tune;

import java.util.SplittableRandom;

/** A density over the unit interval. */
interface Density {

    /** Its height, above 0. */
    double at(double position);

    /** A position in [0, 1). */
    double draw(SplittableRandom random);
}
