package dev.clv.features.event;

import static java.util.Objects.requireNonNull;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events as plain values and back: the kind's name, then its components in the order of its record. A new kind of event
 * needs nothing here.
 */
public final class EventBytes {

    private static final Map<String, Kind> KINDS = kinds();

    /**
     * A record of events.
     *
     * @param components in the order of the constructor
     */
    private record Kind(Constructor<?> constructor, RecordComponent[] components) {

        static Kind of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Kind(type.getDeclaredConstructor(types), components);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
            }
        }
    }

    private EventBytes() {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        for (Class<?> kind : CustomerEvent.class.getPermittedSubclasses()) {
            kinds.put(kind.getSimpleName(), Kind.of(kind));
        }
        return kinds;
    }

    /** Appends one event. */
    public static void write(CustomerEvent event, StateWriter out) {
        String name = event.getClass().getSimpleName();
        out.text(name);
        for (RecordComponent component : requireNonNull(KINDS.get(name)).components()) {
            write(component.getType(), value(event, component), out);
        }
    }

    private static @Nullable Object value(CustomerEvent event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read an event's " + component.getName(), e);
        }
    }

    private static void write(Class<?> type, @Nullable Object value, StateWriter out) {
        out.flag(value != null);
        if (value instanceof Instant time) {
            out.instant(time);
        } else if (value instanceof BigDecimal amount) {
            out.decimal(amount);
        } else if (value instanceof Double number) {
            out.number(number);
        } else if (value instanceof String text) {
            out.text(text);
        } else if (value != null) {
            throw new IllegalStateException("events have no components of type " + type);
        }
    }

    /**
     * Takes one event back.
     *
     * @throws IllegalArgumentException if none follows, or one that breaks the rules of its kind
     */
    public static CustomerEvent read(StateReader in) {
        return read(in, null);
    }

    /** @param time what to put into the event's one time instead of its own; null for its own */
    private static CustomerEvent read(StateReader in, @Nullable Instant time) {
        String name = in.text();
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("the snapshot has an event of kind '" + name + "', known are "
                    + KINDS.keySet() + "; fold the events again");
        }
        RecordComponent[] components = kind.components();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Class<?> type = components[i].getType();
            values[i] = in.flag() ? read(type, in) : null;
            if (time != null && type == Instant.class) {
                values[i] = time;
            }
        }
        try {
            return (CustomerEvent) kind.constructor().newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("the snapshot has a " + name + " that cannot be: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + name, e);
        }
    }

    /** The same event at another time. */
    public static CustomerEvent at(Instant time, CustomerEvent event) {
        StateWriter out = new StateWriter();
        write(event, out);
        StateReader in = new StateReader(out.toBytes());
        return read(in, time);
    }

    private static Object read(Class<?> type, StateReader in) {
        if (type == Instant.class) {
            return in.instant();
        } else if (type == BigDecimal.class) {
            return in.decimal();
        } else if (type == double.class) {
            return in.number();
        }
        return in.text();
    }
}
