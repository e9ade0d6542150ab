package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.SharedFold;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a customer put into the cart, and what became of it. A cart is what was put in on one day; a product of it was
 * bought if it was purchased on that day or within the 7 days after it, and the cart was left if none of its products
 * was. Cart adds of which no product is known are passed over, and where they are all of them, or no purchase names a
 * product, it is not {@linkplain #isKnown known} what became of carts. Bounded by the products. Not thread-safe.
 */
final class CartDays {

    static final SharedFold<CartDays> SHARED = new SharedFold<>() {
        @Override
        public String name() {
            return "cart-days";
        }

        @Override
        public Fold<CartDays> begin(CustomerContext customer) {
            return new CartFold(customer);
        }
    };

    /** How many days a product in the cart has to be bought. */
    static final int PATIENCE = 7;

    static final int RECENT = 30;
    private static final long NEVER = Long.MIN_VALUE;

    /** Carts that later events may change or that the last days may hold, and the first, as earlier events may. */
    private final TreeMap<Long, Map<String, Item>> carts = new TreeMap<>();

    private final Map<String, Bought> bought = new HashMap<>();

    /** Units of each product in carts that were left and are no longer among {@link #carts}. */
    private final Map<String, Item> left = new TreeMap<>();

    private long leftCarts;
    private long items;
    private long itemsBought;
    private long itemsSameDay;
    private long lastLeft = NEVER;
    private final Map<String, Item> lastLeftItems = new TreeMap<>();
    private long lastDay = NEVER;
    private boolean addsWithoutProduct;
    private boolean purchasesWithoutProduct;

    private CartDays() {}

    /** Whether products tell what became of carts, as they also do of no cart at all. */
    boolean isKnown() {
        return items() == 0 ? !addsWithoutProduct : !(bought.isEmpty() && purchasesWithoutProduct);
    }

    /**
     * A product in a cart.
     *
     * @param units how many
     * @param category of the product, of several the first in alphabetical order; null if none is known
     * @param bought whether it was purchased in time
     * @param sameDay whether it was purchased on the cart's day
     */
    record Item(BigDecimal units, @Nullable String category, boolean bought, boolean sameDay) {

        Item and(Item other) {
            String first = category == null || (other.category != null && other.category.compareTo(category) < 0)
                    ? other.category
                    : category;
            return new Item(units.add(other.units), first, bought || other.bought, sameDay || other.sameDay);
        }

        void snapshot(StateWriter out) {
            out.decimal(units).flag(bought).flag(sameDay).flag(category != null);
            if (category != null) {
                out.text(category);
            }
        }

        static Item read(StateReader in) {
            BigDecimal units = in.decimal();
            boolean bought = in.flag();
            boolean sameDay = in.flag();
            return new Item(units, in.flag() ? in.text() : null, bought, sameDay);
        }
    }

    /** The first and the last day on which a product was purchased. */
    private record Bought(long first, long last) {}

    /** Worth of some units of a product. */
    interface Price {

        /** @return the worth of a unit; NaN if not known */
        double of(String product, @Nullable String category);
    }

    /** Products in carts, each day anew. */
    long items() {
        return items + open(item -> true);
    }

    long itemsBought() {
        return itemsBought + open(Item::bought);
    }

    long itemsSameDay() {
        return itemsSameDay + open(Item::sameDay);
    }

    private long open(Predicate<Item> test) {
        return carts.values().stream()
                .flatMap(cart -> cart.values().stream())
                .filter(test)
                .count();
    }

    private static boolean isLeft(Map<String, Item> cart) {
        return cart.values().stream().noneMatch(Item::bought);
    }

    /** Carts of which nothing was bought. */
    long left() {
        return leftCarts + carts.values().stream().filter(CartDays::isLeft).count();
    }

    /** Those of the last 30 days. */
    long leftRecently(long asOf) {
        return carts.tailMap(asOf - RECENT, false).values().stream()
                .filter(CartDays::isLeft)
                .count();
    }

    /** The day of the last cart of which nothing was bought; NaN if there is none. */
    double lastLeft() {
        for (Map.Entry<Long, Map<String, Item>> cart : carts.descendingMap().entrySet()) {
            if (isLeft(cart.getValue()) && cart.getKey() > lastLeft) {
                return cart.getKey();
            }
        }
        return lastLeft == NEVER ? Double.NaN : lastLeft;
    }

    /** What that cart was worth; NaN if there is none, or the price of no product in it is known. */
    double lastLeftWorth(Price price) {
        double day = lastLeft();
        return Double.isNaN(day)
                ? Double.NaN
                : worth(List.of(day == lastLeft ? lastLeftItems : carts.getOrDefault((long) day, Map.of())), price);
    }

    /** What all carts of which nothing was bought were worth; 0 if there is none, NaN if no price is known. */
    double leftWorth(Price price) {
        List<Map<String, Item>> all = new ArrayList<>();
        all.add(left);
        carts.values().stream().filter(CartDays::isLeft).forEach(all::add);
        return all.stream().allMatch(Map::isEmpty) ? 0 : worth(all, price);
    }

    /** What was put in within the last 8 days and not bought since is worth; 0 if nothing, NaN if no price is known. */
    double openWorth(long asOf, Price price) {
        List<Map<String, Item>> open = new ArrayList<>();
        carts.tailMap(asOf - PATIENCE, true).values().forEach(cart -> {
            Map<String, Item> unbought = new TreeMap<>(cart);
            unbought.values().removeIf(Item::bought);
            open.add(unbought);
        });
        return open.stream().allMatch(Map::isEmpty) ? 0 : worth(open, price);
    }

    private static double worth(List<Map<String, Item>> parts, Price price) {
        Map<String, Item> all = new TreeMap<>();
        parts.forEach(part -> part.forEach((product, item) -> all.merge(product, item, Item::and)));
        double worth = 0;
        boolean known = false;
        for (Map.Entry<String, Item> entry : all.entrySet()) {
            double unit = price.of(entry.getKey(), entry.getValue().category());
            if (!Double.isNaN(unit)) {
                known = true;
                worth += unit * entry.getValue().units().doubleValue();
            }
        }
        return known ? worth : Double.NaN;
    }

    private void put(long day, String product, Item item) {
        Bought known = bought.get(product);
        boolean today = known != null && known.last == day;
        Item put = new Item(item.units, item.category, item.bought || today, item.sameDay || today);
        carts.computeIfAbsent(day, any -> new TreeMap<>()).merge(product, put, Item::and);
    }

    private void buy(long day, String product) {
        carts.subMap(day - PATIENCE, true, day, true)
                .forEach((since, cart) -> cart.computeIfPresent(
                        product,
                        (name, item) -> new Item(item.units, item.category, true, item.sameDay || since == day)));
        bought.merge(product, new Bought(day, day), (a, b) -> new Bought(a.first, b.last));
    }

    /** Adds up carts that no event can change any more. */
    private void settle(long day) {
        lastDay = Math.max(lastDay, day);
        while (carts.size() > 1) {
            Map.Entry<Long, Map<String, Item>> second = carts.higherEntry(carts.firstKey());
            if (second == null || second.getKey() >= lastDay - Math.max(RECENT, PATIENCE)) {
                return;
            }
            carts.remove(second.getKey());
            Map<String, Item> cart = second.getValue();
            items += cart.size();
            itemsBought += cart.values().stream().filter(Item::bought).count();
            itemsSameDay += cart.values().stream().filter(Item::sameDay).count();
            if (isLeft(cart)) {
                leftCarts++;
                cart.forEach((product, item) -> left.merge(product, item, Item::and));
                last(second.getKey(), cart);
            }
        }
    }

    private void last(long day, Map<String, Item> cart) {
        if (day > lastLeft) {
            lastLeft = day;
            lastLeftItems.clear();
            lastLeftItems.putAll(cart);
        }
    }

    private void add(CartDays later) {
        later.carts.forEach((day, cart) -> cart.forEach((product, item) -> put(day, product, item)));
        // Of a product that was bought later, the first time is the one that may still be in time for these carts.
        later.bought.forEach((product, days) -> {
            buy(days.first, product);
            bought.merge(product, days, (a, b) -> new Bought(a.first, b.last));
        });
        later.left.forEach((product, item) -> left.merge(product, item, Item::and));
        leftCarts += later.leftCarts;
        items += later.items;
        itemsBought += later.itemsBought;
        itemsSameDay += later.itemsSameDay;
        addsWithoutProduct |= later.addsWithoutProduct;
        purchasesWithoutProduct |= later.purchasesWithoutProduct;
        if (later.lastLeft != NEVER) {
            last(later.lastLeft, later.lastLeftItems);
        }
        if (later.lastDay != NEVER) {
            settle(later.lastDay);
        }
    }

    private static void write(Map<String, Item> items, StateWriter out) {
        out.whole(items.size());
        items.forEach((product, item) -> {
            out.text(product);
            item.snapshot(out);
        });
    }

    private static void read(StateReader in, Map<String, Item> items) {
        for (int i = in.count(6); i > 0; i--) {
            items.put(in.text(), Item.read(in));
        }
    }

    private static final class CartFold implements SharedFold.Fold<CartDays> {

        private final CustomerContext customer;
        private final CartDays carts = new CartDays();

        CartFold(CustomerContext customer) {
            this.customer = customer;
        }

        @Override
        public CartDays value() {
            return carts;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof CartAdd cart && cart.product() == null) {
                carts.addsWithoutProduct = true;
            } else if (event instanceof Purchase purchase && purchase.product() == null) {
                carts.purchasesWithoutProduct = true;
            } else if (event instanceof CartAdd cart && cart.product() != null) {
                long day = customer.day(cart.time());
                BigDecimal units = new BigDecimal(cart.quantity());
                carts.put(day, cart.product(), new Item(units, cart.category(), false, false));
                carts.settle(day);
            } else if (event instanceof Purchase purchase && purchase.product() != null) {
                long day = customer.day(purchase.time());
                carts.buy(day, purchase.product());
                carts.settle(day);
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(carts.carts.size());
            carts.carts.forEach((day, cart) -> {
                out.whole(day);
                CartDays.write(cart, out);
            });
            out.whole(carts.bought.size());
            new TreeMap<>(carts.bought)
                    .forEach((product, days) ->
                            out.text(product).whole(days.first).whole(days.last - days.first));
            CartDays.write(carts.left, out);
            CartDays.write(carts.lastLeftItems, out);
            out.whole(carts.leftCarts)
                    .whole(carts.items)
                    .whole(carts.itemsBought)
                    .whole(carts.itemsSameDay);
            out.whole(carts.lastLeft).whole(carts.lastDay);
            out.flag(carts.addsWithoutProduct).flag(carts.purchasesWithoutProduct);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            CartDays other = new CartDays();
            for (int i = later.count(2); i > 0; i--) {
                long day = later.whole();
                read(later, other.carts.computeIfAbsent(day, any -> new TreeMap<>()));
            }
            for (int i = later.count(3); i > 0; i--) {
                String product = later.text();
                long first = later.whole();
                other.bought.put(product, new Bought(first, first + later.whole()));
            }
            read(later, other.left);
            read(later, other.lastLeftItems);
            other.leftCarts = later.whole();
            other.items = later.whole();
            other.itemsBought = later.whole();
            other.itemsSameDay = later.whole();
            other.lastLeft = later.whole();
            other.lastDay = later.whole();
            other.addsWithoutProduct = later.flag();
            other.purchasesWithoutProduct = later.flag();
            carts.add(other);
        }
    }
}
