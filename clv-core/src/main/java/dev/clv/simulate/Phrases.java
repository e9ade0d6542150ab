package dev.clv.simulate;

import java.util.List;

/** What customers write, in English and Chinese, by how an order went; {@code %s} stands for the kind of product. */
final class Phrases {

    private static final List<List<String>> ENGLISH = List.of(
            List.of(
                    "Terrible, it broke on the first day.",
                    "The %s I got was damaged and nobody answers my mails.",
                    "Waste of money. I want a refund.",
                    "Arrived three weeks late and it was the wrong one.",
                    "Awful quality, I will never order here again.",
                    "Worst service I have ever had.",
                    "Cheap material, a bad smell, straight into the bin."),
            List.of(
                    "Disappointed, it looks much better in the pictures.",
                    "Delivery was slow and the parcel was dented.",
                    "Not worth the price.",
                    "One part was missing and support was unfriendly.",
                    "The %s feels flimsy, I expected more.",
                    "It works badly and the instructions are confusing."),
            List.of(
                    "It is okay, nothing special.",
                    "Average %s for the price.",
                    "Does the job, but delivery took a while.",
                    "Fine so far, the colour is a little different.",
                    "Neither good nor bad."),
            List.of(
                    "Good quality and fair price.",
                    "Happy with it, arrived on time.",
                    "Nice %s, just as described.",
                    "Well packed and easy to use.",
                    "Solid, I would recommend it.",
                    "My family likes it."),
            List.of(
                    "Absolutely love it!",
                    "Excellent %s, perfect in every detail.",
                    "Fantastic service and very fast delivery.",
                    "Best purchase this year, I will order again.",
                    "Beautiful, great quality, worth every penny.",
                    "Delighted. My friends ask where I bought it."));

    private static final List<List<String>> CHINESE = List.of(
            List.of(
                    "太差了，第一天就坏了。",
                    "收到的%s是破的，客服一直不理人。",
                    "浪费钱，我要退款。",
                    "等了三个星期，还发错货。",
                    "质量很糟糕，再也不会买了。",
                    "最差的一次购物体验。",
                    "有股难闻的味道，直接扔了。"),
            List.of("有点失望，和图片差很多。", "物流太慢，包装都压坏了。", "不值这个价。", "少了一个配件，客服态度不好。", "这个%s做工粗糙，没有想象中好。", "不太好用，说明书也看不懂。"),
            List.of("一般般，没什么特别。", "这个价位的%s也就这样。", "能用，就是送货有点慢。", "还可以，颜色有一点色差。", "不好也不坏。"),
            List.of("质量不错，价格合理。", "挺满意的，准时送到。", "%s和描述一样，很好。", "包装仔细，用起来方便。", "很结实，推荐购买。", "家里人都喜欢。"),
            List.of("非常喜欢！", "%s太棒了，每个细节都完美。", "服务一流，发货很快。", "今年买得最值的东西，还会再来。", "漂亮，质量很好，物超所值。", "特别满意，朋友都问在哪里买的。"));

    private static final List<String> ENGLISH_COMPLAINTS = List.of(
            "I have been waiting for an answer for a week, please help.",
            "My parcel was damaged again, this is unacceptable.",
            "How do I return this? The form does not work.",
            "You charged me twice, please correct this.",
            "I am thinking about closing my account.");
    private static final List<String> ENGLISH_PRAISE = List.of(
            "Thank you, the support team solved it within an hour.",
            "Everything went smoothly, as always.",
            "Please keep the gift wrapping, it is lovely.");
    private static final List<String> CHINESE_COMPLAINTS =
            List.of("等了一个星期都没有人回复，请处理。", "包裹又坏了，实在不能接受。", "怎么退货？页面一直打不开。", "重复扣款了，请尽快更正。", "再这样我就注销账号了。");
    private static final List<String> CHINESE_PRAISE = List.of("谢谢客服，一个小时就解决了问题。", "一如既往地顺利。", "礼品包装很漂亮，请继续保留。");

    private static final List<String> CHINESE_CATEGORIES =
            List.of("家居用品", "厨具", "园艺用品", "玩具", "书", "美妆产品", "运动用品", "电子产品");
    private static final List<String> ENGLISH_CATEGORIES = List.of(
            "home accessory",
            "kitchen tool",
            "garden tool",
            "toy",
            "book",
            "beauty product",
            "sports article",
            "electronic device");

    private Phrases() {}

    /** One or two sentences about a product of {@code category}, at satisfaction 1 to 5. */
    static String review(boolean chinese, int satisfaction, String category, RandomStream random) {
        List<String> bank = (chinese ? CHINESE : ENGLISH).get(satisfaction - 1);
        int first = random.below(bank.size());
        String text = bank.get(first);
        if (random.chance(0.5)) {
            int second = (first + 1 + random.below(bank.size() - 1)) % bank.size();
            text = text + (chinese ? "" : " ") + bank.get(second);
        }
        int index = Catalogue.CATEGORIES.indexOf(category);
        return text.replace("%s", (chinese ? CHINESE_CATEGORIES : ENGLISH_CATEGORIES).get(index));
    }

    /** Feedback after an order that went badly, or well. */
    static String feedback(boolean chinese, boolean complaint, RandomStream random) {
        List<String> bank = chinese
                ? complaint ? CHINESE_COMPLAINTS : CHINESE_PRAISE
                : complaint ? ENGLISH_COMPLAINTS : ENGLISH_PRAISE;
        return bank.get(random.below(bank.size()));
    }
}
