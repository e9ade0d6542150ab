package dev.clv.train;

import dev.clv.features.Feature;
import dev.clv.value.NetworkEnsemble;
import java.util.List;

/**
 * Networks that a training starts from. Immutable.
 *
 * @param networks with the names of their columns
 * @param tokenFeatures what the numbers of a token are, if they read events one by one, see
 *     {@link dev.clv.features.sequence.FittedEventTokens#tokenFeatures}; empty otherwise
 */
public record EarlierNetworks(NetworkEnsemble networks, List<Feature> tokenFeatures) {

    /** Copies the list. */
    public EarlierNetworks {
        tokenFeatures = List.copyOf(tokenFeatures);
    }
}
