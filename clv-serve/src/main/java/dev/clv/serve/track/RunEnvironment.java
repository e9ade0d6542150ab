package dev.clv.serve.track;

import static java.util.Objects.requireNonNull;

import dev.clv.LibraryVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a training ran. Immutable.
 *
 * @param library the version of this library
 * @param java the version of the Java runtime, such as {@code 17.0.12+7}
 * @param vm its name and vendor
 * @param system the operating system and its version
 * @param architecture of the processor, such as {@code amd64}
 * @param processors how many the runtime sees
 * @param maxMemory the largest heap, in bytes
 */
public record RunEnvironment(
        String library, String java, String vm, String system, String architecture, int processors, long maxMemory) {

    /** Checks that nothing is missing. */
    public RunEnvironment {
        requireNonNull(library, "library");
        requireNonNull(java, "java");
        requireNonNull(vm, "vm");
        requireNonNull(system, "system");
        requireNonNull(architecture, "architecture");
    }

    /** That of this process. */
    public static RunEnvironment current() {
        return new RunEnvironment(
                LibraryVersion.current(),
                Runtime.version().toString(),
                System.getProperty("java.vm.name", "") + ", " + System.getProperty("java.vm.vendor", ""),
                System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", ""),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
    }

    /** All of it by name, as texts. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("library", library);
        words.put("java", java);
        words.put("vm", vm);
        words.put("system", system);
        words.put("architecture", architecture);
        words.put("processors", String.valueOf(processors));
        words.put("max_memory", String.valueOf(maxMemory));
        return words;
    }

    static RunEnvironment of(Map<String, String> words) {
        return new RunEnvironment(
                words.getOrDefault("library", ""),
                words.getOrDefault("java", ""),
                words.getOrDefault("vm", ""),
                words.getOrDefault("system", ""),
                words.getOrDefault("architecture", ""),
                Integer.parseInt(words.getOrDefault("processors", "0")),
                Long.parseLong(words.getOrDefault("max_memory", "0")));
    }
}
