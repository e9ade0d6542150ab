package dev.clv.examples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The arguments of a training as they are kept in its record: those that decide the model, with whole paths. */
final class RunArguments {

    /** What a training writes, and how much it tells; each takes a value. */
    private static final Set<String> OUTPUTS = Set.of("--out", "--run", "--scores", "--at", "--quality-json");

    /** The same without a value. */
    private static final Set<String> TOLD = Set.of("--quality");

    private RunArguments() {}

    /**
     * The arguments of a training without those that only decide where its results go.
     *
     * @param given with the command's name first
     * @param files that are read, as they were given
     */
    static List<String> of(List<String> given, List<Path> files) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String argument = given.get(i);
            String option = argument.replaceFirst("=.*", "");
            if (OUTPUTS.contains(option)) {
                i += option.equals(argument) ? 1 : 0;
            } else if (!TOLD.contains(argument)) {
                kept.add(whole(argument, files));
            }
        }
        return List.copyOf(kept);
    }

    private static String whole(String argument, List<Path> files) {
        int value = argument.startsWith("--") ? argument.indexOf('=') + 1 : 0;
        String path = argument.substring(value);
        boolean isRead = !path.isEmpty() && files.contains(Path.of(path));
        return isRead
                ? argument.substring(0, value) + Path.of(path).toAbsolutePath().normalize()
                : argument;
    }
}
