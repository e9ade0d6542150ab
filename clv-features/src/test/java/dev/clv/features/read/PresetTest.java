package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The mappings that come with the library, on small exports with the columns of the real ones. */
class PresetTest {

    static final String SHOPIFY = """
            Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags,Risk Level,Source
            #1001,ann@example.org,paid,2023-02-01 10:00:05 +0100,fulfilled,,yes,EUR,70.00,5.00,11.97,75.00,,0.00,Standard,2023-02-01 10:00:00 +0100,2,Mug,20.00,M-1,,Shopify Payments,0.00,Ours,501,,Low,web
            #1001,ann@example.org,,,,,,,,,,,,,,2023-02-01 10:00:00 +0100,1,Cup,30.00,C-1,,,,Ours,,,,
            #1002,ann@example.org,refunded,2023-03-01 11:00:05 +0100,,,no,EUR,30.00,0.00,4.79,30.00,,0.00,Standard,2023-03-01 11:00:00 +0100,1,Cup,30.00,C-1,,Shopify Payments,30.00,Ours,502,vip,Low,web
            #1003,bob@example.org,voided,,,,no,EUR,99.00,0.00,15.80,99.00,,0.00,Standard,2023-03-02 11:00:00 +0100,1,Pot,99.00,P-1,2023-03-03 09:00:00 +0100,Shopify Payments,0.00,Ours,503,,Low,web
            #1004,,paid,2023-03-05 11:00:05 +0100,,,no,EUR,10.00,0.00,1.60,10.00,,0.00,,2023-03-05 11:00:00 +0100,1,Tea,10.00,T-1,,Cash,0.00,Ours,504,,Low,pos
            #1005,bob@example.org,partially_refunded,2023-03-06 11:00:05 +0100,,,no,EUR,"1,040.00",0.00,166.05,"1,040.00",SALE,10.00,Standard,2023-03-06 11:00:00 +0100,1,Desk,"1,050.00",D-1,,Shopify Payments,40.50,Ours,505,"protest, gift",Low,web
            #1006,us@example.org,paid,2023-03-07 11:00:05 +0100,,,no,EUR,1.00,0.00,0.16,1.00,,0.00,Standard,2023-03-07 11:00:00 +0100,1,Tea,1.00,T-1,,(for testing) Bogus Gateway,0.00,Ours,506,,Low,web
            #1007,us@example.org,paid,2023-03-08 11:00:05 +0100,,,no,EUR,2.00,0.00,0.32,2.00,,0.00,Standard,2023-03-08 11:00:00 +0100,1,Tea,2.00,T-1,,Shopify Payments,0.00,Ours,507,"vip, TEST",Low,web
            """;
    static final String WOOCOMMERCE = """
            order_id,order_number,date,status,shipping_total,tax_total,discount_total,order_total,refunded_total,order_currency,payment_method,customer_id,billing_first_name,billing_last_name,billing_email,item_name,item_sku,item_quantity,item_total
            901,901,2023-02-01 09:30:00,completed,5.00,0.00,0.00,75.00,0.00,EUR,paypal,7,Ann,A,ann@example.org,Mug,M-1,1,40.00
            901,901,2023-02-01 09:30:00,completed,5.00,0.00,0.00,75.00,0.00,EUR,paypal,7,Ann,A,ann@example.org,Cup,C-1,1,30.00
            902,902,2023-02-09 09:30:00,refunded,0.00,0.00,0.00,20.00,20.00,EUR,paypal,7,Ann,A,ann@example.org,Cup,C-1,1,20.00
            903,903,2023-02-10 09:30:00,processing,0.00,0.00,2.00,18.00,8.00,EUR,bacs,0,Bob,B,bob@example.org,Cup,C-1,1,18.00
            904,904,2023-02-11 09:30:00,cancelled,0.00,0.00,0.00,50.00,0.00,EUR,bacs,0,Bob,B,bob@example.org,Pot,P-1,1,50.00
            905,905,2023-02-12 09:30:00,failed,0.00,0.00,0.00,50.00,0.00,EUR,bacs,0,Bob,B,bob@example.org,Pot,P-1,1,50.00
            """;
    static final String ADVANCED = """
            Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Email (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost
            901,Completed,2023-02-01 09:30,,Ann,A,ann@example.org,PayPal,0,70,5,0,75,0,M-1,1,Mug,1,40
            901,Completed,2023-02-01 09:30,,Ann,A,ann@example.org,PayPal,0,70,5,0,75,0,C-1,2,Cup,1,30
            902,Refunded,2023-02-09 09:30,,Ann,A,ann@example.org,PayPal,0,20,0,20,20,0,C-1,1,Cup,0,20
            903,On hold,2023-02-10 09:30,,Bob,B,bob@example.org,Bank,0,18,0,0,18,0,C-1,1,Cup,1,18
            """;
    static final String MAGENTO = """
            ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),Status,Billing Address,Shipping Address,Shipping Information,Customer Email,Customer Group,Subtotal,Shipping and Handling,Customer Name,Payment Method,Total Refunded
            000000101,"Main Website",\"Feb 1, 2023 9:30:00 AM\",Ann A,Ann A,75.0000,75.0000,Complete,"1 Road","1 Road",Flat,ann@example.org,General,70.0000,5.0000,Ann A,checkmo,
            000000102,"Main Website",\"Feb 9, 2023 1:05:00 PM\",Ann A,Ann A,20.0000,20.0000,Closed,"1 Road","1 Road",Flat,ann@example.org,General,20.0000,0.0000,Ann A,checkmo,20.0000
            000000103,"Main Website",\"Feb 10, 2023 1:05:00 PM\",Bob B,Bob B,50.0000,50.0000,Canceled,"2 Road","2 Road",Flat,bob@example.org,General,50.0000,0.0000,Bob B,checkmo,
            000000104,"Main Website",\"Feb 11, 2023 1:05:00 PM\",Bob B,Bob B,30.0000,30.0000,Processing,"2 Road","2 Road",Flat,bob@example.org,General,30.0000,0.0000,Bob B,checkmo,12.5000
            """;
    static final String STRIPE = """
            id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,Converted Currency,Description,Fee,Mode,PaymentIntent ID,Refunded date (UTC),Statement Descriptor,Status,Seller Message,Card ID,Customer ID,Customer Email
            ch_1,2023-02-01 10:00:00,75.00,75.00,eur,true,75.00,75.00,eur,,2.1,Live,pi_1,2023-02-20 08:00:00,OURS,Refunded,,card_1,cus_1,ann@example.org
            ch_2,2023-03-01 10:00:00,20.00,5.00,eur,true,20.00,5.00,eur,,0.9,Live,pi_2,2023-03-02 08:00:00,OURS,Paid,,card_1,cus_1,ann@example.org
            ch_3,2023-03-01 11:00:00,20.00,0.00,eur,false,20.00,0.00,eur,,0,Live,pi_3,,OURS,Failed,,card_1,cus_1,ann@example.org
            ch_4,2023-03-02 11:00:00,30.00,0.00,eur,true,30.00,0.00,eur,,0,Test,pi_4,,OURS,Paid,,card_2,cus_2,bob@example.org
            ch_5,2023-03-03 11:00:00,40.00,0.00,eur,false,40.00,0.00,eur,,0,Live,pi_5,,OURS,Paid,,card_2,cus_2,bob@example.org
            ch_6,2023-03-04 11:00:00,18.50,0.00,eur,true,18.50,0.00,eur,,0,Live,pi_6,,OURS,Paid,,card_2,cus_2,bob@example.org
            """;
    static final String AMAZON = """
            amazon-order-id,merchant-order-id,shipment-id,shipment-item-id,purchase-date,payments-date,buyer-email,buyer-name,sku,product-name,quantity-shipped,currency,item-price,item-tax,shipping-price,shipping-tax,gift-wrap-price,gift-wrap-tax,item-promotion-discount,ship-promotion-discount
            302-1,,S1,I1,2023-02-01T09:30:00+00:00,2023-02-02T09:30:00+00:00,x1@marketplace.example,Ann,M-1,Müsli,2,EUR,40.00,7.60,4.00,0.76,,,-5.00,-4.00
            302-1,,S1,I2,2023-02-01T09:30:00+00:00,2023-02-02T09:30:00+00:00,x1@marketplace.example,Ann,C-1,Cup,1,EUR,30.00,5.70,0.00,0.00,3.00,0.57,2.00,0.00
            302-1,,S1,I2,2023-02-01T09:30:00+00:00,2023-02-02T09:30:00+00:00,x1@marketplace.example,Ann,C-1,Cup,1,EUR,30.00,5.70,0.00,0.00,3.00,0.57,2.00,0.00
            302-2,,S2,I3,2023-02-05T09:30:00+00:00,2023-02-05T09:30:00+00:00,,,C-1,Cup,1,EUR,30.00,5.70,0.00,0.00,,,,
            """;
    static final String OLIST = """
            order_id,customer_id,order_status,order_purchase_timestamp,order_item_id,product_id,seller_id,price,freight_value,product_category_name,customer_unique_id
            o1,k1,delivered,2017-10-02 10:56:33,1,p1,s1,29.99,8.72,utilidades_domesticas,u1
            o1,k1,delivered,2017-10-02 10:56:33,2,p1,s1,29.99,8.72,utilidades_domesticas,u1
            o2,k2,canceled,2017-10-03 10:56:33,1,p2,s1,100.00,10.00,perfumaria,u1
            o3,k3,shipped,2017-11-03 10:56:33,1,p2,s1,100.00,10.00,,u2
            o4,k4,unavailable,2017-11-04 10:56:33,,,,,,,u2
            """;

    private static EventLog read(String preset, String content) {
        ColumnMapping mapping = ColumnMapping.preset(preset);
        return EventReader.csv()
                .mapping(mapping)
                .strict()
                .read(new ByteArrayInputStream(content.getBytes(mapping.format().encoding())), "export.csv");
    }

    static String spent(EventLog log, String customer) {
        BigDecimal paid = BigDecimal.ZERO;
        BigDecimal back = BigDecimal.ZERO;
        int purchases = 0;
        for (var event : log.history(customer).events()) {
            if (event instanceof Purchase purchase) {
                paid = paid.add(purchase.amount());
                purchases++;
            } else if (event instanceof Refund refund) {
                back = back.add(refund.amount());
            }
        }
        return purchases + ": " + paid.stripTrailingZeros().toPlainString() + " - "
                + back.stripTrailingZeros().toPlainString();
    }

    @Test
    void ordersOfShopify() {
        EventLog log = read("shopify", SHOPIFY);
        assertThat(log.customers()).containsExactly("ann@example.org", "bob@example.org");
        assertThat(spent(log, "ann@example.org")).isEqualTo("2: 105 - 30");
        assertThat(spent(log, "bob@example.org")).isEqualTo("1: 1040 - 40.5");
        assertThat(log.currency()).isEqualTo("EUR");
        assertThat(log.quality().dropped()).isEqualTo(5);
        assertThat(log.quality().accepted()).isEqualTo(3);
        assertThat(log.firstEvent()).contains(Instant.parse("2023-02-01T09:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "shopify, voided, Voided", "shopify, voided, PENDING", "woocommerce, cancelled, wc-cancelled",
        "woocommerce, cancelled, canceled", "woocommerce, cancelled, Cancelled", "woocommerce, cancelled, WC-Failed"
    })
    void statesAreKnownInAnySpelling(String preset, String state, String spelling) {
        String export = preset.equals("shopify") ? SHOPIFY : WOOCOMMERCE;
        String other = export.replace("," + state + ",", "," + spelling + ",");
        assertThat(other).isNotEqualTo(export);
        assertThat(read(preset, other).quality().dropped())
                .isEqualTo(read(preset, export).quality().dropped());
    }

    @Test
    void canceledOrdersAndTestPaymentsAreKnownInAnySpelling() {
        assertThat(read("magento", MAGENTO.replace("anceled", "ancelled"))
                        .quality()
                        .dropped())
                .isEqualTo(1);
        assertThat(read("olist", OLIST.replace("canceled", "Cancelled"))
                        .quality()
                        .dropped())
                .isEqualTo(2);
        assertThat(read("stripe", STRIPE.replace("Test", "test")).quality().dropped())
                .isEqualTo(3);
    }

    @Test
    void aConditionOnAColumnThatIsNotThereIsLeftOut() {
        EventLog log = read("shopify", """
                Name,Email,Financial Status,Currency,Total,Refunded Amount,Created at
                #1,ann@example.org,paid,EUR,75.00,10.00,2023-02-01 10:00:00 +0100
                #2,ann@example.org,voided,EUR,75.00,0.00,2023-02-01 10:00:00 +0100
                """);
        assertThat(spent(log, "ann@example.org")).isEqualTo("1: 75 - 10");
        assertThatThrownBy(() -> read("shopify", "Name,Email,Total,Created at\n#1,a,5,x\n"))
                .as("refunds must not be lost")
                .hasMessageContaining("column 'Refunded Amount' is missing");
    }

    @Test
    void ordersOfWooCommerceInBothForms() {
        EventLog log = read("woocommerce", WOOCOMMERCE);
        assertThat(spent(log, "ann@example.org")).isEqualTo("2: 95 - 20");
        assertThat(spent(log, "bob@example.org")).isEqualTo("1: 18 - 8");
        assertThat(log.quality().duplicates()).isEqualTo(1);
        assertThat(log.quality().dropped()).isEqualTo(2);

        EventLog other = read("woocommerce", ADVANCED);
        assertThat(other.customers()).containsExactly("ann@example.org");
        assertThat(spent(other, "ann@example.org")).isEqualTo("2: 95 - 20");
    }

    @Test
    void ordersOfMagento() {
        EventLog log = read("magento", MAGENTO);
        assertThat(spent(log, "ann@example.org")).isEqualTo("2: 95 - 20");
        assertThat(spent(log, "bob@example.org")).isEqualTo("1: 30 - 12.5");
        assertThat(log.quality().dropped()).isEqualTo(1);
        assertThat(log.firstEvent()).contains(Instant.parse("2023-02-01T09:30:00Z"));
    }

    @Test
    void paymentsOfStripeWithRefundsAtTheirOwnDate() {
        EventLog log = read("stripe", STRIPE);
        assertThat(spent(log, "cus_1")).isEqualTo("2: 95 - 80");
        assertThat(spent(log, "cus_2")).isEqualTo("1: 18.5 - 0");
        assertThat(log.currency()).isEqualTo("EUR");
        assertThat(log.quality().dropped()).isEqualTo(3);
        assertThat(log.history("cus_1")
                        .before(Instant.parse("2023-02-20T08:00:00Z"))
                        .events())
                .hasSize(1);

        EventLog older = read(
                "stripe",
                "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID\n"
                        + "ch_1,2023-02-01 10:00,75.00,75.00,eur,Refunded,cus_1\n"
                        + "ch_2,2023-03-01 10:00,20.00,5.00,eur,Paid,cus_1\n"
                        + "ch_3,2023-03-01 11:00,20.00,0.00,eur,Failed,cus_1\n");
        assertThat(spent(older, "cus_1")).isEqualTo("2: 95 - 80");
    }

    @Test
    void shipmentsOfAmazon() {
        EventLog log = read("amazon", AMAZON.replace(',', '\t'));
        assertThat(log.customers()).containsExactly("x1@marketplace.example");
        assertThat(spent(log, "x1@marketplace.example")).isEqualTo("2: 80.63 - 0");
        assertThat(log.quality().duplicates()).isEqualTo(1);
    }

    @Test
    void joinedOrdersOfOlist() {
        EventLog log = read("olist", OLIST);
        assertThat(spent(log, "u1")).isEqualTo("2: 77.42 - 0");
        assertThat(spent(log, "u2")).isEqualTo("1: 110 - 0");
        assertThat(log.currency()).isEqualTo("BRL");
        assertThat(log.quality().dropped()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyFormFitsTheSchemaAndCanBePrinted(Preset preset) throws Exception {
        try (var schema = PresetTest.class.getResourceAsStream("mapping.schema.json")) {
            var validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            for (String form : preset.forms()) {
                assertThat(validator.validate(form, InputFormat.JSON)).isEmpty();
                assertThat(ColumnMapping.json(form).needed()).isNotEmpty();
            }
        }
        assertThat(MappingProposal.preset(preset.word()).json()).isEqualTo(preset.json());
        assertThat(MappingProposal.preset(preset.word()).notes()).isNotEmpty();
    }

    @Test
    void anUnknownPresetIsRefusedWithThoseThereAre() {
        for (String name : List.of("etsy", "", "../x")) {
            assertThatThrownBy(() -> ColumnMapping.preset(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("there are shopify, woocommerce, magento, stripe, amazon, olist");
        }
    }

    /**
     * The names of the columns as the shops' own documentation spells them; a shop's export has them or it is another.
     */
    @Test
    void everyColumnOfAPresetIsOneOfItsExport() {
        Map<Preset, List<String>> exports = Map.of(
                Preset.SHOPIFY, List.of(SHOPIFY),
                Preset.WOOCOMMERCE, List.of(WOOCOMMERCE, ADVANCED),
                Preset.MAGENTO, List.of(MAGENTO),
                Preset.STRIPE, List.of(STRIPE),
                Preset.AMAZON, List.of(AMAZON),
                Preset.OLIST, List.of(OLIST));
        exports.forEach((preset, forms) -> {
            for (int i = 0; i < forms.size(); i++) {
                String header = forms.get(i).lines().findFirst().orElseThrow();
                ColumnMapping mapping = ColumnMapping.json(preset.forms().get(i));
                assertThat(List.of(header.split(","))).as(preset.word()).containsAll(mapping.needed());
                for (String column : mapping.needed()) {
                    String without = header.replaceFirst("(^|,)" + Pattern.quote(column) + "(?=,|$)", "$1Other");
                    String file = without.replace(",", mapping.format().delimiter()) + "\n";
                    assertThatThrownBy(() -> EventReader.csv()
                                    .mapping(mapping)
                                    .read(
                                            new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                                            "export.csv"))
                            .as(preset.word() + " without " + column)
                            .isInstanceOf(EventReadException.class)
                            .hasMessageContaining("column '" + column + "' is missing");
                }
            }
        });
    }
}
