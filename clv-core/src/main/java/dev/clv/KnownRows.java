package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import dev.clv.internal.Fingerprint;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether many rows of a table are among those of training. Of a single row it tells nothing: it is a filter (Bloom
 * 1970, "Space/time trade-offs in hash coding with allowable errors") that says yes of a quarter of all rows that
 * training did not have. Immutable.
 *
 * @param bits which places are taken
 * @param places how many there are; 0 if no row is known
 * @param sampled of so many rows, by their hash, one is looked at; a power of 2
 * @param repeated the share of rows that training has more than once, so that others may have them too
 */
record KnownRows(BitSet bits, int places, int sampled, double repeated) {

    static final KnownRows NONE = new KnownRows(new BitSet(), 0, 1, 1);

    /** So many places a row, at one place each, are taken to a quarter. */
    private static final double PLACES = -1 / StrictMath.log(0.75);

    private static final int MOST = 8192;

    private static final double STANDARD_ERRORS = 4;
    private static final double LEAST_SHARE = 0.05;
    private static final double ALL = 0.95;

    /** Of training rows (R, F) with their labels (R). */
    static KnownRows of(FeatureMatrix rows, double[] labels) {
        long[] hashes = Fingerprint.ofRows(rows, labels);
        int sampled = Integer.highestOneBit(Math.max(1, (hashes.length - 1) / MOST * 2));
        Set<Long> different = different(hashes, sampled);
        int places = Math.max(8, (int) (PLACES * different.size()) / 8 * 8 + 8);
        BitSet bits = new BitSet(places);
        different.forEach(hash -> bits.set(place(hash, places)));
        return new KnownRows(bits, places, sampled, repeated(hashes));
    }

    /** The share of every other row that is among the rest. */
    private static double repeated(long[] hashes) {
        Set<Long> even = new HashSet<>();
        Set<Long> odd = new HashSet<>();
        IntStream.range(0, hashes.length).forEach(i -> (i % 2 == 0 ? even : odd).add(hashes[i]));
        return odd.isEmpty() ? 0 : odd.stream().filter(even::contains).count() / (double) odd.size();
    }

    private static Set<Long> different(long[] hashes, int sampled) {
        Set<Long> different = new HashSet<>();
        Arrays.stream(hashes).filter(hash -> (hash & (sampled - 1)) == 0).forEach(different::add);
        return different;
    }

    private static int place(long hash, int places) {
        return (int) Long.remainderUnsigned(hash >>> 16, places);
    }

    /** One caution if more of these rows are of training than others would be, else none. */
    List<Caution> cautions(FeatureMatrix rows, double[] labels) {
        if (places == 0) {
            return List.of();
        }
        Set<Long> different = different(Fingerprint.ofRows(rows, labels), sampled);
        long known =
                different.stream().filter(hash -> bits.get(place(hash, places))).count();
        double taken = bits.cardinality() / (double) places;
        double expected = taken * different.size();
        double share = (known / (double) different.size() - taken) / (1 - taken);
        // Where rows repeat, those that training left out may look like those that it had.
        boolean many = known - expected > STANDARD_ERRORS * Math.sqrt(expected * (1 - taken))
                && share > LEAST_SHARE + 2 * repeated;
        return many
                ? List.of(Caution.of(
                        "evaluated_on_training",
                        "%s of the %d rows are among those that the model was trained on, so the metrics flatter."
                                + " Evaluate it on rows that training left out.",
                        share > ALL ? "All or nearly all" : String.format("About %.0f %%", 100 * share),
                        rows.rows()))
                : List.of();
    }

    void write(Section out) {
        out.put("bits", Base64.getEncoder().encodeToString(Arrays.copyOf(bits.toByteArray(), places / 8)))
                .put("sampled", sampled)
                .put("repeated", repeated);
    }

    static KnownRows read(Section in) throws ModelFormatException {
        byte[] bits = in.word("bits", Base64.getDecoder()::decode);
        int sampled = in.whole("sampled", 1, 1 << 30);
        return new KnownRows(
                BitSet.valueOf(bits), 8 * bits.length, Integer.highestOneBit(sampled), in.number("repeated", 0, 1));
    }
}
