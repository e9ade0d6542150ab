package dev.clv.decide.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Lists that need no learning and are hard to beat: what sells, what sells now, and what the customer bought before,
 * most recently, most often or both, with the popularity of 30 days as a share of the highest added, followed by what
 * sells now.
 */
final class SimpleLists {

    private static final double OWN_FIRST = 1e6;

    private final Snapshot shop;
    private final boolean newOnly;
    private final Decay decay = new Decay(240);
    private final int[] ever;
    private final int[] week;
    private final int[] month;
    private final double mostOfMonth;

    SimpleLists(Snapshot shop, boolean newOnly) {
        this.shop = shop;
        this.newOnly = newOnly;
        ever = shop.buyersWithin(1, Integer.MAX_VALUE);
        week = shop.buyersWithin(1, 7);
        month = shop.buyersWithin(1, 30);
        mostOfMonth = Arrays.stream(month).max().orElse(0);
    }

    /** The first products of each kind of list for a customer. */
    Map<String, List<String>> of(int customer, int most) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        lists.put("popular", list(customer, most, j -> ever[j]));
        lists.put("popular_7_days", list(customer, most, j -> week[j]));
        lists.put("popular_30_days", list(customer, most, j -> month[j]));
        if (!newOnly) {
            lists.put("again_recent", again(customer, most, p -> OWN_FIRST - shop.age(p) + shop.days(p) / 1e3));
            lists.put("again_frequent", again(customer, most, p -> OWN_FIRST + 1000.0 * shop.days(p) - shop.age(p)));
            lists.put("again_decayed", again(customer, most, p -> OWN_FIRST + shop.habit(p, decay)));
        }
        return lists;
    }

    private List<String> again(int customer, int most, IntToDoubleFunction ofPair) {
        double[] own = new double[shop.products()];
        for (int p = shop.pairsFrom(customer); p < shop.pairsTo(customer); p++) {
            own[shop.product(p)] = ofPair.applyAsDouble(p);
        }
        return list(customer, most, j -> own[j] + month[j] / (mostOfMonth + 1));
    }

    /** Of equal scores the product that more customers bought. */
    private List<String> list(int customer, int most, IntToDoubleFunction ofProduct) {
        boolean[] left = new boolean[shop.products()];
        for (int p = shop.pairsFrom(customer); newOnly && p < shop.pairsTo(customer); p++) {
            left[shop.product(p)] = true;
        }
        Best best = new Best(Math.min(most, left.length));
        for (int j = 0; j < left.length; j++) {
            if (!left[j] && ever[j] > 0) {
                best.offer(j, ofProduct.applyAsDouble(j) + ever[j] / 1e9);
            }
        }
        List<String> list = new ArrayList<>();
        for (int j : best.take().items()) {
            list.add(shop.shop().products().get(j));
        }
        return list;
    }
}
