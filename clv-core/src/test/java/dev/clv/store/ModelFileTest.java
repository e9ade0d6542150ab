package dev.clv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

    private static final double[] ODD = {1.5, Double.longBitsToDouble(0x7ff8_0000_0000_1234L), -0.0, 5e-324, 1 / 0.0};

    @TempDir
    Path folder;

    private static Section content() {
        Section content = Section.root()
                .put("kind", "events")
                .put("name", "多语 \"quoted\"\n\u0000")
                .put("none", List.of())
                .put("words", List.of("b", "a", ""))
                .put("seed", Long.MIN_VALUE)
                .put("w", ODD)
                .put("empty", new double[0])
                .put("scale", 0.1);
        content.begin("a/b~c").put("x/y", ODD).put("~1", 3).begin("inner").put("z", new double[] {2});
        content.begin("members", 2).get(1).put("parameters", ODD);
        content.begin("nothing", 0);
        return content;
    }

    @Test
    void everyWordAndEveryBitSurviveTheRoundTrip() throws IOException {
        Path path = folder.resolve("m.clvm");
        ModelFile.save(content(), path);

        Section loaded = ModelFile.load(path);

        assertThat(loaded.word("kind")).isEqualTo("events");
        assertThat(loaded.word("name")).isEqualTo("多语 \"quoted\"\n\u0000");
        assertThat(loaded.words("none")).isEmpty();
        assertThat(loaded.words("words")).containsExactly("b", "a", "");
        assertThat(loaded.whole("seed")).isEqualTo(Long.MIN_VALUE);
        assertThat(bits(loaded.numbers("w"))).isEqualTo(bits(ODD));
        assertThat(loaded.numbers("empty")).isEmpty();
        assertThat(loaded.number("scale")).isEqualTo(0.1);
        assertThat(bits(loaded.section("a/b~c").numbers("x/y"))).isEqualTo(bits(ODD));
        assertThat(loaded.section("a/b~c").whole("~1")).isEqualTo(3);
        assertThat(loaded.section("a/b~c").section("inner").number("z")).isEqualTo(2);
        assertThat(loaded.sections("members")).hasSize(2);
        assertThat(bits(loaded.sections("members").get(1).numbers("parameters")))
                .isEqualTo(bits(ODD));
        assertThat(loaded.sections("nothing")).isEmpty();
        assertThat(loaded.keys()).containsExactlyInAnyOrderElementsOf(content().keys());
    }

    @Test
    void theSameContentIsTheSameBytes() throws IOException {
        assertThat(bytes(content())).isEqualTo(bytes(content()));
    }

    @Test
    void aStreamIsReadUpToTheEndOfTheModelAndStaysOpen() throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        OutputStream open = new OutputStream() {
            @Override
            public void write(int b) {
                two.write(b);
            }

            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        ModelFile.write(Section.root().put("kind", "first"), open);
        ModelFile.write(Section.root().put("kind", "second"), open);
        two.write('!');
        InputStream in = new ByteArrayInputStream(two.toByteArray());

        assertThat(ModelFile.read(in).word("kind")).isEqualTo("first");
        assertThat(ModelFile.read(in).word("kind")).isEqualTo("second");
        assertThat(in.read()).isEqualTo('!');
    }

    @Test
    void aStreamThatGivesFewBytesAtATimeIsReadWhole() throws IOException {
        InputStream slow = new ByteArrayInputStream(bytes(content())) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, 3));
            }
        };

        assertThat(ModelFile.read(slow).word("kind")).isEqualTo("events");
    }

    @Test
    void aFileThatGoesOnAfterTheModelIsRefused() throws IOException {
        Path path = folder.resolve("m.clvm");
        byte[] bytes = bytes(content());
        Files.write(path, Arrays.copyOf(bytes, bytes.length + 1));

        assertThatThrownBy(() -> ModelFile.load(path))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(path + " goes on after the model's end; copy or save it again");
    }

    @Test
    void anyFlippedBitIsDetected() throws IOException {
        byte[] bytes = bytes(content());
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> read(damaged)).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void anyTruncationIsDetected() throws IOException {
        byte[] bytes = bytes(content());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void aDamagedLengthAllocatesNothing() throws IOException {
        byte[] bytes = bytes(Section.root().put("kind", "events"));
        for (int at : new int[] {12, bytes.length - 36}) {
            byte[] damaged = bytes.clone();
            damaged[at + 3] = 0x7f;
            long before = allocated();
            assertThatThrownBy(() -> read(damaged)).isInstanceOf(ModelFormatException.class);
            assertThat(allocated() - before).isLessThan(10_000_000);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void laterVersionsAndOtherFilesAreRefusedInWords() throws IOException {
        byte[] later = bytes(content());
        later[8] = 99;

        assertThatThrownBy(() -> read(later))
                .hasMessage("the stream has format version 99, this library reads 1 to 1;"
                        + " use a newer library or save the model again");
        assertThatThrownBy(() -> read("customer_id,time\n".getBytes()))
                .hasMessageContaining("the stream is not a model file");
        assertThatThrownBy(() -> ModelFile.load(folder)).hasMessageContaining(folder + " is a folder");
    }

    @Test
    void anEndlessStreamOfSomethingElseIsRefusedAtOnce() {
        InputStream zeros = new InputStream() {
            @Override
            public int read() {
                return 0;
            }
        };

        assertThatThrownBy(() -> ModelFile.read(zeros)).hasMessageContaining("not a model file");
    }

    private static byte[] bytes(Section content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.write(content, out);
        return out.toByteArray();
    }

    private static Section read(byte[] bytes) throws IOException {
        return ModelFile.read(new ByteArrayInputStream(bytes));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
