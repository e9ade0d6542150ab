package dev.clv.value;

/** A distribution that is made of another one of the same customer. */
interface DerivedDistribution extends ValueDistribution {

    /** The other one. */
    ValueDistribution inner();
}
