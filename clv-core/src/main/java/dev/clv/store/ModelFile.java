package dev.clv.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clv.internal.WholeFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a {@link Section} with all in it as a model file, and reads it back to the same bits. The layout is described
 * at {@link dev.clv.store the package}.
 */
public final class ModelFile {

    /** The version that is written; this one and all before it can be read. */
    public static final int VERSION = 1;

    /** As in PNG: a high bit, a name, and line ends that a text-mode transfer would change. */
    private static final byte[] MAGIC = {(byte) 0x89, 'C', 'L', 'V', 'M', '\r', '\n', 0x1a};

    private ModelFile() {}

    /**
     * Writes a file whole or not at all: into a new file beside it, which then takes its place. A symbolic link stays
     * one, and the file it points to is replaced; a file that is replaced hands on its permissions. If a process is
     * killed while it saves, a file {@code .NAME.UUID.part} stays behind, which a later save of the same name removes
     * when it is an hour old.
     *
     * @param path where; an existing file is replaced, its folder must exist
     * @throws IOException if that is not possible; the message names {@code path}, and an old file is unchanged
     */
    public static void save(Section content, Path path) throws IOException {
        WholeFile.write(path, "the model", out -> write(content, out));
    }

    /**
     * Reads a file that {@link #save} wrote.
     *
     * @throws ModelFormatException if it is no such file, is damaged, or is of a later version
     */
    public static Section load(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new ModelFormatException(path + " is a folder; expected a file written by save(...)");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            Section content = read(in, path.toString());
            if (in.read() >= 0) {
                throw new ModelFormatException(path + " goes on after the model's end; copy or save it again");
            }
            return content;
        }
    }

    /** Writes to a stream, which is flushed and stays open. */
    public static void write(Section content, OutputStream stream) throws IOException {
        MessageDigest digest = sha256();
        OutputStream out = new BufferedOutputStream(new DigestOutputStream(stream, digest));
        out.write(MAGIC);
        writeInt(out, VERSION);
        writeBytes(out, SectionJson.write(content));
        Map<String, double[]> arrays = SectionJson.arrays(content);
        writeInt(out, arrays.size());
        for (Map.Entry<String, double[]> array : arrays.entrySet()) {
            writeBytes(out, array.getKey().getBytes(UTF_8));
            writeDoubles(out, array.getValue());
        }
        out.flush();
        stream.write(digest.digest());
        stream.flush();
    }

    /**
     * Reads what {@link #write} wrote, and no byte more; the stream stays open.
     *
     * @throws ModelFormatException if the stream holds no model, a damaged one, or one of a later version
     */
    public static Section read(InputStream stream) throws IOException {
        return read(stream, "the stream");
    }

    /** @param source what messages call it */
    static Section read(InputStream stream, String source) throws IOException {
        MessageDigest digest = sha256();
        DataInputStream in = new DataInputStream(new DigestInputStream(stream, digest));
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new ModelFormatException(source + " is not a model file; expected one written by save(...)");
        }
        byte[] header;
        Map<String, double[]> arrays = new LinkedHashMap<>();
        String twice = null;
        try {
            int version = readInt(in);
            if (version < 1 || version > VERSION) {
                throw new ModelFormatException(source + " has format version " + version + ", this library reads 1 to "
                        + VERSION + "; use a newer library or save the model again");
            }
            header = readBytes(in);
            int count = readInt(in);
            for (int i = 0; i < count; i++) {
                String pointer = new String(readBytes(in), UTF_8);
                twice = arrays.put(pointer, readDoubles(in)) == null ? twice : pointer;
            }
            byte[] expected = digest.digest();
            if (!Arrays.equals(stream.readNBytes(expected.length), expected)) {
                throw damaged(source);
            }
        } catch (EOFException e) {
            throw damaged(source);
        }
        if (twice != null) {
            throw new ModelFormatException(source + " has two arrays '" + twice + "'; save the model again");
        }
        return SectionJson.read(header, arrays, source);
    }

    private static ModelFormatException damaged(String source) {
        return new ModelFormatException(
                source + " is damaged: its checksum does not match its content; copy or save it again");
    }

    private static void writeInt(OutputStream out, int value) throws IOException {
        out.write(littleEndian(Integer.BYTES).putInt(value).array());
    }

    private static void writeBytes(OutputStream out, byte[] bytes) throws IOException {
        writeInt(out, bytes.length);
        out.write(bytes);
    }

    private static void writeDoubles(OutputStream out, double[] values) throws IOException {
        writeInt(out, values.length);
        ByteBuffer buffer = littleEndian(Math.multiplyExact(values.length, Double.BYTES));
        buffer.asDoubleBuffer().put(values);
        out.write(buffer.array());
    }

    private static int readInt(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return readBytes(in, readInt(in));
    }

    /** Memory grows with what is there: a damaged length allocates nothing. */
    private static byte[] readBytes(DataInputStream in, long length) throws IOException {
        if (length < 0 || length > Integer.MAX_VALUE - Double.BYTES) {
            throw new EOFException();
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static double[] readDoubles(DataInputStream in) throws IOException {
        long length = readInt(in);
        byte[] bytes = readBytes(in, length * Double.BYTES);
        double[] values = new double[(int) length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
