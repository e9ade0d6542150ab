package dev.clv.features.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spellings of an e-mail address that reach the same mailbox. */
final class MailAddress {

    /** A name in front of the address in brackets (RFC 5322, 3.4). */
    private static final Pattern NAMED = Pattern.compile("[^<>]+<([^<>@]+@[^<>@]+)>");

    private static final Pattern ADDRESS = Pattern.compile("([^@+<>\"]+)(\\+[^@<>\"]*)?@([^@<>\"]+\\.[^@<>\"]+)");

    private static final String LINK = "mailto:";

    private MailAddress() {}

    /** The address without name, link and tag, and as Gmail knows it; an id that is no address as it is. */
    static String plain(String id) {
        if (id.indexOf('@') < 0) {
            return id;
        }
        Matcher named = NAMED.matcher(id);
        String address = named.matches() ? named.group(1) : id;
        if (address.regionMatches(true, 0, LINK, 0, LINK.length())) {
            address = address.substring(LINK.length());
        }
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return id;
        }
        String mailbox = parts.group(1);
        String domain = parts.group(3);
        boolean google = domain.equalsIgnoreCase("gmail.com") || domain.equalsIgnoreCase("googlemail.com");
        return google ? mailbox.replace(".", "") + "@gmail.com" : mailbox + '@' + domain;
    }
}
