package dev.clv.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Copies of sections with some entries changed, for tests of what reads them. */
public final class SectionEdits {

    private SectionEdits() {}

    /** Where all entries are, inner ones by their sections' keys and places in lists: {@code a/b}, {@code list/0/x}. */
    public static List<String> paths(Section section) {
        List<String> paths = new ArrayList<>();
        section.entries().forEach((key, value) -> {
            paths.add(key);
            if (value instanceof Section inner) {
                paths(inner).forEach(path -> paths.add(key + "/" + path));
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof Section inner) {
                        String at = key + "/" + i + "/";
                        paths(inner).forEach(path -> paths.add(at + path));
                    }
                }
            }
        });
        return paths;
    }

    /** A copy; an edit of {@link Void#TYPE} leaves the entry out. */
    public static Section edited(Section section, Map<String, Object> edits) {
        Section copy = Section.root();
        copyInto(copy, section, "", edits);
        return copy;
    }

    private static void copyInto(Section copy, Section section, String prefix, Map<String, Object> edits) {
        section.entries().forEach((key, value) -> {
            Object edit = edits.get(prefix + key);
            if (edit != null) {
                if (edit != Void.TYPE) {
                    copy.add(key, edit);
                }
            } else {
                copy.add(key, copied(copy, value, key, prefix + key + "/", edits));
            }
        });
    }

    private static Object copied(Section parent, Object value, String key, String prefix, Map<String, Object> edits) {
        if (value instanceof Section inner) {
            Section copy = parent.inner(key);
            copyInto(copy, inner, prefix, edits);
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copies = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                copies.add(copied(parent, list.get(i), key + "/" + i, prefix + i + "/", edits));
            }
            return List.copyOf(copies);
        }
        return value;
    }

    /** Nothing, other forms, and impossible or changed values for an entry. */
    public static List<Object> otherValues(Section section, String path, SplittableRandom random) {
        Object value = find(section, path);
        List<Object> others = new ArrayList<>(List.of(Void.TYPE, "word", 7L, List.of()));
        if (value instanceof double[] numbers) {
            others.add(new double[0]);
            others.add(Arrays.copyOf(numbers, numbers.length + 1));
            if (numbers.length > 0) {
                for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -1e300, 0.5}) {
                    double[] changed = numbers.clone();
                    changed[random.nextInt(numbers.length)] = bad;
                    others.add(changed);
                }
            }
        } else if (value instanceof Long) {
            others.addAll(List.of(-1L, 0L, Long.MAX_VALUE));
        } else if (value instanceof String) {
            others.add("");
        }
        return others;
    }

    private static Object find(Section section, String path) {
        Section at = section;
        String rest = path;
        while (true) {
            Object found = null;
            String key = "";
            for (String candidate : at.keys()) {
                if ((rest.equals(candidate) || rest.startsWith(candidate + "/"))
                        && candidate.length() >= key.length()) {
                    found = at.entries().get(candidate);
                    key = candidate;
                }
            }
            if (rest.equals(key)) {
                return found;
            }
            rest = rest.substring(key.length() + 1);
            if (found instanceof List<?> list) {
                int slash = rest.indexOf('/');
                at = (Section) list.get(Integer.parseInt(rest.substring(0, slash)));
                rest = rest.substring(slash + 1);
            } else {
                at = (Section) found;
            }
        }
    }

    /** Where the networks of a model are, behind what may be around them. */
    public static String networks(Section model) throws ModelFormatException {
        String path = "regressor";
        Section at = model.section("regressor");
        while (!at.has("members")) {
            String key = at.has("networks") ? "networks" : "regressor";
            path += "/" + key;
            at = at.section(key);
        }
        return path;
    }
}
