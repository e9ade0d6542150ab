package dev.clv.features;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The bytes of a {@link FittedState} that stands alone: a mark, the lists in order of their names, and a SHA-256. */
final class FittedStateFile {

    private static final byte[] MARK = {'c', 'l', 'v', 's', 't', 'a', 't', 1};
    private static final int DIGEST_BYTES = 32;
    private static final int MOST_BYTES = 1 << 30;

    private FittedStateFile() {}

    static void write(FittedState state, OutputStream out) throws IOException {
        StateWriter body = new StateWriter();
        Map<String, double[]> numbers = new TreeMap<>(state.numbers());
        body.whole(numbers.size());
        numbers.forEach((name, list) -> {
            body.text(name).whole(list.length);
            DoubleStream.of(list).forEach(body::number);
        });
        Map<String, List<String>> texts = new TreeMap<>(state.texts());
        body.whole(texts.size());
        texts.forEach((name, list) -> {
            body.text(name).whole(list.size());
            list.forEach(body::text);
        });
        byte[] bytes = body.toBytes();
        out.write(MARK);
        out.write(bytes);
        out.write(sha256().digest(bytes));
    }

    static FittedState read(InputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
            throw new IOException("this is not a file of a fitted state: it does not begin with its mark");
        }
        byte[] rest = in.readNBytes(MOST_BYTES);
        int length = rest.length - DIGEST_BYTES;
        if (length < 0 || rest.length == MOST_BYTES) {
            throw new IOException("the fitted state was cut off, or is larger than 1 GiB");
        }
        MessageDigest digest = sha256();
        digest.update(rest, 0, length);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(rest, length, rest.length))) {
            throw new IOException("the fitted state is damaged: its checksum does not match; copy or make it again");
        }
        try {
            StateReader body = new StateReader(Arrays.copyOf(rest, length));
            FittedState state = FittedState.of(numbers(body), texts(body));
            body.end();
            return state;
        } catch (IllegalArgumentException e) {
            throw new IOException("the fitted state is damaged, though its checksum matches", e);
        }
    }

    private static Map<String, double[]> numbers(StateReader body) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (int i = body.count(2); i > 0; i--) {
            String name = body.text();
            double[] list = new double[body.count(Double.BYTES)];
            Arrays.setAll(list, place -> body.number());
            if (numbers.put(name, list) != null) {
                throw new IllegalArgumentException("two lists have one name");
            }
        }
        return numbers;
    }

    private static Map<String, List<String>> texts(StateReader body) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (int i = body.count(2); i > 0; i--) {
            String name = body.text();
            List<String> list = IntStream.range(0, body.count(1))
                    .mapToObj(place -> body.text())
                    .toList();
            if (texts.put(name, list) != null) {
                throw new IllegalArgumentException("two lists have one name");
            }
        }
        return texts;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
