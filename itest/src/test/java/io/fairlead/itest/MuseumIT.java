package io.fairlead.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * The whole museum: 69,202 works and 3,538 makers are loaded into a running instance, and what an IMu client gets equals
 * what is computed here from the JSON lines alone.
 */
public class MuseumIT {
    private static final int HIDDEN = 101;
    private static final int PAGE = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private static RunningInstance instance;
    private static Map<Integer, JsonNode> makers;
    private static Map<Integer, JsonNode> works;

    @BeforeClass
    public static void load() throws Exception {
        Path data = Feature.root().resolve("../shared/data/museum").normalize();
        assumeTrue("skipped: the whole museum is not at " + data, Files.isDirectory(data));
        makers = lines(data.resolve("artists.jsonl.gz"));
        works = lines(data.resolve("artworks.jsonl.gz"));
        instance = RunningInstance.at("127.0.0.50")
                .set("io.fairlead.catalogue-museum.cfg", "load-on-empty", "")
                .start();

        assertThat(instance.exec("catalogue:load " + data))
                .startsWith("0 ")
                .contains("72,740 records loaded, 4 of them in place of earlier ones, 0 lines refused");
    }

    @AfterClass
    public static void stop() throws Exception {
        if (instance != null) {
            instance.close();
        }
    }

    @Test
    public void shouldFindTurnerAndGoFromWorksToMakersToMovements() throws Exception {
        List<List<Object>> expected = works.values().stream()
                .filter(work ->
                        visible(work) && words(work.path("title").asText("")).contains("turner"))
                .map(work -> List.<Object>of(
                        irn(work),
                        makersOf(work).map(MuseumIT::makerWithMovements).toList()))
                .toList();

        List<List<Object>> got = new ArrayList<>();
        for (JsonNode row : rows(
                "ecatalogue",
                "TitMainTitle",
                "irn,CreCreatorRef_tab.(irn,NamFullName,BioMovement_tab)",
                expected.size())) {
            List<Object> attached = new ArrayList<>();
            row.get("CreCreatorRef_tab")
                    .forEach(maker -> attached.add(
                            maker.isNull()
                                    ? "hidden"
                                    : List.of(
                                            irn2(maker),
                                            maker.get("NamFullName").asText(),
                                            texts(maker.get("BioMovement_tab")))));
            got.add(List.of(irn2(row), attached));
        }

        assertThat(got).isEqualTo(expected);
    }

    @Test
    public void shouldGoBackFromTurnerToAllWorksAndTheirMakers() throws Exception {
        List<List<Object>> expected = makers.values().stream()
                .filter(maker -> visible(maker)
                        && words(maker.get("name").asText().replaceFirst(",.*", ""))
                                .contains("turner"))
                .map(maker -> List.<Object>of(
                        irn(maker),
                        works.values().stream()
                                .filter(work ->
                                        visible(work) && makersOf(work).anyMatch(each -> irn(each) == irn(maker)))
                                .map(work -> List.<Object>of(
                                        irn(work),
                                        makersOf(work).map(MuseumIT::makerName).toList()))
                                .toList()))
                .toList();

        List<List<Object>> got = new ArrayList<>();
        for (JsonNode row : rows(
                "eparties",
                "NamLast",
                "irn,works=<ecatalogue:CreCreatorRef_tab>.(irn,CreCreatorRef_tab.NamFullName)",
                expected.size())) {
            List<Object> referring = new ArrayList<>();
            row.get("works").forEach(work -> {
                List<Object> names = new ArrayList<>();
                work.get("CreCreatorRef_tab")
                        .forEach(maker -> names.add(
                                maker.isNull()
                                        ? "hidden"
                                        : maker.get("NamFullName").asText()));
                referring.add(List.of(irn2(work), names));
            });
            got.add(List.of(irn2(row), referring));
        }

        assertThat(got).isEqualTo(expected);
    }

    private static List<JsonNode> rows(String module, String column, String columns, int expected) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (ImuClient client = new ImuClient(instance.address(), 40000)) {
            String found = client.call("{\"method\":\"findTerms\",\"params\":[\"and\",[[\"" + column
                    + "\",\"Turner\",null]]],\"name\":\"Module\",\"create\":\"" + module + "\"}\\r\\n");
            assertThat(ImuClient.member(found, "result")).isEqualTo(String.valueOf(expected));
            String id = ImuClient.member(found, "id");
            JsonNode page;
            do {
                page = JSON.readTree(client.call("{\"method\":\"fetch\",\"params\":{\"flag\":\"start\",\"offset\":"
                                + rows.size() + ",\"count\":" + PAGE + ",\"columns\":\"" + columns + "\"},\"id\":\""
                                + id
                                + "\"}\\r\\n"))
                        .path("result")
                        .path("rows");
                page.forEach(rows::add);
            } while (page.size() == PAGE);
        }
        return rows;
    }

    private static java.util.stream.Stream<JsonNode> makersOf(JsonNode work) {
        return StreamSupport.stream(work.get("contributors").spliterator(), false)
                .sorted(Comparator.comparingInt(each -> each.get("order").asInt()));
    }

    private static Object makerWithMovements(JsonNode contributor) {
        JsonNode maker = makers.get(irn(contributor));
        return maker == null || !visible(maker)
                ? "hidden"
                : List.of(irn(maker), maker.get("displayName").asText(), texts(maker.get("movements")));
    }

    private static Object makerName(JsonNode contributor) {
        JsonNode maker = makers.get(irn(contributor));
        return maker == null || !visible(maker)
                ? "hidden"
                : maker.get("displayName").asText();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> words(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.asList(folded.split("[^\\p{L}\\p{Nd}]+", -1));
    }

    private static boolean visible(JsonNode record) {
        return irn(record) % HIDDEN != 0;
    }

    private static int irn(JsonNode record) {
        return record.get("id").asInt();
    }

    private static int irn2(JsonNode row) {
        return row.get("irn").asInt();
    }

    private static Map<Integer, JsonNode> lines(Path file) throws IOException {
        Map<Integer, JsonNode> records = new TreeMap<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode record = JSON.readTree(line);
                records.put(irn(record), record);
            }
        }
        return records;
    }
}
