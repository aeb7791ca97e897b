package io.fairlead.catalogue.jdbc;

import static io.fairlead.catalogue.jdbc.Catalogues.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.Records;
import io.fairlead.catalogue.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LoaderTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private JdbcCatalogue catalogue;
    private View view;

    @BeforeEach
    void open() throws SQLException, IOException {
        catalogue = Catalogues.museum(Catalogues.fileUrl(folder));
        view = catalogue.view(RecordFilter.everything());
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private Loader.Outcome load(Path place, String... module) throws IOException {
        return Catalogues.loader(catalogue, Catalogues.into(said))
                .load(place, List.of(module).stream().findFirst());
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines));
    }

    private String text(String module, int irn, String column) {
        return String.valueOf(
                view.records(module, Irns.of(irn), List.of(column), call()).text(0, 0));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldMapTheOpenDataToTheMuseumsColumns() throws IOException {
        write(
                "artists.jsonl",
                "{\"id\":202,\"name\":\"Turner, Joseph, Sir\",\"displayName\":\"Joseph Turner\",\"dates\":\"1775–1851\","
                        + "\"gender\":\"Male\",\"birthYear\":1775,\"movements\":[\"Romanticism\",\"Sublime\"]}",
                "{\"id\":3,\"name\":\"Rothko\",\"displayName\":\"Rothko\",\"dates\":null,\"movements\":[]}");
        write(
                "artworks.jsonl",
                "{\"id\":9,\"accession\":\"N1\",\"title\":\"Sea\",\"startYear\":\"no date\",\"endYear\":1850,"
                        + "\"dimensions\":\"a\\r\\nb\",\"contributors\":[{\"id\":3,\"role\":\"after\",\"order\":2},"
                        + "{\"id\":202,\"role\":\"artist\",\"order\":1}],\"subjects\":[\"sea\",\"boat, fishing\"]}");

        assertThat(load(folder)).satisfies(outcome -> {
            assertThat(outcome.loaded()).isEqualTo(3);
            assertThat(outcome.refused()).isZero();
        });

        assertThat(text("eparties", 202, "NamLast")).isEqualTo("Turner");
        assertThat(text("eparties", 202, "NamFirst")).isEqualTo("Joseph, Sir");
        assertThat(text("eparties", 202, "SummaryData")).isEqualTo("Joseph Turner (1775–1851)");
        assertThat(text("eparties", 202, "AdmPublishWebNoPassword")).isEqualTo("No");
        assertThat(text("eparties", 3, "SummaryData")).isEqualTo("Rothko");
        assertThat(text("eparties", 3, "NamFirst")).isEqualTo("null");
        assertThat(text("eparties", 3, "AdmPublishWebNoPassword")).isEqualTo("Yes");
        assertThat(text("ecatalogue", 9, "SummaryData")).isEqualTo("Sea (N1)");
        assertThat(text("ecatalogue", 9, "CreEarliestYear")).isEqualTo("null");
        assertThat(text("ecatalogue", 9, "PhyDimensions")).isEqualTo("a\r\nb");
        assertThat(text("ecatalogue", 9, "modifiedTimeStamp")).isEqualTo("2014-10-01T00:00:00");
        Records work = view.records("ecatalogue", Irns.of(9), List.of("CreCreatorRef_tab", "CreRole_tab"), call());
        assertThat(List.of(work.reference(0, 0, 0), work.reference(0, 0, 1))).containsExactly(202, 3);
        assertThat(List.of(work.text(0, 1, 0), work.text(0, 1, 1))).containsExactly("artist", "after");
    }

    @Test
    void shouldRefuseALineAndSayWhyAndGoOn() throws IOException {
        Path file = write(
                "eparties.jsonl",
                "{\"irn\":1,\"NamLast\":\"Good\"}",
                "{\"irn\":2,\"NamLast\":",
                "[1]",
                "",
                "{\"NamLast\":\"No number\"}",
                "{\"irn\":\"-5\"}",
                "{\"irn\":3,\"BioBirthYear\":\"about 1800\"}",
                "{\"irn\":4,\"NamLast\":\"A\",\"NamLast\":\"B\"}",
                "{\"irn\":5,\"NamRoles_tab\":[\"artist\",null,\"maker\"]}");

        Loader.Outcome outcome = load(file);

        assertThat(outcome.loaded()).isEqualTo(2);
        assertThat(outcome.refused()).isEqualTo(6);
        assertThat(said().lines().filter(line -> line.contains("refused")))
                .hasSize(6)
                .anySatisfy(line -> assertThat(line).startsWith("eparties.jsonl line 2 refused: "))
                .anySatisfy(
                        line -> assertThat(line).isEqualTo("eparties.jsonl line 3 refused: it is not a JSON object"))
                .anySatisfy(line -> assertThat(line).isEqualTo("eparties.jsonl line 5 refused: it has no irn"))
                .anySatisfy(line -> assertThat(line).contains("line 7").contains("about 1800"))
                .anySatisfy(line -> assertThat(line).contains("line 8").contains("Duplicate field"));
        assertThat(view.search("eparties", new Query.All(), 10, call()).irns()).isEqualTo(Irns.of(1, 5));
    }

    @Test
    void shouldTellOnlyTheFirstOfManyRefusals() throws IOException {
        Path file = write("eparties.jsonl", "bad\n".repeat(50));

        assertThat(load(file).refused()).isEqualTo(50);
        assertThat(said()).contains("eparties.jsonl: 30 more lines refused");
        assertThat(said().lines().filter(line -> line.contains(" refused: "))).hasSize(20);
    }

    @Test
    void shouldReplaceWhatIsLoadedAgain() throws IOException {
        load(write("eparties.jsonl", "{\"irn\":1,\"NamLast\":\"Old\",\"NamRoles_tab\":[\"a\",\"b\"]}", "{\"irn\":2}"));
        load(write("eparties.jsonl", "{\"irn\":1,\"NamLast\":\"New\"}", "{\"irn\":1,\"NamLast\":\"Newer\"}"));

        assertThat(view.count("eparties", new Query.All(), call())).isEqualTo(2);
        assertThat(text("eparties", 1, "NamLast")).isEqualTo("Newer");
        assertThat(view.count("eparties", Query.compare("NamLast", Operator.EQUAL, "old"), call()))
                .isZero();
        assertThat(view.count("eparties", Query.compare("NamRoles_tab", Operator.IS_NULL, ""), call()))
                .isEqualTo(2);
    }

    @Test
    void shouldReadCsv() throws IOException {
        Path file = write(
                "people.csv", "irn,NamLast,BioBirthYear,NamRoles_tab", "7,\"Quote \"\"Q\"\", Q\",1800,artist", "8,Two");

        Loader.Outcome outcome = load(file, "eparties");

        assertThat(outcome.loaded()).isEqualTo(1);
        assertThat(said()).contains("people.csv line 3 refused: it has 2 fields, not as many as the head line");
        assertThat(text("eparties", 7, "NamLast")).isEqualTo("Quote \"Q\", Q");
        assertThat(view.count("eparties", Query.compare("NamRoles_tab", Operator.EQUAL, "artist"), call()))
                .isEqualTo(1);
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        Path unknown = write("things.jsonl", "{}");
        Path format = write("eparties.xml", "<a/>");

        assertThatThrownBy(() -> load(unknown)).hasMessageContaining("belongs to no module");
        assertThatThrownBy(() -> load(format)).hasMessageContaining(".jsonl");
        assertThatThrownBy(() -> load(folder.resolve("nowhere"))).hasMessageContaining("neither a file nor a folder");
        assertThatThrownBy(() -> load(Files.createDirectory(folder.resolve("empty"))))
                .hasMessageContaining("artists.jsonl");
    }

    @Test
    void shouldLoadTheSmallCatalogueThatComesWithTheProduct() throws IOException {
        Path data = Path.of(System.getProperty("fairlead.root", "../.."), "cnf", "data", "museum");

        Loader.Outcome outcome = load(data);

        assertThat(outcome.refused()).as(said()).isZero();
        assertThat(outcome.loaded()).isGreaterThan(700);
        View published = catalogue.view(RecordFilter.where("AdmPublishWebNoPassword", "Yes"));
        Irns turners = published
                .search("eparties", Query.compare("NamLast", Operator.EQUAL, "Turner"), 100, call())
                .irns();
        assertThat(turners.stream()).contains(558);
        assertThat(view.referring("ecatalogue", "CreCreatorRef_tab", Irns.of(558), 1000, call())
                        .to(0)
                        .size())
                .isGreaterThan(90);
        assertThat(published.count("ecatalogue", new Query.All(), call()))
                .isLessThan(view.count("ecatalogue", new Query.All(), call()));
        assertThat(said()).contains("rows/s");
    }

    @Test
    void shouldLoadWhileItIsSearched() throws IOException, InterruptedException {
        String[] lines = IntStream.rangeClosed(1, 12_000)
                .mapToObj(irn -> "{\"irn\":" + irn + ",\"NamLast\":\"Common name " + irn % 97 + "\"}")
                .toArray(String[]::new);
        Path file = write("eparties.jsonl", lines);
        AtomicBoolean done = new AtomicBoolean();
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Query common = Query.compare("NamLast", Operator.CONTAINS, "common");
        Thread searcher = new Thread(() -> {
            try {
                while (!done.get()) {
                    seen.add(view.count("eparties", common, call()));
                }
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        searcher.start();

        load(file);

        done.set(true);
        searcher.join();
        assertThat(failure.get()).isNull();
        assertThat(seen).isSorted().isSubsetOf(0L, 5000L, 10_000L, 12_000L);
        assertThat(view.count("eparties", common, call())).isEqualTo(12_000);
    }

    @Test
    void shouldOutliveAThreadThatIsInterrupted() throws IOException, InterruptedException, SQLException {
        String summary = "long ".repeat(600);
        load(write(
                "eparties.jsonl",
                IntStream.rangeClosed(1, 3000)
                        .mapToObj(irn -> "{\"irn\":" + irn + ",\"SummaryData\":\"" + summary + irn + "\"}")
                        .toArray(String[]::new)));
        catalogue.close();
        catalogue = Catalogues.museum(Catalogues.fileUrl(folder));
        view = catalogue.view(RecordFilter.everything());
        Thread interrupted = new Thread(() -> {
            for (int irn = 1; irn <= 3000; irn += 10) {
                Thread.currentThread().interrupt();
                ask(irn);
            }
        });
        interrupted.start();
        interrupted.join();

        assertThat(text("eparties", 2999, "SummaryData")).isEqualTo(summary + 2999);
        load(write("eparties.jsonl", "{\"irn\":5000}"));
        assertThat(view.count("eparties", new Query.All(), call())).isEqualTo(3001);
    }

    private void ask(int irn) {
        try {
            text("eparties", irn, "SummaryData");
        } catch (CatalogueException e) {
            assertThat(e.kind()).isEqualTo(CatalogueException.Kind.UNAVAILABLE);
        }
    }

    @Test
    void shouldEndWhenItIsStopped() throws IOException {
        Path file = write("eparties.jsonl", "{\"irn\":1}");
        Loader loader = Catalogues.loader(catalogue, Catalogues.into(said));
        loader.stop();

        assertThat(loader.load(file, Optional.empty()).loaded()).isZero();
    }
}
