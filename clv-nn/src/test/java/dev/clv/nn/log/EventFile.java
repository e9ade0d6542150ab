package dev.clv.nn.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads TensorBoard event files from their description alone, sharing nothing with the writer. */
final class EventFile {

    record Event(double wallTime, long step, String version, List<Value> values) {}

    record Value(String tag, float scalar, List<double[]> histogram) {}

    /** One field: its number, and its content as a number or as bytes. */
    private record Field(int number, long bits, byte[] content) {}

    private EventFile() {}

    static List<Event> read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            int length = Math.toIntExact(in.getLong());
            assertThat(in.getInt()).as("CRC of the length").isEqualTo(masked(file, start, 8));
            byte[] data = new byte[length];
            in.get(data);
            assertThat(in.getInt()).as("CRC of the data").isEqualTo(masked(data, 0, length));
            events.add(event(data));
        }
        return events;
    }

    /** CRC-32C bit by bit: reflected polynomial 0x82F63B78. */
    static int crc(byte[] bytes, int from, int count) {
        int crc = -1;
        for (int i = from; i < from + count; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82F63B78 : crc >>> 1;
            }
        }
        return ~crc;
    }

    private static int masked(byte[] bytes, int from, int count) {
        int crc = crc(bytes, from, count);
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    private static List<Field> fields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >> 3);
            switch ((int) key & 7) {
                case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
                case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
                case 2 -> {
                    byte[] content = new byte[(int) varint(in)];
                    in.get(content);
                    fields.add(new Field(number, 0, content));
                }
                case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
                default -> throw new AssertionError("unknown wire type in key " + key);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    private static Event event(byte[] message) {
        double time = 0;
        long step = 0;
        String version = "";
        List<Value> values = new ArrayList<>();
        for (Field field : fields(message)) {
            switch (field.number) {
                case 1 -> time = Double.longBitsToDouble(field.bits);
                case 2 -> step = field.bits;
                case 3 -> version = new String(field.content, StandardCharsets.UTF_8);
                case 5 -> fields(field.content).forEach(value -> values.add(value(value.content)));
                default -> throw new AssertionError("unknown field of Event: " + field.number);
            }
        }
        return new Event(time, step, version, values);
    }

    private static Value value(byte[] message) {
        String tag = "";
        float scalar = Float.NaN;
        List<double[]> histogram = new ArrayList<>();
        for (Field field : fields(message)) {
            switch (field.number) {
                case 1 -> tag = new String(field.content, StandardCharsets.UTF_8);
                case 2 -> scalar = Float.intBitsToFloat((int) field.bits);
                case 5 -> fields(field.content).forEach(part -> histogram.add(doubles(part)));
                default -> throw new AssertionError("unknown field of Summary.Value: " + field.number);
            }
        }
        return new Value(tag, scalar, histogram);
    }

    private static double[] doubles(Field field) {
        if (field.content.length == 0) {
            return new double[] {Double.longBitsToDouble(field.bits)};
        }
        double[] all = new double[field.content.length / 8];
        ByteBuffer.wrap(field.content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(all);
        return all;
    }
}
