package dev.clv.nn.train;

import dev.clv.nn.describe.Description;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A checkpoint in bytes, big-endian: "CLVT", version, precision, kernels, seed, fingerprint of the rows, starting loss,
 * settings, epochs, the four arrays, CRC-32C of all before it. Doubles are written bit by bit.
 */
final class CheckpointFormat {

    private static final int MAGIC = 0x434C5654; // CLVT
    private static final int VERSION = 2;
    private static final int CRC_BYTES = 4;

    private CheckpointFormat() {}

    static byte[] toBytes(Checkpoint checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(checkpoint.precision().name());
            out.writeUTF(checkpoint.kernels());
            out.writeLong(checkpoint.seed());
            out.writeLong(checkpoint.rows());
            out.writeDouble(checkpoint.startLoss());
            write(out, checkpoint.settings());
            out.writeInt(checkpoint.epochs().size());
            for (Epoch epoch : checkpoint.epochs()) {
                out.writeDouble(epoch.trainLoss());
                out.writeDouble(epoch.validationLoss());
                out.writeBoolean(epoch.best());
            }
            write(out, checkpoint.weights());
            write(out, checkpoint.best());
            write(out, checkpoint.lastGood());
            write(out, checkpoint.state());
            out.writeInt(crc(bytes.toByteArray(), bytes.size()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not fail to be written to
        }
        return bytes.toByteArray();
    }

    static Checkpoint fromBytes(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (bytes.length < 8 + CRC_BYTES || in.readInt() != MAGIC) {
            throw new IOException("this is no training checkpoint: it does not begin with CLVT");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("the checkpoint is of version " + version + ", this library reads version " + VERSION
                    + "; resume with the library that wrote it");
        }
        DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, bytes.length - CRC_BYTES, CRC_BYTES));
        if (end.readInt() != crc(bytes, bytes.length - CRC_BYTES)) {
            throw new IOException("the checkpoint is damaged: its checksum differs; use an older one");
        }
        Precision precision = precision(in.readUTF());
        String kernels = in.readUTF();
        long seed = in.readLong();
        long rows = in.readLong();
        double startLoss = in.readDouble();
        Description settings = readDescription(in);
        List<Epoch> epochs = new ArrayList<>();
        int count = in.readInt();
        for (int e = 1; e <= count; e++) {
            epochs.add(new Epoch(e, in.readDouble(), in.readDouble(), in.readBoolean()));
        }
        return new Checkpoint(
                settings,
                precision,
                kernels,
                seed,
                rows,
                startLoss,
                epochs,
                readNumbers(in),
                readNumbers(in),
                readNumbers(in),
                readNumbers(in));
    }

    private static Precision precision(String name) throws IOException {
        for (Precision precision : Precision.values()) {
            if (precision.name().equals(name)) {
                return precision;
            }
        }
        throw new IOException(
                "the checkpoint was made with precision '" + name + "', which this library does not know");
    }

    private static int crc(byte[] bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, count);
        return (int) crc.getValue();
    }

    private static void write(DataOutputStream out, Description description) throws IOException {
        out.writeUTF(description.word());
        out.writeInt(description.numbers().size());
        for (Map.Entry<String, Double> number : description.numbers().entrySet()) {
            out.writeUTF(number.getKey());
            out.writeDouble(number.getValue());
        }
        out.writeInt(description.parts().size());
        for (Description part : description.parts()) {
            write(out, part);
        }
    }

    private static Description readDescription(DataInputStream in) throws IOException {
        String word = in.readUTF();
        TreeMap<String, Double> numbers = new TreeMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            numbers.put(in.readUTF(), in.readDouble());
        }
        List<Description> parts = new ArrayList<>();
        int inner = in.readInt();
        for (int i = 0; i < inner; i++) {
            parts.add(readDescription(in));
        }
        return new Description(word, numbers, parts);
    }

    private static void write(DataOutputStream out, double[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    private static double[] readNumbers(DataInputStream in) throws IOException {
        double[] numbers = new double[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }
}
