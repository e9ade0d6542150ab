package dev.clv.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of a model file: a header of plain JSON values and named tensors. Immutable as far as its callers keep
 * their hands off the arrays.
 *
 * <p>The layout is described at {@link dev.clv.store the package}.
 *
 * @param header JSON-like: maps with text keys, lists, texts, numbers, booleans
 * @param tensors arrays of doubles by name, in a fixed order; every bit pattern survives
 */
public record ModelFile(Map<String, Object> header, Map<String, double[]> tensors) {

    /** The version that {@link #save} writes. */
    public static final int VERSION = 1;

    /** As in PNG: a high bit, a name, and line ends that a text-mode transfer would change. */
    private static final byte[] MAGIC = {(byte) 0x89, 'C', 'L', 'V', 'M', '\r', '\n', 0x1a};

    private static final int CHECKSUM_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, Object>> HEADER_TYPE = new TypeReference<>() {};

    /** Copies the maps, not the arrays. */
    public ModelFile {
        header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** The tensor of that name. */
    public double[] tensor(String name) throws ModelFormatException {
        double[] values = tensors.get(name);
        if (values == null) {
            throw new ModelFormatException("the model file has no tensor '" + name + "'; save the model again");
        }
        return values;
    }

    /**
     * Writes the file whole or not at all: into a new file beside it, which then takes its place.
     *
     * @param path where; an existing file is replaced
     */
    public void save(Path path) throws IOException {
        Path target = path.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("cannot save the model to " + path + ": its folder does not exist; create it first");
        }
        // Not Files.createTempFile, whose files nobody but their owner may read.
        Path fresh = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.write(fresh, toBytes(), StandardOpenOption.CREATE_NEW);
            try {
                Files.move(fresh, target, ATOMIC_MOVE, REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, target, REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Reads a file that {@link #save} wrote.
     *
     * @throws ModelFormatException when it is not such a file, is damaged, or comes from a later version
     */
    public static ModelFile load(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new ModelFormatException(path + " is a folder; expected a file written by save(...)");
        }
        return fromBytes(Files.readAllBytes(path), path.toString());
    }

    byte[] toBytes() {
        byte[] json = JSON.writeValueAsBytes(header);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        writeInt(out, VERSION);
        writeInt(out, json.length);
        out.writeBytes(json);
        writeInt(out, tensors.size());
        tensors.forEach((name, values) -> {
            byte[] utf8 = name.getBytes(UTF_8);
            writeInt(out, utf8.length);
            out.writeBytes(utf8);
            writeInt(out, values.length);
            ByteBuffer buffer = littleEndian(Math.multiplyExact(values.length, Double.BYTES));
            buffer.asDoubleBuffer().put(values);
            out.writeBytes(buffer.array());
        });
        out.writeBytes(sha256(out.toByteArray(), out.size()));
        return out.toByteArray();
    }

    static ModelFile fromBytes(byte[] bytes, String name) throws ModelFormatException {
        if (bytes.length < MAGIC.length || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
            throw new ModelFormatException(name + " is not a model file; expected one written by save(...)");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        in.position(MAGIC.length);
        try {
            int version = in.getInt();
            if (version < 1 || version > VERSION) {
                throw new ModelFormatException(name + " has format version " + version + ", this library reads 1 to "
                        + VERSION + "; use a newer library or save the model again");
            }
            int content = bytes.length - CHECKSUM_BYTES;
            if (content < in.position()
                    || !Arrays.equals(sha256(bytes, content), Arrays.copyOfRange(bytes, content, bytes.length))) {
                throw damaged(name);
            }
            in.limit(content);
            Map<String, Object> header = JSON.readValue(readBytes(in), HEADER_TYPE);
            Map<String, double[]> tensors = new LinkedHashMap<>();
            int count = in.getInt();
            for (int i = 0; i < count; i++) {
                String tensor = new String(readBytes(in), UTF_8);
                tensors.put(tensor, readDoubles(in));
            }
            return new ModelFile(header, tensors);
        } catch (BufferUnderflowException | JacksonException e) {
            throw damaged(name);
        }
    }

    private static ModelFormatException damaged(String name) {
        return new ModelFormatException(
                name + " is damaged: its checksum does not match its content; copy or save it again");
    }

    /** A length is checked against what is left before anything of that size is allocated. */
    private static byte[] readBytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static double[] readDoubles(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining() / Double.BYTES) {
            throw new BufferUnderflowException();
        }
        double[] values = new double[length];
        in.asDoubleBuffer().get(values);
        in.position(in.position() + length * Double.BYTES);
        return values;
    }

    private static void writeInt(ByteArrayOutputStream out, int value) {
        out.writeBytes(littleEndian(Integer.BYTES).putInt(value).array());
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
