package io.fairlead.catalogue.jdbc;

import static io.fairlead.catalogue.jdbc.Catalogues.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.View;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole museum, where its files are at hand, against what a plain reading of them says. */
class FullSetTest {
    private static final Pattern TURNER =
            Pattern.compile("(?<![\\p{L}\\p{N}])turner(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);
    private static final int SLICE = 12_000;

    @TempDir
    Path folder;

    /** A slice of the works, so that the test stays short; every work of it is looked at. */
    @Test
    @Timeout(120)
    void shouldFindWhatAPlainReadingOfTheFileFinds() throws IOException, SQLException {
        Path data = Path.of(System.getProperty("fairlead.root", "../.."), "..", "shared", "data", "museum");
        Assumptions.assumeTrue(
                Files.isReadable(data.resolve("artworks.jsonl.gz")), "skipped: no museum data in " + data);
        Path slice = folder.resolve("artworks.jsonl");
        Set<Integer> titled = new TreeSet<>();
        Set<Integer> made = new TreeSet<>();
        Files.write(slice, slice(data.resolve("artworks.jsonl.gz"), titled, made));
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        try (JdbcCatalogue catalogue = Catalogues.museum(Catalogues.fileUrl(folder))) {
            Loader.Outcome outcome =
                    Catalogues.loader(catalogue, Catalogues.into(said)).load(slice, Optional.empty());
            View published = catalogue.view(RecordFilter.where("AdmPublishWebNoPassword", "Yes"));

            assertThat(outcome.refused())
                    .as(said.toString(StandardCharsets.UTF_8))
                    .isZero();
            assertThat(outcome.loaded()).isEqualTo(SLICE);
            assertThat(found(published, Query.compare("TitMainTitle", Operator.NATURAL, "Turner")))
                    .containsExactlyElementsOf(titled);
            assertThat(found(published, Query.compare("CreCreatorRef_tab", Operator.EQUAL, "558")))
                    .containsExactlyElementsOf(made);
        }
    }

    private static List<Integer> found(View view, Query query) {
        return view.search("ecatalogue", query, 1_000_000, call()).irns().stream()
                .boxed()
                .toList();
    }

    private static List<String> slice(Path file, Set<Integer> titled, Set<Integer> made) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> all = lines.lines().toList();
            // From the middle, where most of the works are by Turner.
            List<String> slice = all.subList(all.size() / 2, all.size() / 2 + SLICE);
            for (String line : slice) {
                look(new Json().object(line), titled, made);
            }
            return slice;
        }
    }

    private static void look(Map<String, @Nullable Object> work, Set<Integer> titled, Set<Integer> made) {
        int irn = Integer.parseInt(String.valueOf(work.get("id")));
        if (irn % 101 == 0) {
            return;
        }
        if (TURNER.matcher(String.valueOf(work.get("title"))).find()) {
            titled.add(irn);
        }
        List<?> contributors = (List<?>) Objects.requireNonNull(work.get("contributors"));
        if (contributors.stream().anyMatch(each -> "558".equals(((Map<?, ?>) each).get("id")))) {
            made.add(irn);
        }
    }
}
