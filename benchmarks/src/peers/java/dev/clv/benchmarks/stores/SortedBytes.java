package dev.clv.benchmarks.stores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/** A sorted map from bytes to bytes in a file, whose changes survive the process from a commit on. */
interface SortedBytes extends AutoCloseable {

    byte @Nullable [] get(byte[] key);

    void put(byte[] key, byte[] value);

    void remove(byte[] key);

    /** The entries of keys from {@code from} on and before {@code to}, in order. */
    List<Entry> range(byte[] from, byte[] to);

    void commit();

    @Override
    void close();

    /** One of them. */
    record Entry(byte[] key, byte[] value) {}

    /** The MVStore of H2. */
    static SortedBytes mvStore(Path folder) {
        MVStore store = new MVStore.Builder()
                .fileName(folder.resolve("states.mv").toString())
                .autoCommitDisabled()
                .open();
        MVMap<byte[], byte[]> map = store.openMap(
                "states",
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
        return new SortedBytes() {
            @Override
            public byte @Nullable [] get(byte[] key) {
                return map.get(key);
            }

            @Override
            public void put(byte[] key, byte[] value) {
                map.put(key, value);
            }

            @Override
            public void remove(byte[] key) {
                map.remove(key);
            }

            @Override
            public List<Entry> range(byte[] from, byte[] to) {
                List<Entry> entries = new java.util.ArrayList<>();
                Cursor<byte[], byte[]> cursor = map.cursor(from);
                while (cursor.hasNext()) {
                    byte[] key = cursor.next();
                    if (java.util.Arrays.compareUnsigned(key, to) >= 0) {
                        break;
                    }
                    entries.add(new Entry(key, cursor.getValue()));
                }
                return entries;
            }

            @Override
            public void commit() {
                store.commit();
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    /** MapDB with its write-ahead log. */
    static SortedBytes mapDb(Path folder) throws IOException {
        DB db = DBMaker.fileDB(folder.resolve("states.mapdb").toFile())
                .transactionEnable()
                .fileMmapEnableIfSupported()
                .make();
        ConcurrentNavigableMap<byte[], byte[]> map = db.treeMap("states", Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY)
                .createOrOpen();
        return new SortedBytes() {
            @Override
            public byte @Nullable [] get(byte[] key) {
                return map.get(key);
            }

            @Override
            public void put(byte[] key, byte[] value) {
                map.put(key, value);
            }

            @Override
            public void remove(byte[] key) {
                map.remove(key);
            }

            @Override
            public List<Entry> range(byte[] from, byte[] to) {
                return map.subMap(from, to).entrySet().stream()
                        .map(each -> new Entry(each.getKey(), each.getValue()))
                        .toList();
            }

            @Override
            public void commit() {
                db.commit();
            }

            @Override
            public void close() {
                db.close();
            }
        };
    }
}
