package dev.clv.nn.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of protocol buffers, with the few kinds of field that an event needs. Fields are written
 * in the order of the calls.
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ProtoMessage int64(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    ProtoMessage float64(int field, double value) {
        key(field, FIXED64);
        bytes.writeBytes(littleEndian(8).putDouble(value).array());
        return this;
    }

    ProtoMessage float32(int field, float value) {
        key(field, FIXED32);
        bytes.writeBytes(littleEndian(4).putFloat(value).array());
        return this;
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage message(int field, ProtoMessage value) {
        return bytes(field, value.toBytes());
    }

    ProtoMessage packed(int field, double[] values) {
        ByteBuffer all = littleEndian(8 * values.length);
        for (double value : values) {
            all.putDouble(value);
        }
        return bytes(field, all.array());
    }

    ProtoMessage bytes(int field, byte[] value) {
        key(field, LENGTH);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void key(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    /** Seven bits at a time, the lowest first; the top bit says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
