package dev.clv.features.text.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityReaderTest {

    private static final Catalogue CATALOGUE = Catalogue.builder()
            .product("p1", "Apple Watch", "Apple")
            .product("p2", "Nike Air Max 90", "Nike")
            .product("p3", "Galaxy S21", null)
            .product("p4", "小米手环", "小米")
            .product("p5", "Fone Bluetooth JBL", "JBL")
            .product("p6", "Mate", null)
            .product("p7", "Mate", null)
            .product("p8", "Zara Home", "Zara")
            .brands(List.of(
                    "Apple",
                    "Nike",
                    "One",
                    "Target",
                    "Next",
                    "小米",
                    "苹果",
                    "Natura",
                    "Zara",
                    "Zara Home",
                    "JBL",
                    "AT&T",
                    "H&M"))
            .categories(List.of("Shoes", "连衣裙", "Vestidos", "Watch"))
            .build();
    private static final EntityReader READER = EntityReader.of(CATALOGUE);

    private static String read(String text) {
        return READER.read(text).stream()
                .map(entity -> entity.kind() + ":" + (entity.id() == null ? entity.text() : entity.id()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I bought an Apple Watch from Apple | PRODUCT:p1 BRAND:Apple",
                "my APPLE  watch arrived | PRODUCT:p1",
                "this apple is juicy and I love the Apple phone | BRAND:Apple",
                "Apple makes great phones | BRAND:Apple",
                "the Apple pie was delicious |",
                "apple-watch strap | PRODUCT:p1",
                "pineapples and snapple |",
                "My nike air max 90 are great, Nike never lets me down | PRODUCT:p2 BRAND:Nike",
                "the Air Max 90 are great | PRODUCT:p2",
                "nikes |",
                "One of the buttons fell off |",
                "I have only one |",
                "Bought at Target yesterday | BRAND:Target",
                "Target shipped it fast | BRAND:Target",
                "it missed the target |",
                "Next day delivery |",
                "a coat from Next | BRAND:Next",
                "小米手环很好用，小米真棒 | PRODUCT:p4 BRAND:小米",
                "小米粥很香 |",
                "苹果手机不错 | BRAND:苹果",
                "蘋果手機不錯 | BRAND:苹果",
                "苹果很甜很脆 |",
                "买了连衣裙 | CATEGORY:连衣裙",
                "nice shoe, great shoes | CATEGORY:Shoes CATEGORY:Shoes",
                "o vestido é lindo | CATEGORY:Vestidos",
                "perfume da Natura | BRAND:Natura",
                "a natura é linda |",
                "the Mate is fast | PRODUCT:Mate",
                "Zara Home has nice towels | PRODUCT:p8",
                "H&M and AT&T | BRAND:H&M BRAND:AT&T",
                "Nike™ rules | BRAND:Nike",
                "ＮＩＫＥ鞋 | BRAND:Nike"
            })
    void namesOfTheCatalogueAreFoundByTheRules(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected == null ? "" : expected);
    }

    private static final EntityReader CONFUSABLE = EntityReader.of(Catalogue.builder()
            .product("w1", "Apple Watch", "Apple")
            .product("w2", "Apple Watch Ultra 2", "Apple")
            .product("i1", "iPhone 15", "Apple")
            .product("i2", "iPhone15 Pro Max", "Apple")
            .product("o1", "OnePlus 12", "OnePlus")
            .product("l1", "Levi's 501", "Levi's")
            .product("a1", "Audi A4", null)
            .product("m1", "小米手环", "小米")
            .product("m2", "小米手环8", "小米")
            .product("c1", "苹果手机壳", "苹果")
            .product("f1", "大米", null)
            .product("g1", "Gap Hoodie", "Gap")
            .product("k1", "Kindle", "Amazon")
            .product("e1", "Echo Dot", "Amazon")
            .brands(List.of("Apple", "Watch", "One", "OnePlus", "Plus", "Orange", "Dove", "Gap", "小米", "苹果", "Natura"))
            .brands(List.of("O Boticário", "Boticário", "7-Eleven", "Levi's", "Amazon", "Coach", "Shell", "Mango"))
            .brands(List.of("Guess", "Johnson & Johnson", "L'Oréal", "华为", "红米", "Hering", "Renner", "Always", "Tide"))
            .brands(List.of("Vans", "New Balance", "Hugo Boss", "Boss"))
            .categories(List.of("Shoes", "Watches", "手机", "手机壳", "T-Shirts", "Perfume", "Dresses", "Batteries"))
            .categories(List.of("Calçados", "Blusas"))
            .build());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Apple's watch is great | BRAND:Apple",
                "I bought an Apple Watch for my wife | PRODUCT:w1",
                "My Apple Watch Ultra 2 died | PRODUCT:w2",
                "an apple a day |",
                "I ate an Apple pie at lunch |",
                "OnePlus phones are fast, the OnePlus 12 most of all | BRAND:OnePlus PRODUCT:o1",
                "One thing I hate is the strap |",
                "This One is better |",
                "A plus is the price |",
                "Plus, it was cheap |",
                "The orange color is lovely |",
                "My Orange contract was cancelled | BRAND:Orange",
                "I love Orange juice |",
                "Dove makes my skin soft | BRAND:Dove",
                "A dove landed on my window |",
                "Mind the gap between the boards |",
                "There is a Gap hoodie I want | PRODUCT:g1",
                "The jeans from Gap are nice | BRAND:Gap",
                "GAP jeans are nice | BRAND:Gap",
                "I LOVE MY NEW BALANCE SHOES | BRAND:New Balance CATEGORY:Shoes",
                "小米手环8很好用 | PRODUCT:m2",
                "小米的手环不错 | BRAND:小米",
                "大米很香 | PRODUCT:f1",
                "小米粥好喝 |",
                "苹果手机壳质量好 | PRODUCT:c1",
                "苹果又脆又甜 |",
                "苹果的手机就是流畅 | BRAND:苹果 CATEGORY:手机",
                "买了iPhone15很好 | PRODUCT:i1",
                "买了iPhone 15很好 | PRODUCT:i1",
                "iPhone15Pro Max到了 | PRODUCT:i2",
                "iphone-15 is fine | PRODUCT:i1",
                "adoro a Natura | BRAND:Natura",
                "produto natural e fresco |",
                "perfume do boticario é bom | CATEGORY:Perfume BRAND:Boticário",
                "comprei no O Boticário | BRAND:O Boticário",
                "my 501 fit well | PRODUCT:l1",
                "Levis 501 are the best | PRODUCT:l1",
                "Levi’s quality dropped | BRAND:Levi's",
                "LEVI'S JEANS FIT ME | BRAND:Levi's",
                "It costs 501 dollars | AMOUNT:501 dollars",
                "The Audi A4 floor mats fit | PRODUCT:a1",
                "bought at 7-Eleven | BRAND:7-Eleven",
                "bought at 7 eleven | BRAND:7-Eleven",
                "7-11 |",
                "Amazon's Echo Dots are fine | BRAND:Amazon PRODUCT:e1",
                "My kindles broke | PRODUCT:k1",
                "My Coach bag is lovely | BRAND:Coach",
                "my coach told me to buy it |",
                "华为比小米好 | BRAND:华为 BRAND:小米",
                "我的红米手机很卡 | BRAND:红米 CATEGORY:手机",
                "huawei华为手机 | BRAND:华为 CATEGORY:手机",
                "L'Oreal shampoo | BRAND:L'Oréal",
                "L’Oréal shampoo | BRAND:L'Oréal",
                "johnson and johnson | BRAND:Johnson & Johnson",
                "Guess what, it broke |",
                "My Guess jeans | BRAND:Guess",
                "The mango flavor is good |",
                "Mango dresses are pretty | BRAND:Mango CATEGORY:Dresses",
                "dress and shoe are lovely | CATEGORY:Dresses CATEGORY:Shoes",
                "the battery died | CATEGORY:Batteries",
                "t shirt shrank | CATEGORY:T-Shirts",
                "sandshoe |",
                "Always late |",
                "the shell of the phone |",
                "Tide pods clean well | BRAND:Tide",
                "My Vans are comfy | BRAND:Vans",
                "a blusa e o calçado | CATEGORY:Blusas CATEGORY:Calçados",
                "Comprei na Renner e na Hering | BRAND:Renner BRAND:Hering",
                "Hugo Boss perfume for my boss | BRAND:Hugo Boss CATEGORY:Perfume",
                "watches | CATEGORY:Watches"
            })
    void namesThatAreEasilyConfusedAreToldApart(String text, String expected) {
        assertThat(CONFUSABLE.read(text).stream()
                        .map(entity -> entity.kind() + ":" + (entity.id() == null ? entity.text() : entity.id()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paid $12.99 for it | AMOUNT:$12.99",
                "custou R$ 1.299,90 | AMOUNT:R$ 1.299,90",
                "只要199元 | AMOUNT:199元",
                "¥199买的 | AMOUNT:¥199",
                "花了50块钱 | AMOUNT:50块钱",
                "20 dollars too much | AMOUNT:20 dollars",
                "paguei 50 reais | AMOUNT:50 reais",
                "30 euros | AMOUNT:30 euros",
                "ordered a size 10 | SIZE:size 10",
                "size M fits | SIZE:size M",
                "the XL is huge | SIZE:XL",
                "买了42码 | SIZE:42码",
                "M码刚好 | SIZE:M码",
                "comprei tamanho G | SIZE:tamanho G",
                "it is 5 stars |",
                "I'm 30 years old |",
                "a 10 km run |"
            })
    void amountsAndSizesAreFoundAsTheyAreWritten(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my order #A1234567 is late",
                "order number: 123456789",
                "订单号：202311230001234",
                "pedido nº 987654321 não chegou",
                "113-4567890123456 was never delivered, order 4567890"
            })
    void aNumberOfAnOrderIsToldByItsPlaceAlone(String text) {
        assertThat(READER.read(text)).isNotEmpty().allSatisfy(entity -> {
            assertThat(entity.kind()).isEqualTo(EntityKind.ORDER_NUMBER);
            assertThat(entity.text()).isNull();
            assertThat(text.substring(entity.start(), entity.end())).containsPattern("\\d{4}");
        });
    }

    @Test
    void entitiesLieInOrderWithinTheTextAndDoNotOverlap() {
        String[] pieces = {
            "Apple",
            "apple watch",
            "小米",
            "手环",
            "size ",
            "M",
            "$",
            "199",
            "元",
            "order #",
            "A12345",
            "\n",
            "。",
            "\ud83d",
            "\0",
            " ",
            "-",
            "ﷺ",
            "Nike",
            "air max 90",
            "R$",
            ".",
            ",",
            "码"
        };
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            int last = 0;
            for (Entity entity : READER.read(text)) {
                assertThat(entity.start()).isGreaterThanOrEqualTo(last);
                assertThat(entity.end()).isGreaterThan(entity.start()).isLessThanOrEqualTo(text.length());
                last = entity.end();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "Apple ", "order ", "$", "a", "9,", "size ", "小米", "x", "#1"})
    @Timeout(60) // a second or less in linear time, hours in quadratic time
    void aMegabyteIsReadInLinearTime(String piece) {
        assertThat(READER.read(piece.repeat(1_000_000 / piece.length()))).doesNotContainNull();
    }

    @Test
    void aCatalogueIsReadFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("catalogue.csv");
        Files.writeString(
                file, "\ufeffproduct_id,name,brand,category\r\n7,\"Nike Air Max 90\",Nike,Shoes\r\n8,,Puma,\r\n");

        Catalogue catalogue = Catalogue.csv(file);

        assertThat(EntityReader.of(catalogue).read("Nike Air Max 90 or Puma shoes"))
                .extracting(Entity::kind, Entity::text, Entity::id)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(EntityKind.PRODUCT, "Nike Air Max 90", "7"),
                        org.assertj.core.groups.Tuple.tuple(EntityKind.BRAND, "Puma", null),
                        org.assertj.core.groups.Tuple.tuple(EntityKind.CATEGORY, "Shoes", null));
    }

    @Test
    void aCatalogueWithoutNamesIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("catalogue.csv");
        Files.writeString(file, "sku,title\n1,x\n");

        assertThatThrownBy(() -> Catalogue.csv(file)).hasMessageContaining("name, brand and category");
    }

    @Test
    void anEmptyCatalogueStillFindsAmounts() {
        assertThat(EntityReader.of(Catalogue.empty()).read("Nike for $5"))
                .extracting(Entity::text)
                .containsExactly("$5");
    }
}
