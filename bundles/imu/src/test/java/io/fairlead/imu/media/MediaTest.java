package io.fairlead.imu.media;

import static io.fairlead.imu.testing.Conversation.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.imu.stream.Binary;
import io.fairlead.imu.testing.Conversation;
import io.fairlead.imu.testing.Museum;
import io.fairlead.imu.testing.Server;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Multimedia as clients ask for it: uploaded, attached, chosen and made to measure. */
@Timeout(60)
class MediaTest {
    @TempDir
    Path folder;

    private Museum museum;
    private Server server;

    @BeforeEach
    void start() {
        museum = new Museum();
        server = new Server(museum.catalogue(), settings());
    }

    @AfterEach
    void close() {
        server.close();
        museum.close();
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("media-path", folder.toString(), "allow-updates", "yes"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> upload(String name, byte[] bytes) {
        return (Map<String, Object>) new Conversation(server.connect(), "\"name\":\"Service::Multimedia::Insert\"")
                .upload("{\"fileName\":\"" + name + "\",\"fileData\":", bytes, "}")
                .get("result");
    }

    private Conversation media() {
        Conversation media = new Conversation(server.connect(), "\"name\":\"Module\",\"create\":\"emultimedia\"");
        media.result("findTerms", "[\"and\",[]]");
        return media;
    }

    private Object column(String specification) {
        Map<String, Object> row = media().rows("\"v=" + specification + "\"").get(0);
        return row.get("v");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static byte[] bytes(Object file) {
        try (InputStream in = Channels.newInputStream(((Binary) file).open())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldTellOfAnUploadedImageWhatItIs() {
        byte[] picture = Pictures.of(400, 200, "png");

        assertThat(upload("C:\\\\pictures\\\\p.png", picture))
                .containsEntry("identifier", "p.png")
                .containsEntry("mimeType", "image")
                .containsEntry("mimeFormat", "png")
                .containsEntry("size", (long) picture.length)
                .containsEntry("height", 200L)
                .containsEntry("width", 400L)
                .containsKey("md5Checksum");
        assertThat(object(column("master")))
                .containsEntry("kind", "master")
                .containsEntry("index", 0L)
                .containsEntry("identifier", "p.png")
                .containsEntry("imageType", "TrueColor")
                .containsEntry("colourSpace", "RGB")
                .containsEntry("bitsPerPixel", 24L)
                .containsEntry("numberPages", 1L)
                .containsEntry("planes", 3L)
                .containsEntry("height", 200L)
                .containsEntry("fileSize", (long) picture.length)
                .containsEntry("size", (long) picture.length)
                .containsKeys("md5Checksum", "md5Sum", "quality", "resolution", "compression", "numberColours")
                .doesNotContainKey("file");
        assertThat(object(column("thumbnail")))
                .containsEntry("kind", "thumbnail")
                .containsEntry("index", 1L)
                .containsEntry("identifier", "p.thumb.jpg")
                .containsEntry("height", 45L)
                .containsEntry("width", 90L)
                .containsEntry("quality", 90L);
        assertThat(column("resolutions")).isEqualTo(List.of());
        assertThat(column("supplementary")).isEqualTo(List.of());
    }

    @Test
    void shouldGiveTheFileItselfUnchanged() {
        byte[] hostile = "AB\r\n\0\u00ff\"}*3\r\n".getBytes(StandardCharsets.ISO_8859_1);
        upload("a.bin", hostile);

        Map<String, Object> resource = object(column("resource{checksum:md5}"));

        assertThat(bytes(resource.remove("file"))).isEqualTo(hostile);
        assertThat(resource)
                .isEqualTo(value("{\"identifier\":\"a.bin\",\"mimeType\":\"application\","
                        + "\"mimeFormat\":\"octet-stream\",\"size\":12,"
                        + "\"checksum\":\"" + object(column("master")).get("md5Checksum") + "\"}"));
        assertThat(object(column("resource{checksum:crc32}")).get("checksum"))
                .asString()
                .matches("[0-9a-f]{8}");
    }

    @Test
    void shouldGiveTheFileAloneAsTextOrNotAtAll() {
        byte[] text = "Hello".getBytes(StandardCharsets.UTF_8);
        upload("a.txt", text);

        assertThat(bytes(column("resource{resource:only}"))).isEqualTo(text);
        assertThat(column("resource{resource:only,encoding:base64}"))
                .isEqualTo(Base64.getEncoder().encodeToString(text));
        assertThat(object(column("resource(index == 0)"))).doesNotContainKey("file");
        assertThat(column("resource(index == 7)")).isNull();
        assertThat(column("resources{resource:only,encoding:base64}"))
                .isEqualTo(List.of(Map.of("file", Base64.getEncoder().encodeToString(text))));
    }

    @Test
    void shouldTellOfAnEmptyFileWithoutSendingIt() {
        upload("empty", new byte[0]);

        assertThat(object(column("resource"))).containsEntry("size", 0L).containsEntry("file", null);
    }

    @Test
    void shouldMakeAnImageToMeasureOnce() throws IOException {
        upload("p.png", Pictures.of(400, 200, "png"));

        for (int i = 0; i < 2; i++) {
            Map<String, Object> made = object(column("resource{height:50,format:jpeg}"));
            BufferedImage image = Pictures.read(bytes(made.get("file")));
            assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(100, 50);
            assertThat(new java.awt.Color(image.getRGB(10, 25)).getRed()).isGreaterThan(200);
            assertThat(new java.awt.Color(image.getRGB(90, 25)).getBlue()).isGreaterThan(200);
            assertThat(made)
                    .containsEntry("identifier", "p.jpeg")
                    .containsEntry("mimeFormat", "jpeg")
                    .containsEntry("height", 50L)
                    .containsEntry("width", 100L);
        }
        assertThat(made()).hasSize(2);
        assertThat(object(column("master"))).containsEntry("height", 200L);
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("made"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void shouldKeepNoMoreMadeImagesThanTheCacheHolds() throws IOException {
        server.configure(settings("media-cache", "2k"));
        upload("p.png", Pictures.of(400, 200, "png"));

        for (int height = 20; height < 60; height++) {
            assertThat(object(column("resource{format:bmp,height:" + height + "}")))
                    .containsEntry("height", (long) height);
        }

        assertThat(made()).hasSizeLessThan(5);
    }

    @Test
    void shouldRefuseAnImageOfTooManyPixelsBeforeItIsDecoded() {
        upload("p.png", Pictures.of(1500, 1000, "png"));
        server.configure(settings("max-megapixels", "1"));

        assertThat(media().refusal(
                                "fetch",
                                "{\"flag\":\"start\",\"offset\":0,\"count\":1,\"columns\":\"resource{height:100}\"}"))
                .isEqualTo(List.of("MultimediaImageLimit", List.of("max-megapixels", 1L)));
        assertThat(object(column("resource"))).containsEntry("width", 1500L);
    }

    @Test
    void shouldRefuseToChangeADamagedImage() {
        byte[] picture = Pictures.of(400, 200, "png");
        upload("p.png", java.util.Arrays.copyOf(picture, picture.length / 2));

        assertThat(media().refusal(
                                "fetch",
                                "{\"flag\":\"start\",\"offset\":0,\"count\":1,\"columns\":\"resource{height:10}\"}"))
                .isEqualTo(List.of("MultimediaImageUnreadable", List.of("p.png")));
    }

    @Test
    void shouldLayTheWatermarkOverEveryImageItIsFor() throws IOException {
        Files.write(folder.resolve("mark.png"), Pictures.of(20, 20, "png"));
        upload("p.png", Pictures.of(400, 200, "png"));
        server.configure(settings("watermarking", "image:" + folder.resolve("mark.png") + ":100x100:ne:100%:50k-px"));

        BufferedImage marked = Pictures.read(bytes(object(column("resource")).get("file")));
        BufferedImage small =
                Pictures.read(bytes(object(column("resource{height:100}")).get("file")));

        assertThat(new java.awt.Color(marked.getRGB(310, 50))).isEqualTo(java.awt.Color.RED);
        assertThat(new java.awt.Color(marked.getRGB(310, 150))).isEqualTo(java.awt.Color.BLUE);
        assertThat(new java.awt.Color(small.getRGB(160, 20)).getBlue()).isGreaterThan(200);
    }

    @Test
    void shouldShowTheMultimediaThatIsAttached() {
        Map<String, Object> picture = upload("p.png", Pictures.of(40, 20, "png"));
        Map<String, Object> notes = upload("n.pdf", "%PDF".getBytes(StandardCharsets.UTF_8));
        museum.attach(1, String.valueOf(notes.get("irn")), String.valueOf(picture.get("irn")));
        Conversation parties = new Conversation(server.connect(), "\"name\":\"Module\",\"create\":\"eparties\"");
        parties.result("findKey", "1");

        Map<String, Object> row = parties.rows("\"image,images.(MulTitle,master),multimedia.MulTitle,videos,video,"
                        + "application.resource{resource:only,encoding:base64}\"")
                .get(0);

        assertThat(row.get("image")).isEqualTo(Map.of("irn", picture.get("irn"), "type", "image", "format", "png"));
        assertThat(row.get("images")).asString().contains("MulTitle=p", "kind=master", "type=image");
        assertThat(row.get("multimedia"))
                .isEqualTo(List.of(
                        Map.of("irn", notes.get("irn"), "type", "application", "format", "pdf", "MulTitle", "n"),
                        Map.of("irn", picture.get("irn"), "type", "image", "format", "png", "MulTitle", "p")));
        assertThat(row).containsEntry("videos", List.of()).containsEntry("video", null);
        assertThat(object(row.get("application")))
                .containsEntry("resource", Base64.getEncoder().encodeToString("%PDF".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldGiveNothingForAFileThatIsNoLongerThere() throws IOException {
        upload("p.png", Pictures.of(400, 200, "png"));
        try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
            files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
        }

        assertThat(column("resource")).isNull();
        assertThat(column("resources")).isEqualTo(List.of());
    }

    @Test
    void shouldRefuseAnUploadThatIsNotAllowedOrNotWhole() {
        Conversation insert = new Conversation(server.connect(), "\"name\":\"Service::Multimedia::Insert\"");
        assertThat(insert.refusal("process", "{\"fileName\":\"a\"}").get(0)).isEqualTo("HandlerParams");
        assertThat(insert.refusal("process", "{\"fileData\":null}").get(0)).isEqualTo("HandlerParams");
        assertThat(insert.refusal("swim", "{}").get(0)).isEqualTo("HandlerMethodUnknown");
        server.configure(settings("allow-updates", "authenticated"));

        assertThat(new Conversation(server.connect(), "\"name\":\"Service::Multimedia::Insert\"")
                        .upload("{\"fileName\":\"a\",\"fileData\":", new byte[3], "}"))
                .containsEntry("error", "ModuleUpdatesNotAllowed")
                .containsEntry("args", List.of("authenticated", "default"));
        assertThat(media().result("findTerms", "[\"and\",[]]")).isEqualTo(0L);
    }
}
