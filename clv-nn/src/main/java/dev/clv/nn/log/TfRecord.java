package dev.clv.nn.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record frame: length (8 bytes), masked CRC of the length (4), data, masked CRC of the data (4),
 * little-endian.
 */
final class TfRecord {

    private static final int MASK_DELTA = 0xa282ead8;

    private TfRecord() {}

    static byte[] frame(byte[] data) {
        ByteBuffer frame = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        frame.putLong(data.length);
        frame.putInt(maskedCrc(frame.array(), 0, 8));
        frame.put(data);
        frame.putInt(maskedCrc(data, 0, data.length));
        return frame.array();
    }

    /** CRC-32C rotated and shifted, since a plain CRC of data that contain CRCs detects fewer errors. */
    private static int maskedCrc(byte[] bytes, int from, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, count);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }
}
