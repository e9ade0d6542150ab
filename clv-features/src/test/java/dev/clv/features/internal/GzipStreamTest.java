package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipStreamTest {

    private static byte[] text(int seed, int length) {
        Random random = new Random(seed);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(4));
        }
        return text;
    }

    private static byte[] zipped(byte[]... members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] member : members) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(member);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] and(byte[] one, byte... other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** A stream that never says how much there is, and hands over a few bytes at a time, as networks do. */
    private static InputStream slow(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(most, length));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }

    private static byte[] unzipped(byte[] bytes, int most, int buffer) throws IOException {
        try (GzipStream in = new GzipStream(slow(bytes, most), buffer)) {
            return in.readAllBytes();
        }
    }

    @Test
    void allMembersAreReadWhateverTheSizesOfPieces() throws IOException {
        byte[] one = text(1, 5000);
        byte[] two = text(2, 1);
        byte[] three = text(3, 0);
        byte[] zipped = and(zipped(one, two, three, one), new byte[700]);
        for (int most : new int[] {1, 2, 7, 64, 4096}) {
            for (int buffer : new int[] {1, 3, 512, 1 << 16}) {
                assertThat(unzipped(zipped, most, buffer)).isEqualTo(and(and(one, two), one));
            }
        }
    }

    @Test
    void aHeaderMayHoldANameACommentAndMore() throws IOException {
        byte[] plain = zipped(text(4, 100));
        byte[] flagged = Arrays.copyOf(plain, 10);
        flagged[3] = 2 | 4 | 8 | 16;
        flagged = and(
                and(flagged, (byte) 2, (byte) 0, (byte) 9, (byte) 9),
                "a.csv\0made by\0xx".getBytes(StandardCharsets.US_ASCII));
        byte[] whole = and(flagged, Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(unzipped(whole, 5, 16)).isEqualTo(text(4, 100));
    }

    @Test
    void noStreamEndsEarlyWithoutAWord() throws IOException {
        byte[] zipped = zipped(text(5, 300), text(6, 300));
        int first = zipped(text(5, 300)).length;
        for (int length = 2; length < zipped.length; length++) {
            if (length != first) {
                byte[] cut = Arrays.copyOf(zipped, length);
                assertThatThrownBy(() -> unzipped(cut, 64, 64))
                        .as("%d bytes", length)
                        .isInstanceOf(IOException.class);
            }
        }
        for (int i = 0; i < zipped.length; i++) {
            byte[] flipped = zipped.clone();
            flipped[i] ^= 0x10;
            try {
                assertThat(unzipped(flipped, 64, 64)).isEqualTo(and(text(5, 300), text(6, 300)));
            } catch (IOException expected) {
                assertThat(expected).isNotNull();
            }
        }
        assertThatThrownBy(() -> unzipped(and(zipped, (byte) 'x'), 64, 64))
                .hasMessageContaining("something else follows");
    }
}
