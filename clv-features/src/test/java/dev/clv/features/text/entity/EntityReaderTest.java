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
    void aMegabyteIsReadInTimeThatGrowsLikeItsLength(String piece) {
        String shorter = piece.repeat(100_000 / piece.length());
        String longer = piece.repeat(1_000_000 / piece.length());
        READER.read(shorter);

        assertThat(best(longer)).isLessThan(60 * Math.max(best(shorter), 5_000_000));
    }

    private static long best(String text) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            READER.read(text);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
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
