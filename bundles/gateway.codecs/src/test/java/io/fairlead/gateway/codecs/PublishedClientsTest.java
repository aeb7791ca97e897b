package io.fairlead.gateway.codecs;

import static io.fairlead.gateway.codecs.Framing.ascii;
import static io.fairlead.gateway.codecs.Framing.text;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.message.ADT_A01;
import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import io.fairlead.gateway.api.Classified;
import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.Codec;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jpos.iso.BaseChannel;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.jpos.iso.channel.ASCIIChannel;
import org.jpos.iso.channel.AmexChannel;
import org.jpos.iso.channel.BASE24TCPChannel;
import org.jpos.iso.channel.BCDChannel;
import org.jpos.iso.channel.CSChannel;
import org.jpos.iso.channel.HEXChannel;
import org.jpos.iso.channel.NACChannel;
import org.jpos.iso.channel.RawChannel;
import org.jpos.iso.packager.ISO87APackager;
import org.jpos.iso.packager.ISO87BPackager;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that others have published converse with a codec and a classifier that were made from settings alone. */
@Timeout(60)
class PublishedClientsTest {
    private static final ISOPackager PACKAGER = new ISO87APackager();
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final byte SUBMIT = 4;
    private static final byte BIND = 9;

    /** A jPOS channel and the settings for it. */
    record Channel(BaseChannel channel, List<String> settings) {
        @Override
        public String toString() {
            return channel.getClass().getSimpleName();
        }
    }

    static Stream<Channel> channels() throws Exception {
        return Stream.of(
                new Channel(new ASCIIChannel(PACKAGER), List.of("width=4", "encoding=ascii")),
                new Channel(new HEXChannel("127.0.0.1", 0, PACKAGER, null), List.of("width=4", "encoding=hex")),
                new Channel(nac(), List.of("width=2")),
                new Channel(new BCDChannel("127.0.0.1", 0, PACKAGER, null), List.of("width=2", "encoding=bcd")),
                new Channel(new CSChannel(PACKAGER), List.of("width=2", "after=2")),
                new Channel(new RawChannel("127.0.0.1", 0, PACKAGER, null), List.of("width=4")),
                new Channel(amex(), List.of("width=2", "counts=field")),
                new Channel(new BASE24TCPChannel(PACKAGER), List.of("width=2", "trailer=ETX", "counts=trailer")));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void shouldAnswerNetworkManagementAndFinancialMessagesOfJpos(Channel one) throws Exception {
        Classifier rules = classifier("reply", "digit 2 odd", "answer", "mark");
        try (CodecServer server = new CodecServer(codec(one.settings), message -> List.of(marked(rules, message)))) {
            BaseChannel channel = one.channel;
            channel.setHost("127.0.0.1", server.port());
            channel.setTimeout(TIMEOUT_MILLIS);
            channel.connect();
            try {
                for (int stan = 1; stan <= 50; stan++) {
                    ISOMsg request = request(stan % 2 == 0 ? "0800" : "0200", stan);
                    channel.send(request);
                    ISOMsg reply = channel.receive();
                    assertThat(reply.getMTI()).isEqualTo(stan % 2 == 0 ? "0810" : "0210");
                    assertThat(reply.getString(11)).isEqualTo(request.getString(11));
                    assertThat(reply.getString(48)).isEqualTo(request.getString(48));
                }
            } finally {
                channel.disconnect();
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void shouldFindTheKeyOfWhateverJposPacks() throws Exception {
        Classifier ascii = classifier("reply", "digit 2 odd", "key", "iso8583 0 + iso8583 11 + iso8583 41");
        Classifier packed = classifier("reply", "high-digit 1 odd", "key", "iso8583-packed 11 + iso8583-packed 41");
        for (int stan = 1; stan <= 200; stan++) {
            ISOMsg request = request(stan % 2 == 0 ? "0200" : "0210", stan);
            for (int field = 2; field < 48; field++) {
                if ((stan * 31 + field) % 3 == 0 && field != 11 && field != 41) {
                    request.set(field, content(field, stan));
                }
            }
            String number = request.getString(11);
            request.setPackager(PACKAGER);
            assertThat(ascii.classify(ByteBuffer.wrap(request.pack())).key())
                    .as("stan %s", stan)
                    .contains("0200|" + number + "|TERM0001");
            request.setPackager(new ISO87BPackager());
            assertThat(packed.classify(ByteBuffer.wrap(request.pack()))
                            .key()
                            .map(key -> hexOf(key.substring(0, 3)) + key.substring(3)))
                    .as("stan %s", stan)
                    .contains(number + "|TERM0001");
        }
    }

    @Test
    void shouldAcknowledgeMessagesOfHapi() throws Exception {
        try (HapiContext context = new DefaultHapiContext();
                CodecServer server = new CodecServer(
                        Framing.codec("framing=mllp"), message -> List.of(acknowledged(context, message)))) {
            context.setLowerLayerProtocol(new MinLowerLayerProtocol());
            Connection connection = context.newClient("127.0.0.1", server.port(), false);
            try {
                for (int i = 0; i < 20; i++) {
                    ADT_A01 message = new ADT_A01();
                    message.initQuickstart("ADT", "A01", "P");
                    message.getMSH().getMessageControlID().setValue("M" + i);
                    Message answer = connection.getInitiator().sendAndReceive(message);
                    assertThat(answer.encode()).contains("MSA|AA|M" + i);
                }
            } finally {
                connection.close();
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void shouldAnswerRegistersToJ2mod() throws Exception {
        try (CodecServer server = new CodecServer(
                codec(List.of("offset=4", "width=2", "header=keep")), request -> List.of(registers(request)))) {
            ModbusTCPMaster master = new ModbusTCPMaster("127.0.0.1", server.port());
            master.connect();
            try {
                for (int i = 0; i < 20; i++) {
                    assertThat(registersOf(master)).containsExactly(7, 8, 9);
                }
            } finally {
                master.disconnect();
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void shouldTalkBothWaysWithJsmpp() throws Exception {
        Classifier rules = classifier(
                "reply", "bits 0 0x80000000",
                "key", "bytes 8 4",
                "heartbeat", "bytes 0 = 0x00000015",
                "heartbeat-answer", "0x80000015 0x00000000 {request 8 4}");
        LinkedBlockingQueue<String> replies = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<String> delivered = new LinkedBlockingQueue<>();
        try (CodecServer server = new CodecServer(
                codec(List.of("width=4", "counts=field")), message -> centre(rules, message, replies))) {
            SMPPSession session = new SMPPSession();
            session.setMessageReceiverListener(new Receiver(delivered));
            session.setEnquireLinkTimer(200);
            session.connectAndBind(
                    "127.0.0.1",
                    server.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            "user",
                            "secret",
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""));
            assertThat(submit(session, "hello")).isEqualTo("id7");
            server.send(deliverSm(0x42));
            assertThat(delivered.poll(10, TimeUnit.SECONDS)).isEqualTo("from the centre");
            assertThat(replies.poll(10, TimeUnit.SECONDS)).isEqualTo("\0\0\0\102");
            assertThat(replies.poll(10, TimeUnit.SECONDS)).as("a sign of life").isEqualTo("HEARTBEAT");
            assertThat(submit(session, "again")).isEqualTo("id7");
            session.unbindAndClose();
            assertThat(server.errors()).isEmpty();
        }
    }

    /** Answers as a message centre does. */
    private static List<byte[]> centre(Classifier rules, byte[] message, LinkedBlockingQueue<String> replies) {
        Classified what = rules.classify(ByteBuffer.wrap(message));
        switch (what.kind()) {
            case REPLY -> {
                replies.add(what.key().orElseThrow());
                return List.of();
            }
            case HEARTBEAT -> {
                replies.add("HEARTBEAT");
                return List.of(what.answer().orElseThrow().array());
            }
            default -> {
                byte[] body = ascii(message[3] == SUBMIT ? "id7\0" : message[3] == BIND ? "smc\0" : "");
                ByteBuffer answer = ByteBuffer.allocate(12 + body.length);
                answer.putInt(ByteBuffer.wrap(message).getInt() | 0x80000000).putInt(0);
                return List.of(answer.put(message, 8, 4).put(body).array());
            }
        }
    }

    private static String submit(SMPPSession session, String text) throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "1",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "2",
                        new ESMClass(),
                        (byte) 0,
                        (byte) 0,
                        null,
                        null,
                        new RegisteredDelivery(0),
                        (byte) 0,
                        new GeneralDataCoding(Alphabet.ALPHA_DEFAULT),
                        (byte) 0,
                        ascii(text))
                .getMessageId();
    }

    private static byte[] deliverSm(int sequence) {
        byte[] text = ascii("from the centre");
        ByteBuffer pdu = ByteBuffer.allocate(200);
        pdu.putInt(5).putInt(0).putInt(sequence);
        pdu.put((byte) 0)
                .put((byte) 0)
                .put((byte) 0)
                .put(ascii("2\0"))
                .put((byte) 0)
                .put((byte) 0)
                .put(ascii("1\0"));
        pdu.put(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0}).put((byte) text.length).put(text);
        byte[] bytes = new byte[pdu.position()];
        pdu.get(0, bytes);
        return bytes;
    }

    private static byte[] registers(byte[] request) {
        ByteBuffer answer = ByteBuffer.allocate(15);
        answer.put(request, 0, 4)
                .putShort((short) 9)
                .put(request[6])
                .put(request[7])
                .put((byte) 6);
        return answer.putShort((short) 7)
                .putShort((short) 8)
                .putShort((short) 9)
                .array();
    }

    private static int[] registersOf(ModbusTCPMaster master) {
        try {
            return Stream.of(master.readMultipleRegisters(1, 0, 3))
                    .mapToInt(register -> register.getValue())
                    .toArray();
        } catch (ModbusException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] acknowledged(HapiContext context, byte[] message) {
        try {
            return ascii(
                    context.getPipeParser().parse(text(message)).generateACK().encode());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] marked(Classifier rules, byte[] message) {
        ByteBuffer reply = rules.reply(ByteBuffer.wrap(message), ByteBuffer.wrap(message));
        byte[] bytes = new byte[reply.remaining()];
        reply.get(bytes);
        return bytes;
    }

    /** Returns what will do for a field of any form. */
    private static String content(int field, int stan) {
        if (field >= 28 && field <= 31) {
            return "C0000001";
        }
        boolean variable = field == 2 || (field >= 32 && field <= 35);
        return variable ? "1".repeat(stan % 9 + 1) : "1";
    }

    private static ISOMsg request(String mti, int stan) throws Exception {
        ISOMsg message = new ISOMsg();
        message.setMTI(mti);
        message.set(7, "1122203000");
        message.set(11, "%06d".formatted(stan));
        message.set(41, "TERM0001");
        message.set(48, "x".repeat(stan));
        return message;
    }

    private static BaseChannel nac() {
        NACChannel channel = new NACChannel();
        channel.setPackager(PACKAGER);
        return channel;
    }

    private static BaseChannel amex() {
        AmexChannel channel = new AmexChannel();
        channel.setPackager(PACKAGER);
        return channel;
    }

    private static Codec codec(List<String> words) {
        return Framing.codec(
                Stream.concat(Stream.of("framing=length"), words.stream().map(word -> "framing." + word))
                        .toArray(String[]::new));
    }

    private static Classifier classifier(String... rules) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < rules.length; i += 2) {
            properties.put("classifier." + rules[i], rules[i + 1]);
        }
        SettingsReader in = new SettingsReader(properties);
        Classifier classifier = new RulesFactory().classifier(in, "classifier");
        assertThat(in.problems()).isEmpty();
        return classifier;
    }

    private static String hexOf(String text) {
        return HexFormat.of().formatHex(ascii(text));
    }

    /** Keeps what the message centre delivers. */
    private record Receiver(LinkedBlockingQueue<String> delivered) implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm deliverSm) {
            delivered.add(text(deliverSm.getShortMessage()));
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification notification) {}

        @Override
        public DataSmResult onAcceptDataSm(DataSm dataSm, Session source) {
            throw new IllegalStateException("no data_sm is sent");
        }
    }
}
