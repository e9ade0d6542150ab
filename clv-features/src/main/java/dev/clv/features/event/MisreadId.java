package dev.clv.features.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What an id was before a file was read in another encoding than it was written in, or written for an address or a
 * page.
 */
final class MisreadId {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** Signs and what is not ASCII: addresses escape neither letters nor digits. */
    private static final Pattern ESCAPE =
            Pattern.compile("%(2[0-9A-Fa-f]|3[A-Fa-f]|40|5[B-Fb-f]|60|7[B-Eb-e]|[89A-Fa-f][0-9A-Fa-f])");

    private MisreadId() {}

    /** The id as it was; itself if nothing shows that it was misread. */
    static String restored(String id) {
        String restored = id;
        if (id.indexOf('&') >= 0) {
            restored = restored.replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&#x27;", "'")
                    .replace("&amp;", "&");
        }
        if (id.indexOf('%') >= 0 && ESCAPE.matcher(id).find()) {
            restored = decoded(unescaped(restored), restored);
        }
        return restored.chars().anyMatch(c -> c > 127) ? decoded(bytes(restored), restored) : restored;
    }

    private static byte[] unescaped(String id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from = 0;
        while (from < id.length()) {
            if (id.charAt(from) == '%'
                    && ESCAPE.matcher(id).region(from, id.length()).lookingAt()) {
                bytes.write(Integer.parseInt(id, from + 1, from + 3, 16));
                from += 3;
            } else {
                int to = id.offsetByCodePoints(from, 1);
                bytes.writeBytes(id.substring(from, to).getBytes(StandardCharsets.UTF_8));
                from = to;
            }
        }
        return bytes.toByteArray();
    }

    /** The bytes of which a wrong encoding made the id; none if that is not how it came about. */
    private static byte[] bytes(String id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < 256) {
                bytes.write(c);
            } else {
                byte[] some = String.valueOf(c).getBytes(WINDOWS);
                if (some.length != 1 || some[0] == '?') {
                    return new byte[0];
                }
                bytes.write(some[0]);
            }
        }
        return bytes.toByteArray();
    }

    private static String decoded(byte[] bytes, String otherwise) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.isEmpty() ? otherwise : text;
        } catch (CharacterCodingException e) {
            return otherwise;
        }
    }
}
