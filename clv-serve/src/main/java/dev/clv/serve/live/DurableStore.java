package dev.clv.serve.live;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Keeps states in a folder, in a RocksDB (an optional dependency, {@code org.rocksdb:rocksdbjni}): every write goes
 * through its write-ahead log, so what was stored survives a process that is killed at any point. Unless
 * {@link #open(Path, boolean)} is told otherwise, a machine that loses power may lose the last moments.
 *
 * <p>A folder belongs to one process at a time. Thread-safe; after {@link #close} every call is an
 * {@link IllegalStateException}.
 */
public final class DurableStore implements StateStore {

    /** Room outside the heap for what is read often. */
    private static final long CACHE = 64L << 20;

    private static final long WRITE_BUFFER = 32L << 20;
    private static final int BLOOM_BITS = 10;

    private static final int HASH = 16;
    private static final int IDS_AT_ONCE = 1_000;

    /** Of more customers at a time, all files are written anew. */
    private static final int FEW = 100;

    private static final byte NOTE = 'N';
    private static final byte ID = 'I';
    private static final byte SNAPSHOT = 'S';
    private static final byte EVENT = 'E';
    private static final byte[] NOTE_KEY = {NOTE};

    /** There while files hold data that was deleted. */
    private static final byte[] ERASE_KEY = {'X'};

    private final Path folder;
    private final LRUCache cache;
    private final BloomFilter bloom;
    private final Options options;
    private final WriteOptions writes;
    private final ReadOptions reads;
    private final RocksDB db;
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();
    private boolean closed;

    /** Whose data files may still hold. Guarded by itself. */
    private final List<byte[]> removed = new ArrayList<>();

    private DurableStore(Path folder, boolean forced) throws RocksDBException {
        this.folder = folder;
        this.cache = new LRUCache(CACHE);
        this.bloom = new BloomFilter(BLOOM_BITS);
        this.options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(WRITE_BUFFER)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setKeepLogFileNum(2)
                .setMaxOpenFiles(256)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
        this.writes = new WriteOptions().setSync(forced);
        this.reads = new ReadOptions();
        try {
            this.db = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            closeAll();
            throw e;
        }
    }

    /**
     * The store of a folder, which is made if it does not exist.
     *
     * @throws StoreException if the folder cannot be used, is in use by another process, or the library is missing
     */
    public static DurableStore open(Path folder) {
        return open(folder, false);
    }

    /**
     * The same with a choice of what an event survives.
     *
     * @param forced true to wait until the disk has an event, so that it survives a loss of power too; some
     *     milliseconds an event
     */
    public static DurableStore open(Path folder, boolean forced) {
        try {
            Files.createDirectories(folder);
            RocksDB.loadLibrary();
            DurableStore store = new DurableStore(folder, forced);
            if (store.get(ERASE_KEY) != null) {
                store.erase();
            }
            return store;
        } catch (IOException e) {
            throw new StoreException(
                    "the folder of states '" + folder + "' cannot be made; name another one, or mend its rights", e);
        } catch (RocksDBException e) {
            boolean locked = String.valueOf(e.getMessage()).contains("lock");
            throw new StoreException(
                    locked
                            ? "the folder of states '" + folder
                                    + "' is in use by another process; stop that one, or name" + " another folder"
                            : "the folder of states '" + folder + "' cannot be opened: " + e.getMessage()
                                    + "; restore it from a copy, or name an empty folder and replay the log",
                    e);
        } catch (NoClassDefFoundError | UnsatisfiedLinkError e) {
            throw new StoreException("durable states need RocksDB; add org.rocksdb:rocksdbjni to the class path", e);
        }
    }

    /** What is done with the open database. */
    private interface Use {
        void run() throws RocksDBException;
    }

    /** RocksDB must not be closed while anybody uses it: its memory is not that of the heap. */
    private void use(Use use, boolean isWrite) {
        inUse.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store of states in " + folder + " is closed");
            }
            use.run();
        } catch (RocksDBException e) {
            throw isWrite ? unwritable(e) : unreadable(e);
        } finally {
            inUse.readLock().unlock();
        }
    }

    @Override
    public @Nullable String note() {
        byte[] note = get(NOTE_KEY);
        return note == null ? null : new String(note, StandardCharsets.UTF_8);
    }

    @Override
    public void note(String text) {
        write(batch -> batch.put(NOTE_KEY, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Saved load(String customer) {
        byte[] hash = hash(customer);
        byte[] stored = get(key(SNAPSHOT, hash));
        if (stored == null) {
            return new Saved(0, null, eventsFrom(hash, 0));
        }
        long covered = ByteBuffer.wrap(stored).getLong();
        return new Saved(covered, Arrays.copyOfRange(stored, Long.BYTES, stored.length), eventsFrom(hash, covered));
    }

    @Override
    public void append(String customer, long number, byte[] event) {
        byte[] hash = hash(customer);
        write(batch -> {
            if (number == 0) {
                batch.put(key(ID, hash), customer.getBytes(StandardCharsets.UTF_8));
            }
            batch.put(eventKey(hash, number), event);
        });
    }

    @Override
    public void replace(String customer, long covered, byte[] snapshot, boolean keepEvents) {
        byte[] hash = hash(customer);
        byte[] stored = ByteBuffer.allocate(Long.BYTES + snapshot.length)
                .putLong(covered)
                .put(snapshot)
                .array();
        write(batch -> {
            batch.put(key(ID, hash), customer.getBytes(StandardCharsets.UTF_8));
            batch.put(key(SNAPSHOT, hash), stored);
            if (!keepEvents) {
                deleteEvents(hash, batch);
            }
        });
    }

    @Override
    public List<byte[]> events(String customer) {
        return eventsFrom(hash(customer), 0);
    }

    @Override
    public boolean remove(String customer) {
        byte[] hash = hash(customer);
        if (get(key(ID, hash)) == null) {
            return false;
        }
        synchronized (removed) {
            write(batch -> {
                batch.delete(key(ID, hash));
                batch.delete(key(SNAPSHOT, hash));
                deleteEvents(hash, batch);
                // So that a crash before the files are written anew is made good when the store is next opened.
                batch.put(ERASE_KEY, ERASE_KEY);
            });
            removed.add(hash);
        }
        return true;
    }

    /** Writes the files that hold deleted data anew: it stays in them until then. */
    @Override
    public void erase() {
        List<byte[]> hashes;
        synchronized (removed) {
            hashes = List.copyOf(removed);
        }
        compact(hashes);
        synchronized (removed) {
            removed.removeAll(hashes); // the same arrays
            if (removed.isEmpty()) {
                write(batch -> batch.delete(ERASE_KEY));
            }
        }
    }

    /** @param hashes of those whose data was deleted; many of them, or none, stand for all files */
    private void compact(List<byte[]> hashes) {
        use(
                () -> {
                    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true);
                            CompactRangeOptions options = new CompactRangeOptions()
                                    .setBottommostLevelCompaction(
                                            CompactRangeOptions.BottommostLevelCompaction.kForce)) {
                        db.flush(flush);
                        if (hashes.isEmpty() || hashes.size() > FEW) {
                            db.compactRange(null, new byte[0], new byte[] {Byte.MAX_VALUE}, options);
                            return;
                        }
                        for (byte[] hash : hashes) {
                            for (byte kind : new byte[] {ID, SNAPSHOT}) {
                                db.compactRange(null, key(kind, hash), end(key(kind, hash)), options);
                            }
                            db.compactRange(null, eventKey(hash, 0), eventKey(hash, Long.MAX_VALUE), options);
                        }
                    }
                },
                true);
    }

    @Override
    public void customers(Consumer<String> consumer) {
        byte[] from = {ID};
        List<byte[]> ids = new ArrayList<>();
        // The consumer is called while the database is not in use, so that it may wait for whom it likes.
        while (from.length > 0) {
            from = nextIds(from, ids);
            ids.forEach(id -> consumer.accept(new String(id, StandardCharsets.UTF_8)));
        }
    }

    /**
     * Some ids in the order of their keys.
     *
     * @param ids is filled with them
     * @return the key to go on from; empty at the end
     */
    private byte[] nextIds(byte[] from, List<byte[]> ids) {
        ids.clear();
        byte[][] next = {{}};
        use(
                () -> {
                    try (RocksIterator it = db.newIterator(reads)) {
                        for (it.seek(from); it.isValid() && it.key()[0] == ID; it.next()) {
                            if (ids.size() == IDS_AT_ONCE) {
                                next[0] = it.key();
                                break;
                            }
                            ids.add(it.value());
                        }
                        it.status();
                    }
                },
                false);
        return next[0];
    }

    @Override
    public long bytes() {
        long[] bytes = {0};
        use(
                () -> bytes[0] = db.getLongProperty("rocksdb.live-sst-files-size")
                        + db.getLongProperty("rocksdb.cur-size-all-mem-tables"),
                false);
        return bytes[0];
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                db.close();
                closeAll();
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private void closeAll() {
        writes.close();
        reads.close();
        options.close();
        cache.close();
        bloom.close();
    }

    /** Several writes that are seen together or not at all. */
    private interface Batch {
        void fill(WriteBatch batch) throws RocksDBException;
    }

    private void write(Batch changes) {
        use(
                () -> {
                    try (WriteBatch batch = new WriteBatch()) {
                        changes.fill(batch);
                        db.write(writes, batch);
                    }
                },
                true);
    }

    /** Takes one entry. */
    private interface Entry {
        void take(RocksIterator it) throws RocksDBException;
    }

    private void eachEvent(byte[] hash, long from, Entry entry) throws RocksDBException {
        try (Slice upper = new Slice(eventKey(hash, Long.MAX_VALUE));
                ReadOptions options = new ReadOptions().setIterateUpperBound(upper);
                RocksIterator it = db.newIterator(options)) {
            for (it.seek(eventKey(hash, from)); it.isValid(); it.next()) {
                entry.take(it);
            }
            it.status();
        }
    }

    /** One by one: many deleted ranges would make each reading slow. */
    private void deleteEvents(byte[] hash, WriteBatch batch) throws RocksDBException {
        eachEvent(hash, 0, it -> batch.delete(it.key()));
    }

    private List<byte[]> eventsFrom(byte[] hash, long number) {
        List<byte[]> events = new ArrayList<>();
        use(() -> eachEvent(hash, number, it -> events.add(it.value())), false);
        return events;
    }

    private byte @Nullable [] get(byte[] key) {
        byte @Nullable [][] found = {null};
        use(() -> found[0] = db.get(reads, key), false);
        return found[0];
    }

    // Keys hold a hash of the customer's id. They have one length, and what RocksDB notes of its files for itself, the
    // first and the last key of each, says nothing of a customer who was removed.

    private static byte[] hash(String customer) {
        byte[] hash =
                Hashing.sha256().hashString(customer, StandardCharsets.UTF_8).asBytes();
        return Arrays.copyOf(hash, HASH);
    }

    private static byte[] key(byte kind, byte[] hash) {
        return ByteBuffer.allocate(1 + HASH).put(kind).put(hash).array();
    }

    private static byte[] eventKey(byte[] hash, long number) {
        return ByteBuffer.allocate(1 + HASH + Long.BYTES)
                .put(EVENT)
                .put(hash)
                .putLong(number)
                .array();
    }

    private static byte[] end(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private StoreException unwritable(RocksDBException e) {
        return new StoreException(
                "the store of states in " + folder + " cannot write: " + e.getMessage()
                        + "; make room on its disk, then send again what was not acknowledged",
                e);
    }

    private StoreException unreadable(RocksDBException e) {
        return new StoreException(
                "the store of states in " + folder + " cannot be read: " + e.getMessage()
                        + "; restore it from a copy, or name an empty folder and replay the log",
                e);
    }
}
