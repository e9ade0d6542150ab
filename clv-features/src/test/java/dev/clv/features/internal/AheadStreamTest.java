package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AheadStreamTest {

    private static final int BLOCK = 1 << 18;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static AheadStream ahead(InputStream in) {
        return new AheadStream(in, () -> 0, position -> {});
    }

    private static InputStream failing(Throwable failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                if (failure instanceof IOException io) {
                    throw io;
                }
                throw (Error) failure;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 7 * BLOCK + 12_345})
    void itHasTheBytesOfTheOtherStream(int length) throws IOException {
        try (AheadStream in = ahead(new ByteArrayInputStream(bytes(length)))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(length));
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFailureComesBehindTheBytesInFrontOfItAndStays() throws IOException {
        for (Throwable failure : List.of(new IOException("cut off"), new OutOfMemoryError("not really"))) {
            byte[] whole = bytes(BLOCK + 100);
            try (AheadStream in = ahead(new SequenceInputStream(new ByteArrayInputStream(whole), failing(failure)))) {
                assertThat(in.readNBytes(BLOCK + 100)).isEqualTo(whole);
                assertThatThrownBy(in::read).isSameAs(failure);
                assertThatThrownBy(in::read).isSameAs(failure);
            }
        }
    }

    @Test
    void positionsAreToldOnTheReadingThreadInOrderUpToTheEnd() throws IOException {
        long[] position = {0};
        List<Long> told = new ArrayList<>();
        InputStream counted = new ByteArrayInputStream(bytes(3 * BLOCK + 5)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                int got = super.read(target, offset, length);
                position[0] += Math.max(0, got);
                return got;
            }
        };
        Thread reading = Thread.currentThread();

        try (AheadStream in = new AheadStream(counted, () -> position[0], bytes -> {
            assertThat(Thread.currentThread()).isSameAs(reading);
            told.add(bytes);
        })) {
            in.readAllBytes();
        }

        assertThat(told).isSorted().endsWith((long) 3 * BLOCK + 5).hasSize(4);
    }

    @Test
    void closingEarlyEndsTheThread() throws IOException {
        boolean[] closed = {false};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };

        try (AheadStream in = ahead(endless)) {
            assertThat(in.read()).isEqualTo('x');
        }

        assertThat(closed[0]).isTrue();
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .doesNotContain("clv-read-ahead");
    }
}
