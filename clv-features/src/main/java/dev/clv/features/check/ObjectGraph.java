package dev.clv.features.check;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through an object's fields, what lambdas captured, collections, maps and arrays for events, histories and logs.
 * What a module does not open to this one stays unseen.
 */
final class ObjectGraph {

    private static final int MOST_OBJECTS = 100_000;

    /** An object, and how it was reached, for the message. */
    private record Found(Object object, String path) {}

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Found> open = new ArrayDeque<>();

    private final Class<?> root;

    private ObjectGraph(Class<?> root) {
        this.root = root;
    }

    /**
     * How events are reached from {@code root}, such as {@code MyExtractor.log: an EventLog}; empty if they are not.
     */
    static Optional<String> holder(Object root) {
        ObjectGraph graph = new ObjectGraph(root.getClass());
        graph.visit(root, root.getClass().getSimpleName());
        while (!graph.open.isEmpty() && graph.seen.size() < MOST_OBJECTS) {
            Found found = graph.open.remove();
            if (found.object instanceof EventLog
                    || found.object instanceof CustomerHistory
                    || found.object instanceof CustomerEvent) {
                return Optional.of(found.path + ": a " + found.object.getClass().getSimpleName());
            }
            graph.visitParts(found);
        }
        return Optional.empty();
    }

    private void visit(@Nullable Object object, String path) {
        if (object != null && !(object instanceof Class<?>) && seen.add(object)) {
            open.add(new Found(object, path));
        }
    }

    private void visitParts(Found found) {
        if (found.object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visit(key, found.path + " (a key)");
                visit(value, found.path + " (a value)");
            });
        } else if (found.object instanceof Collection<?> elements) {
            elements.forEach(element -> visit(element, found.path + " (an element)"));
        } else if (found.object instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                visit(array[i], found.path + " (an element)");
            }
        }
        for (Class<?> type = found.object.getClass();
                type != null && type != Object.class;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (isLookedAt(field)) {
                    visit(value(field, found.object), found.path + "." + field.getName());
                }
            }
        }
    }

    /**
     * Statics are looked at in the classes of the root only, and the instance that an inner class was made in is not,
     * as that is often a test with histories of its own.
     */
    private boolean isLookedAt(Field field) {
        return !field.getType().isPrimitive()
                && !(field.isSynthetic() && field.getName().startsWith("this$"))
                && (!Modifier.isStatic(field.getModifiers())
                        || field.getDeclaringClass().isAssignableFrom(root));
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (InaccessibleObjectException | IllegalAccessException | SecurityException unseen) {
            return null;
        }
    }
}
