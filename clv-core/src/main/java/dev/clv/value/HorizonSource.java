package dev.clv.value;

import java.util.List;

/** A distribution that knows those of the same customer's value over other horizons, in no certain order yet. */
interface HorizonSource extends ValueDistribution {

    /** One for each target with a horizon of its own, in the order of the targets; often empty. */
    List<ValueDistribution> others();

    /** The others of a distribution of this package; none of any other. */
    static List<ValueDistribution> othersOf(ValueDistribution distribution) {
        return distribution instanceof HorizonSource source ? source.others() : List.of();
    }
}
