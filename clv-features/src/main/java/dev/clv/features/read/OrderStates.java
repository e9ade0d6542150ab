package dev.clv.features.read;

import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Words of shop systems for the state of an order, in the languages of their exports. Case, a {@code wc-} in front and
 * the sign between two words do not matter.
 */
final class OrderStates {

    /** The order came about, and nothing was paid back. */
    private static final Set<String> BOUGHT =
            Set.of(("paid,complete,completed,processing,processed,shipped,partially shipped,dispatched,sent,delivered,"
                            + "fulfilled,partially fulfilled,succeeded,success,successful,captured,settled,done,"
                            + "finished,invoiced,approved,received,ok,"
                            + "sale,sales,order,purchase,purchased,buy,bought,sold,charge,charged,payment,"
                            + "bezahlt,abgeschlossen,in bearbeitung,versendet,versandt,geliefert,zugestellt,erledigt,"
                            + "fertiggestellt,fertig,pay\u00e9,pay\u00e9e,termin\u00e9,termin\u00e9e,en cours,"
                            + "exp\u00e9di\u00e9,exp\u00e9di\u00e9e,livr\u00e9,livr\u00e9e,pagado,pagada,completado,"
                            + "completada,procesando,enviado,enviada,entregado,entregada,pagato,completato,"
                            + "in lavorazione,spedito,consegnato,pago,paga,conclu\u00eddo,conclu\u00edda,processando,"
                            + "entregue,op\u0142acone,zrealizowane,w trakcie realizacji,wys\u0142ane,dostarczone,"
                            + "betaald,voltooid,afgerond,verzonden,geleverd,betalt,fullf\u00f8rt,levert,betald,"
                            + "levererad,skickad,"
                            + "\u5df2\u5b8c\u6210,\u5df2\u4ed8\u6b3e,\u5df2\u652f\u4ed8,\u5df2\u53d1\u8d27,"
                            + "\u5df2\u7b7e\u6536,\u4ea4\u6613\u6210\u529f")
                    .split(","));

    /** The money was paid back, in whole or in part, or is disputed. */
    private static final Set<String> PAID_BACK = Set.of(
            ("refunded,refund,fully refunded,partially refunded,partial refund,partly refunded,refunded partially,"
                            + "charged back,chargeback,disputed,reversed,returned,"
                            + "erstattet,r\u00fcckerstattet,teilweise erstattet,zur\u00fcckerstattet,"
                            + "rembours\u00e9,rembours\u00e9e,reembolsado,reembolsada,rimborsato,rimborsata,"
                            + "terugbetaald,zwr\u00f3cone,zwr\u00f3cono,refundert,\u00e5terbetald,"
                            + "\u5df2\u9000\u6b3e,\u9000\u6b3e\u6210\u529f")
                    .split(","));

    /** The order did not come about, or not yet. */
    private static final List<String> NOT_BOUGHT = List.of(
            "cancelled",
            "canceled",
            "pending",
            "failed",
            "voided",
            "expired",
            "unpaid",
            "declined",
            "rejected",
            "draft",
            "trash",
            "storniert",
            "offen",
            "annul\u00e9e",
            "cancelado",
            "cancelada",
            "annullato",
            "anulowane",
            "geannuleerd",
            "\u5df2\u53d6\u6d88");

    private OrderStates() {}

    static boolean isBought(String state) {
        return BOUGHT.contains(key(state));
    }

    static boolean isPaidBack(String state) {
        return PAID_BACK.contains(key(state));
    }

    private static String key(String state) {
        String words = Blank.trim(state).toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
        return words.startsWith("wc ") ? words.substring(3) : words;
    }

    /** Whether a test of values asks for one of these states rather than for a letter in front or for anything. */
    static boolean areAskedForBy(Predicate<Slice> test) {
        return Stream.concat(NOT_BOUGHT.stream(), PAID_BACK.stream())
                .flatMap(OrderStates::spellings)
                .anyMatch(state -> test.test(Slice.of(state))
                        && !test.test(Slice.of(state.substring(0, Math.min(2, state.length() - 1)) + "\u017c0")));
    }

    private static Stream<String> spellings(String state) {
        return Stream.of(
                state,
                state.toUpperCase(Locale.ROOT),
                state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1),
                "wc-" + state,
                state.replace(' ', '_'));
    }
}
