package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds ids that are digests of other ids of the log, as where a part of it has been made pseudonymous. */
final class HashedIds {

    private static final int FEWEST = 10;
    private static final Map<Integer, String> BY_LENGTH = Map.of(32, "MD5", 40, "SHA-1", 64, "SHA-256");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");

    private HashedIds() {}

    /** Remarks on such ids; false if there are none. */
    static boolean remark(Texts ids, DataQualityReport.Builder tally) {
        Set<String> digests = new HashSet<>();
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (BY_LENGTH.containsKey(id.length()) && DIGEST.matcher(id).matches()) {
                digests.add(id.toLowerCase(Locale.ROOT));
                lengths.add(id.length());
            }
        }
        if (digests.size() < FEWEST) {
            return false;
        }
        for (int length : lengths.stream().sorted().toList()) {
            String algorithm = BY_LENGTH.getOrDefault(length, "");
            int met = met(ids, digests, digest(algorithm));
            if (met >= FEWEST) {
                tally.count(new Reason(Effect.REMARKED, LogReasons.IDS_SPELLED_ANEW, sentence(algorithm)), met);
                return true;
            }
        }
        return false;
    }

    /** How many ids have a digest that is an id too, as they are or in small letters. */
    private static int met(Texts ids, Set<String> digests, MessageDigest digest) {
        int met = 0;
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (!digests.contains(id)) {
                boolean isThere = List.of(id, id.toLowerCase(Locale.ROOT)).stream()
                        .map(text -> HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8))))
                        .anyMatch(digests::contains);
                met += isThere ? 1 : 0;
            }
        }
        return met;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5, SHA-1 and SHA-256", e);
        }
    }

    private static String sentence(String algorithm) {
        return "customers are there under two ids, of which one is the " + algorithm + " of the other, and count as two"
                + " customers each, so that histories are split and values too low: write ids in one way";
    }
}
