package dev.clv.serve.live;

import dev.clv.explain.json.JsonObject;
import java.time.ZoneId;

/**
 * What holds for all states of a store.
 *
 * @param zone whose calendar days count
 * @param features the features of the model that opened it last
 * @param keepsEvents whether every event is kept beside the snapshots, from the first one on
 * @param replaying whether a log is being replayed into it
 */
record StoreNote(String zone, String features, boolean keepsEvents, boolean replaying) {

    private static final String KIND = "clv-live-states";
    private static final int VERSION = 1;

    /**
     * Opens a store for states of these settings, and writes them down.
     *
     * @throws IllegalArgumentException if it holds others
     */
    static void open(StateStore store, ZoneId zone, String features, boolean keepEvents) {
        StoreNote wanted = new StoreNote(zone.getId(), features, keepEvents, false);
        String text = store.note();
        StoreNote found = text == null ? wanted : read(text);
        if (!found.zone.equals(wanted.zone)) {
            throw new IllegalArgumentException("the stored states count days in " + found.zone + ", not in "
                    + wanted.zone + "; set that zone, or name an empty store and replay the log");
        }
        if (found.replaying) {
            throw new IllegalArgumentException("a log was not wholly replayed into the store, so its customers lack"
                    + " events; name an empty store and replay the log");
        }
        if (!keepEvents && found.keepsEvents) {
            throw new IllegalArgumentException(
                    "the store keeps events, and would lack some from now on; set keepEvents,"
                            + " or name an empty store and replay the log");
        }
        if (keepEvents && !found.keepsEvents) {
            throw new IllegalArgumentException("the store holds states without their events, so it cannot keep all"
                    + " events from now on; leave keepEvents out, or name an empty store and replay the log");
        }
        if (!keepEvents && !found.features.equals(features)) {
            throw new UnfitStateException(found.features, features);
        }
        store.note(wanted.text());
    }

    static StoreNote read(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        return new StoreNote(
                json.text("zone"), json.text("features"), json.flag("keepsEvents"), json.flag("replaying"));
    }

    /** Says that a log is being replayed, or is no more. */
    static void replaying(StateStore store, boolean now) {
        String text = store.note();
        if (text != null) {
            StoreNote note = read(text);
            store.note(new StoreNote(note.zone, note.features, note.keepsEvents, now).text());
        }
    }

    String text() {
        return JsonObject.of(KIND, VERSION)
                .put("zone", zone)
                .put("features", features)
                .put("keepsEvents", keepsEvents)
                .put("replaying", replaying)
                .toString();
    }
}
