package dev.clv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, which the build writes into a resource. */
public final class LibraryVersion {

    private static final String RESOURCE = "version.properties";
    private static final String CURRENT = read();

    private LibraryVersion() {}

    /** The version, such as {@code 1.2.0}; {@code unknown} if the build wrote none. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream in = LibraryVersion.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
