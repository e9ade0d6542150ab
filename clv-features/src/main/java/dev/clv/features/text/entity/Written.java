package dev.clv.features.text.entity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms in which amounts, sizes and order numbers are written, in the form of
 * {@link dev.clv.features.internal.opinion.ReadableText}. Every part has a bounded length, so that time is linear.
 *
 * @param kind what has this form
 * @param pattern the form; its first group, if it has one that took part, is the entity, else all of it
 */
record Written(EntityKind kind, Pattern pattern) {

    private static final String NUMBER = "\\d{1,9}(?:[.,]\\d{1,3}){0,3}";
    private static final String BEFORE = "(?:us\\$|r\\$|hk\\$|nt\\$|c\\$|a\\$|[$€£¥₹]|rmb|usd|eur|gbp|brl|cny)";
    private static final String AFTER = "(?:元|块钱|块|人民币|美元|欧元|円|€|£|\\$|(?:usd|eur|gbp|brl|cny|rmb|dollars?|bucks|euros?"
            + "|pounds|quid|yuan|reais|real|cents|centavos)(?![\\p{L}\\d]))";
    private static final int MOST_BESIDE = 12;
    private static final String LETTERS = "(?:[2-6]?x{1,4}[ls]|[2-6]x|xs|s|m|l|p|g|gg|xg|pp|eg|egg)";

    static final List<Written> FORMS = List.of(
            form(
                    EntityKind.ORDER_NUMBER,
                    "(?:order|订单号|订单编号|订单|单号|pedido|tracking|rastreio|compra)(?: ?(?:number|num|no|nr|id|code|é|is|号|编号|número|numero|código|codigo|n[º°o]))?"
                            + "[ .:#是]{0,4}((?=[a-z0-9 ]{0,20}\\d{3})[a-z]{0,4}[ ]?\\d[a-z0-9]{3,23}(?: \\d{3,8}){0,3})(?![\\p{L}\\d])"),
            form(EntityKind.ORDER_NUMBER, "#[a-z]{0,4}(\\d{5,20})(?![\\p{L}\\d])"),
            form(EntityKind.ORDER_NUMBER, "(?<![\\p{L}\\d])(\\d{12,24})(?![\\p{L}\\d])"),
            form(EntityKind.AMOUNT, "(?<![\\p{L}])" + BEFORE + " ?" + NUMBER + "(?![\\d])"),
            form(EntityKind.AMOUNT, "(?<![\\p{IsLatin}\\d])(?<!\\d[.,])" + NUMBER + " ?" + AFTER),
            form(
                    EntityKind.SIZE,
                    "(?<![\\p{L}\\d])(?:size|tamanho|tam|número|numero|numeração|numeracao|manequim)[ .:]{1,2}(?:"
                            + LETTERS + "|\\d{1,2}(?:[.,]5)?|small|medium|large|petite|único|unico)(?![\\p{L}\\d])"),
            form(EntityKind.SIZE, "(?<![\\p{IsLatin}\\d])(?:" + LETTERS + "|\\d{2,3}(?:\\.5)?) ?[码号](?!数|线)"),
            form(EntityKind.SIZE, "(?:尺码|码数|尺寸)[是:为选 ]{0,2}(?:" + LETTERS + "|\\d{2,3}(?:\\.5)?)(?![\\p{IsLatin}\\d])"),
            form(EntityKind.SIZE, "(?<![\\p{L}\\d])(?:eu|eur|uk|us|br) ?\\d{1,2}(?:\\.5)?(?![\\p{L}\\d.,])"),
            form(EntityKind.SIZE, "(?<![\\p{L}\\d'&])(?:[2-6]xl|x{1,4}l|xs|xxs|gg|xgg)(?![\\p{L}\\d&])"));

    private static Written form(EntityKind kind, String pattern) {
        return new Written(kind, Pattern.compile(pattern));
    }

    /** Whether the number at a place, such as the name "501", is part of an amount of money. */
    static boolean isAmount(String form, int from, int to) {
        String near = form.substring(Math.max(0, from - MOST_BESIDE), Math.min(form.length(), to + MOST_BESIDE));
        int start = Math.min(from, MOST_BESIDE);
        for (Written written : FORMS) {
            if (written.kind == EntityKind.AMOUNT) {
                Matcher matcher = written.pattern.matcher(near);
                while (matcher.find()) {
                    if (matcher.start() < start + to - from && matcher.end() > start) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    static int start(Matcher matcher) {
        return matcher.groupCount() > 0 && matcher.start(1) >= 0 ? matcher.start(1) : matcher.start();
    }

    static int end(Matcher matcher) {
        return matcher.groupCount() > 0 && matcher.end(1) >= 0 ? matcher.end(1) : matcher.end();
    }
}
