package dev.clv.value;

import java.util.List;

/** A distribution that is made of another one of the same customer. */
interface DerivedDistribution extends HorizonSource {

    /** The other one. */
    ValueDistribution inner();

    /** Those of the other one unless overridden. */
    @Override
    default List<ValueDistribution> others() {
        return HorizonSource.othersOf(inner());
    }
}
