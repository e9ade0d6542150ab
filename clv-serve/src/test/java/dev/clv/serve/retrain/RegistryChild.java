package dev.clv.serve.retrain;

import java.io.IOException;
import java.nio.file.Path;

/** Changes a registry until it is killed, and prints the number of each change once it is made. */
final class RegistryChild {

    private RegistryChild() {}

    public static void main(String[] arguments) throws IOException {
        ModelRegistry registry = SmallVersions.open(Path.of(arguments[0]), new Disk());
        while (true) {
            try (RegistryWriter writer = registry.write()) {
                RetrainingDecision decision =
                        registry.history().size() % 3 == 0 ? RetrainingDecision.KEPT : RetrainingDecision.PROMOTED;
                SmallVersions.add(writer, decision);
                if (registry.history().size() % 7 == 0) {
                    writer.rollBack(SmallVersions.AT, "The new one was bad.");
                }
                System.out.println(registry.history().size());
            }
        }
    }
}
