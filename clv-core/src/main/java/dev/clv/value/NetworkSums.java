package dev.clv.value;

import dev.clv.explain.AdditivePredictor;
import dev.clv.nn.Network;
import dev.clv.nn.SplitNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Several networks over the same inputs, cut behind their first layers: a state holds the sums of all of them, side by
 * side. Immutable and thread-safe.
 */
final class NetworkSums {

    private final List<SplitNetwork> networks;
    private final int[] offsets;
    private final int size;

    private NetworkSums(List<SplitNetwork> networks) {
        this.networks = List.copyOf(networks);
        offsets = new int[networks.size()];
        int at = 0;
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = at;
            at += networks.get(k).size();
        }
        size = at;
    }

    /** Empty when one of the networks cannot be cut. */
    static Optional<NetworkSums> of(List<Network> networks) {
        List<SplitNetwork> split = new ArrayList<>();
        for (Network network : networks) {
            SplitNetwork.of(network).ifPresent(split::add);
        }
        return split.size() == networks.size() ? Optional.of(new NetworkSums(split)) : Optional.empty();
    }

    /** The number of sums in a state. */
    int size() {
        return size;
    }

    /** The sums of a row, whose first numbers are the inputs. */
    void state(double[] row, int inputs, double[] state) {
        for (int k = 0; k < offsets.length; k++) {
            networks.get(k).start(state, offsets[k]);
        }
        for (int i = 0; i < inputs; i++) {
            add(i, row[i], state);
        }
    }

    /** Makes one input larger. */
    void add(int input, double by, double[] state) {
        if (by == 0) {
            return;
        }
        for (int k = 0; k < offsets.length; k++) {
            networks.get(k).add(input, by, state, offsets[k]);
        }
    }

    /** Whether another value of an input can change any sum. */
    boolean isConnected(int input) {
        return networks.stream().anyMatch(network -> network.isConnected(input));
    }

    /** From states to the sum of the networks' means; for one thread at a time. */
    AdditivePredictor.StateFunction newSumOfMeans(int capacity) {
        List<SplitNetwork.Scratch> scratch = newScratch(capacity);
        double[] means = new double[capacity];
        return (count, states, sums) -> {
            Arrays.fill(sums, 0, count, 0);
            for (int k = 0; k < offsets.length; k++) {
                networks.get(k).means(count, states, offsets[k], means, scratch.get(k));
                add(count, means, sums);
            }
        };
    }

    /**
     * From states to the sums of the networks' means and probabilities of a positive value; for one thread at a time.
     */
    OutcomeFunction newSumsOfOutcomes(int capacity) {
        List<SplitNetwork.Scratch> scratch = newScratch(capacity);
        double[] means = new double[capacity];
        double[] ofNetwork = new double[capacity];
        return (count, states, sums, positives) -> {
            Arrays.fill(sums, 0, count, 0);
            Arrays.fill(positives, 0, count, 0);
            for (int k = 0; k < offsets.length; k++) {
                networks.get(k).meansAndProbabilities(count, states, offsets[k], means, ofNetwork, scratch.get(k));
                add(count, means, sums);
                add(count, ofNetwork, positives);
            }
        };
    }

    private List<SplitNetwork.Scratch> newScratch(int capacity) {
        return networks.stream().map(network -> network.newScratch(capacity)).toList();
    }

    private static void add(int count, double[] amounts, double[] sums) {
        for (int i = 0; i < count; i++) {
            sums[i] += amounts[i];
        }
    }
}
