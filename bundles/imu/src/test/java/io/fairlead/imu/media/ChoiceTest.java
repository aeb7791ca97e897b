package io.fairlead.imu.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.columns.Column;
import io.fairlead.imu.columns.Columns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters of the IMu API's documents, on a picture of 400x273, its thumbnail of 90x61 and two resolutions. */
class ChoiceTest {
    private static final List<Resource> ALL = List.of(
            image(Resource.Kind.MASTER, 0, "p.gif", "gif", 400, 273, 19_931),
            image(Resource.Kind.THUMBNAIL, 1, "p.thumb.jpg", "jpeg", 90, 61, 1_354),
            image(Resource.Kind.RESOLUTION, 2, "p.300x300.jpg", "jpeg", 300, 205, 41_287),
            image(Resource.Kind.RESOLUTION, 3, "p.600x600.jpg", "jpeg", 600, 410, 90_000),
            new Resource(
                    Resource.Kind.SUPPLEMENTARY,
                    4,
                    "notes.pdf",
                    "Condition",
                    Path.of("x"),
                    new FileInfo(10, "d41d", Optional.empty())));

    private static Resource image(
            Resource.Kind kind, int index, String name, String format, int width, int height, long size) {
        ImageInfo info = new ImageInfo(
                format,
                height,
                width,
                24,
                "RGB",
                "JPEG",
                "TrueColor",
                1 << 24,
                1,
                3,
                Optional.of(75),
                Optional.empty());
        return new Resource(kind, index, name, "", Path.of(name), new FileInfo(size, "0" + index, Optional.of(info)));
    }

    private static MediaColumn column(String specification) {
        return MediaColumn.of((Column.Value) Columns.parse(specification).get(0))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resources | 0 1 2 3 4",
                "resource | 0",
                "master | 0",
                "thumbnail | 1",
                "resolutions | 2 3",
                "supplementary | 4",
                "resolutions(width > 300) | 3",
                "resolutions(width >= 300) | 2 3",
                "resources(width @ 310) | 2",
                "resources(width @ 600, height @ 600) | 3",
                "resource(height ^ 205, width ^ 299) | 0",
                "resource(height ^ 409, width ^ 599) | 3",
                "resources(height ^ 410) | ",
                "resources(kind == thumbnail) | 1",
                "resources(kind != resolution) | 0 1 4",
                "resources(format == JPEG) | 1 2 3",
                "resources(mimeType == application) | 4",
                "resources(size < 2000) | 1 4",
                "resources(fileSize<=1354) | 1 4",
                "resources(identifier == p.gif) | 0",
                "resources(index == 3) | 3",
                "resources(md5sum == 02) | 2",
                "resources(usage == condition) | 4",
                "resources(width > wide) | ",
                "resources(quality == 75,numberPages == 1,width<100) | 1",
                "resource{height:205} | 2",
                "resource{height:206} | 0",
                "resource{width:401} | 3",
                "resource{width:4000} | 0",
                "resource{source:thumbnail} | 1",
                "resources{source:thumbnail,source:master} | 1 0",
                "resource{kind:resolution,width:500,format:jpeg} | 2"
            })
    void shouldChooseAmongTheFilesOfARecord(String specification, String expected) {
        List<String> indexes = column(specification).chosen(ALL).stream()
                .map(resource -> String.valueOf(resource.index()))
                .toList();

        assertThat(String.join(" ", indexes)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource({
        "resource(shape==round), MultimediaFilterUnknown",
        "resource{colour:blue}, MultimediaModifierUnknown",
        "resource{height:tall}, MultimediaModifierValue",
        "resource{height:0}, MultimediaModifierValue",
        "resource{aspectratio:maybe}, MultimediaModifierValue",
        "resource{checksum:sha1}, MultimediaModifierValue",
        "resource{resource:perhaps}, MultimediaModifierValue",
        "resource{format:webp}, MultimediaFormatUnknown"
    })
    void shouldRefuseWhatItDoesNotKnow(String specification, String id) {
        assertThatThrownBy(() -> column(specification))
                .isInstanceOfSatisfying(
                        ImuException.class, refused -> assertThat(refused.id()).isEqualTo(id));
    }

    @ParameterizedTest
    @CsvSource({
        "'resource{height:100}', 400, 200, 200, 100",
        "'resource{width:100}', 400, 200, 100, 50",
        "'resource{width:100,height:100}', 400, 200, 100, 50",
        "'resource{width:100,height:100,aspectratio:no}', 400, 200, 100, 100",
        "'resource{width:1}', 400, 3, 1, 1",
        "'resource{format:gif}', 400, 200, 400, 200"
    })
    void shouldKeepTheProportionsUnlessToldOtherwise(
            String specification, int width, int height, int newWidth, int newHeight) {
        assertThat(column(specification).wish().size(width, height)).containsExactly(newWidth, newHeight);
    }

    @Test
    void shouldGiveTheFileOfAFilteredResourceOnlyWhenAModifierAsksForIt() {
        assertThat(List.of(
                        column("resource").withFile(),
                        column("resource(width @ 300)").withFile(),
                        column("resource(width @ 300){resource:include}").withFile(),
                        column("master").withFile(),
                        column("master{resource:include}").withFile()))
                .containsExactly(true, false, true, false, true);
    }
}
