package dev.clv.features.event;

import com.google.common.hash.Hashing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of events with ids in a temporary file, in parts by the hash of the id: so all rows of one id are in one part,
 * in the order in which they came. Not thread-safe.
 */
final class StoredRows {

    private static final int PARTS = 128;
    private static final int BUFFER = 1 << 14;

    private final SpillFile file;
    private final SpillFile.@Nullable Output[] parts = new SpillFile.@Nullable Output[PARTS];
    private final TextCache texts = new TextCache();

    StoredRows(SpillFile file) {
        this.file = file;
    }

    /** Adds the event of a row, which has an id and keeps the rules of rows; attributes are no part of it. */
    void add(EventRow row) {
        String id = Objects.requireNonNull(row.eventId).toString();
        int part = Hashing.murmur3_128().hashUnencodedChars(id).asInt() & PARTS - 1;
        SpillFile.Output out = parts[part];
        if (out == null) {
            out = file.output(BUFFER);
            parts[part] = out;
        }
        EventKind kind = Objects.requireNonNull(row.kind);
        out.octet(kind.ordinal());
        texts.write(id, out);
        write(row.customer, out);
        out.whole(row.time);
        out.whole(row.line);
        List<EventField> fields = kind.fields();
        for (int f = 0; f < fields.size(); f++) {
            EventField field = fields.get(f);
            if (field.column.holdsText()) {
                write(row.text(field), out);
            } else if (field.column == EventField.Column.NUMBER) {
                out.number(row.number(field));
            } else {
                out.whole(row.unscaled);
                out.octet(row.scale);
                write(row.currency, out);
            }
        }
        if (kind == EventKind.PURCHASE) {
            out.whole(row.refundUnscaled);
            out.octet(row.refundScale);
            out.whole(row.refundTime);
        }
    }

    private void write(@Nullable CharSequence text, SpillFile.Output out) {
        texts.write(text == null ? null : text.toString(), out);
    }

    /** How many parts there are. */
    int parts() {
        return PARTS;
    }

    /** Records the rows of a part, of which none can be added any more. */
    void record(int part, EventRecorder recorder) {
        SpillFile.Output out = parts[part];
        if (out == null) {
            return;
        }
        parts[part] = null;
        SpillFile.Input in = file.input(out.finish(), BUFFER);
        EventRow row = new EventRow();
        while (!in.atEnd()) {
            read(in, row.clear());
            recorder.append(row);
        }
    }

    private void read(SpillFile.Input in, EventRow row) {
        EventKind kind = EventKind.values()[in.octet()];
        row.kind(kind)
                .eventId(texts.read(in))
                .customer(texts.read(in))
                .time(in.whole())
                .line(in.whole());
        List<EventField> fields = kind.fields();
        for (int f = 0; f < fields.size(); f++) {
            EventField field = fields.get(f);
            if (field.column.holdsText()) {
                row.text(field, texts.read(in));
            } else if (field.column == EventField.Column.NUMBER) {
                row.number(field, in.number());
            } else {
                row.amount(in.whole(), in.octet()).currency(texts.read(in));
            }
        }
        if (kind == EventKind.PURCHASE) {
            row.refunded(in.whole(), in.octet(), in.whole());
        }
    }
}
