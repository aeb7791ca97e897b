package io.fairlead.gateway.codecs;

import static io.fairlead.gateway.codecs.Framing.ascii;
import static io.fairlead.gateway.codecs.Framing.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.gateway.api.Classified;
import io.fairlead.gateway.api.Classified.Kind;
import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.Failure;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of published protocols are told apart by settings alone. */
class RulesClassifierTest {
    private static final Failure FAILURE = new Failure(11, "TPESVCFAIL", "PAY", "It said no.");

    @Test
    void shouldTellSmppRequestsRepliesAndSignsOfLife() {
        Classifier smpp = classifier(
                "reply=bits 0 0x80000000",
                "key=bytes 8 4",
                "heartbeat=bytes 0 = 0x00000015 0x80000015",
                "heartbeat-answer=0x80000015 0x00000000 {request 8 4}",
                "heartbeat-send=0x00000015 0x00000000 0x00000000",
                "service=bytes 0 4",
                "service-map=\u0000\u0000\u0000\u0004:SUBMIT");
        assertThat(smpp.tellsReplies()).isTrue();
        assertThat(smpp.correlates()).isTrue();
        assertThat(smpp.classify(bytes("00000004 00000000 00000007 61")))
                .isEqualTo(
                        new Classified(Kind.REQUEST, Optional.of("\0\0\0\7"), Optional.of("SUBMIT"), Optional.empty()));
        assertThat(smpp.classify(bytes("80000004 00000000 00000007 61")))
                .isEqualTo(new Classified(Kind.REPLY, Optional.of("\0\0\0\7"), Optional.empty(), Optional.empty()));
        Classified ping = smpp.classify(bytes("00000015 00000000 00000009"));
        assertThat(ping.kind()).isEqualTo(Kind.HEARTBEAT);
        assertThat(ping.answer().map(RulesClassifierTest::hexOf)).contains("800000150000000000000009");
        assertThat(smpp.heartbeat().map(RulesClassifierTest::hexOf)).contains("000000150000000000000000");
    }

    @Test
    void shouldMatchAnIsoReplyToItsRequestByTypeStanAndTerminal() {
        Classifier iso = classifier(
                "reply=digit 2 odd",
                "key=iso8583 0 + iso8583 11 + iso8583 41",
                "service=bytes 0 4",
                "service-map=0800:NETWORK,*:OTHER");
        // Fields 2, 3, 4, 7, 11, 41 and 42.
        String request = "0200" + "7220000000C00000" + "164111111111111111" + "000000" + "000000001000" + "1122200000"
                + "000123" + "TERM0001" + "MERCHANT0000001";
        Optional<String> key = Optional.of("0200|000123|TERM0001");
        assertThat(iso.classify(ByteBuffer.wrap(ascii(request))))
                .isEqualTo(new Classified(Kind.REQUEST, key, Optional.of("OTHER"), Optional.empty()));
        assertThat(iso.classify(ByteBuffer.wrap(ascii(request.replaceFirst("0200", "0210")))))
                .isEqualTo(new Classified(Kind.REPLY, key, Optional.empty(), Optional.empty()));
        assertThat(iso.classify(ByteBuffer.wrap(ascii(request.substring(0, 79))))
                        .key())
                .as("cut short within field 41")
                .isEmpty();
        Classifier packed = classifier("reply=high-digit 1 odd", "key=iso8583-packed 11 + iso8583-packed 41");
        assertThat(packed.classify(bytes("0210 7220000000C00000 16 4111111111111111 000000 000000001000 1122200000"
                                + "000123" + "5445524d30303031" + "4d45524348414e5430303030303031"))
                        .key())
                .contains("\0\1#|TERM0001");
    }

    @ParameterizedTest
    @CsvSource({
        "reply=digit 2 odd, 0800, REQUEST",
        "reply=digit 2 odd, 0810, REPLY",
        "reply=digit 2 odd, 08, REQUEST",
        "reply=bytes 0 = '0210' '0810', 0810, REPLY",
        "reply=bytes 0 = '0210' '0810', 0800, REQUEST",
        "reply=text ^A, ACK, REPLY",
        "reply=text ^A, NAK, REQUEST",
        "one-way=bytes 0 = 'N', NOTE, ONE_WAY",
        "heartbeat=text ^PING$, PING, HEARTBEAT",
        "heartbeat=text ^PING$, PINGS, REQUEST",
    })
    void shouldTellWhatAMessageIs(String rule, String message, Kind kind) {
        assertThat(classifier(rule).classify(ByteBuffer.wrap(ascii(message))).kind())
                .isEqualTo(kind);
    }

    @Test
    void shouldReadPackedMessageTypesByTheirHighDigit() {
        Classifier packed = classifier("reply=high-digit 1 odd", "key=bytes 0 2");
        assertThat(packed.classify(bytes("0210")))
                .isEqualTo(new Classified(Kind.REPLY, Optional.of("\2\0"), Optional.empty(), Optional.empty()));
        assertThat(packed.classify(bytes("0200")))
                .isEqualTo(new Classified(Kind.REQUEST, Optional.of("\2\0"), Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldTakeKeysOutOfFieldsAndPatterns() {
        assertThat(classifier("key=field 3 '|' + field 1 '|'")
                        .classify(ByteBuffer.wrap(ascii("a|b|c")))
                        .key())
                .contains("c|a");
        assertThat(classifier("key=field 4 '|'")
                        .classify(ByteBuffer.wrap(ascii("a|b|c")))
                        .key())
                .isEmpty();
        assertThat(classifier("key=text ID=(\\d+)")
                        .classify(ByteBuffer.wrap(ascii("X ID=42;")))
                        .key())
                .contains("42");
    }

    @Test
    void shouldNotGuessWhoseAReplyWithoutAKeyIs() {
        assertThat(classifier("reply=text ^R", "key=text ID=(\\d+)")
                        .classify(ByteBuffer.wrap(ascii("R no id")))
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void shouldAnswerAFailedRequestByTheTemplate() {
        Classifier text = classifier("error='ERR ' {code} ' ' {name} ' ' {service} ' ' {key} CR", "key=bytes 0 3");
        assertThat(text.errorReply(ByteBuffer.wrap(ascii("123 pay")), FAILURE).map(RulesClassifierTest::textOf))
                .contains("ERR 11 TPESVCFAIL PAY 123\r");
        Classifier smpp = classifier("error=0x80000000 0x00000008 {request 8 4}");
        assertThat(smpp.errorReply(bytes("00000004 00000000 00000007 61"), FAILURE)
                        .map(RulesClassifierTest::hexOf))
                .contains("800000000000000800000007");
        assertThat(smpp.errorReply(bytes("0000"), FAILURE).map(RulesClassifierTest::hexOf))
                .contains("800000000000000800000000");
        assertThat(classifier().errorReply(bytes("00"), FAILURE)).isEmpty();
    }

    @Test
    void shouldMakeAServicesAnswerAReplyWhereToldSo() {
        Classifier smpp = classifier("reply=bits 0 0x80000000", "key=bytes 8 4", "answer=mark");
        assertThat(hexOf(smpp.reply(bytes("00000004 00000000 00000007"), bytes("00000004 00000000 00000000 61"))))
                .isEqualTo("80000004000000000000000761");
        assertThat(hexOf(classifier("reply=digit 2 odd", "answer=mark")
                        .reply(bytes("30"), ByteBuffer.wrap(ascii("0200x")))))
                .isEqualTo(HexFormat.of().formatHex(ascii("0210x")));
        assertThat(hexOf(classifier("reply=digit 2 odd").reply(bytes("30"), bytes("31"))))
                .isEqualTo("31");
    }

    @Test
    void shouldGiveKeysOfItsOwnAndPutTheOldOneBack() {
        Classifier modbus = classifier("key=bytes 0 2", "fresh-key=binary");
        String key = modbus.freshKey(258).orElseThrow();
        ByteBuffer sent = modbus.withKey(bytes("0000 0000 0006"), key);
        assertThat(hexOf(sent)).isEqualTo("010200000006");
        assertThat(modbus.classify(sent).key()).contains(key);
        assertThat(hexOf(modbus.withKey(sent, "\0\0"))).isEqualTo("000000000006");
        assertThat(classifier("key=bytes 4 6", "fresh-key=digits").freshKey(1_000_042))
                .contains("000042");
        assertThat(classifier("key=bytes 4 6").freshKey(1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "service=bytes 0 4 | 0200 | 0200",
                "service=bytes 0 4, service-map=0200:PAY | 0200x | PAY",
                "service=bytes 0 4, service-map=0200:PAY | 0800 | ",
                "service=bytes 0 4, service-map=0200:PAY;*:OTHER | 0800 | OTHER",
                "service=bytes 0 4, service-name=ISO{} | 0800 | ISO0800",
                "service=field 1 ' ' | ECHO hello | ECHO",
                "service=text ^(\\w+) | ECHO:hello | ECHO",
                "service=bytes 10 4 | ECHO | ",
            })
    void shouldNameTheService(String rules, String message, String service) {
        assertThat(classifier(rules.replace(';', '\u0001').split(", "))
                        .classify(ByteBuffer.wrap(ascii(message)))
                        .service())
                .isEqualTo(Optional.ofNullable(service));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "reply=sometimes | classifier.reply = sometimes: is no condition on a message",
                "reply=text ( | classifier.reply = text (: is no condition on a message",
                "reply=bits 0 0x8 | classifier.reply = bits 0 0x8: is no condition on a message",
                "key=bytes 0 0 | classifier.key = bytes 0 0: is no part of a message",
                "key=iso8583 1 | classifier.key = iso8583 1: is no part of a message",
                "key=iso8583 90 | classifier.key = iso8583 90: is no part of a message",
                "key=field 1 '!', fresh-key=digits | classifier.fresh-key = digits: needs a key at a fixed place",
                "answer=mark | classifier.answer = mark: needs a rule for replies that can be written",
                "reply=text ^R, answer=mark | classifier.answer = mark: needs a rule for replies that can be written",
                "error={tperrno} | classifier.error = {tperrno}: is no template",
                "service-name=X{} | classifier.service = : is missing beside its map or name",
                "service=bytes 0 4, service-map=PAY | classifier.service-map = PAY: PAY is no pair",
            })
    void shouldNameTheRuleAndTheCure(String rules, String sentence) {
        SettingsReader in = reader(rules.split(", "));
        new RulesFactory().classifier(in, "classifier");
        assertThat(in.problems()).singleElement().satisfies(problem -> assertThat(problem.sentence())
                .startsWith(sentence)
                .contains("; "));
    }

    private static Classifier classifier(String... rules) {
        SettingsReader in = reader(rules);
        Classifier classifier = new RulesFactory().classifier(in, "classifier");
        assertThat(in.problems()).isEmpty();
        assertThat(in.unread()).isEmpty();
        return classifier;
    }

    private static SettingsReader reader(String... rules) {
        Map<String, String> properties = new HashMap<>(Map.of("classifier", "rules"));
        for (String rule : rules) {
            int equals = rule.indexOf('=');
            properties.put(
                    "classifier." + rule.substring(0, equals),
                    rule.substring(equals + 1).replace('\u0001', ','));
        }
        SettingsReader in = new SettingsReader(properties);
        in.text("classifier");
        return in;
    }

    private static ByteBuffer bytes(String digits) {
        return ByteBuffer.wrap(hex(digits)).asReadOnlyBuffer();
    }

    private static String hexOf(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.duplicate().get(all);
        return HexFormat.of().formatHex(all);
    }

    private static String textOf(ByteBuffer bytes) {
        return new String(hex(hexOf(bytes)), StandardCharsets.ISO_8859_1);
    }
}
