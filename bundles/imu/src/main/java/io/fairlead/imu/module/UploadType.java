package io.fairlead.imu.module;

import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.call.Params;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.imu.media.MediaFiles;
import io.fairlead.imu.media.Upload;
import io.fairlead.imu.stream.Binary;
import io.fairlead.imu.stream.ReplyWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The handler class {@code Service::Multimedia::Insert}: its method {@code process} takes a file ({@code fileName},
 * {@code fileData}) and other columns of the multimedia module, and inserts a record with the file and its thumbnail. Where
 * another bundle answers to the name, that one does.
 */
public final class UploadType implements HandlerType {
    private static final String NAME = "Service::Multimedia::Insert";
    private static final String FILE_NAME = "fileName";
    private static final String FILE_DATA = "fileData";

    private final Views views;
    private final MediaFiles files;
    private final Stamps stamps;
    private final Predicate<String> elsewhere;

    /**
     * @param views the catalogue
     * @param files where files are kept
     * @param clock tells when records are inserted, in its zone
     * @param elsewhere whether another bundle answers to a name now
     */
    public UploadType(Views views, MediaFiles files, Clock clock, Predicate<String> elsewhere) {
        this.elsewhere = elsewhere;
        this.views = views;
        this.files = files;
        this.stamps = new Stamps(clock);
    }

    @Override
    public Optional<ImuHandler> create(String name, @Nullable Object create) {
        return name.equals(NAME) && !elsewhere.test(name) ? Optional.of(new Handler()) : Optional.empty();
    }

    @Override
    public Optional<ImuHandler> load(String name, StateReader in) {
        return create(name, null);
    }

    private final class Handler implements ImuHandler {
        @Override
        public void call(HandlerCall call, ReplyWriter out) {
            if (!call.method().equals("process")) {
                throw ImuException.method(NAME, call.method());
            }
            Updates updates = new Updates(call, views, stamps, MediaPlaces.MODULE);
            ModuleInfo module = views.of(call.access()).module(MediaPlaces.MODULE);
            Map<String, @Nullable Object> params = Params.object("process", call.params());
            String name = Params.text("process", FILE_NAME, params.get(FILE_NAME))
                    .filter(text -> !text.isBlank())
                    .orElseThrow(() -> ImuException.params("process", FILE_NAME + " is missing"));
            if (!(params.get(FILE_DATA) instanceof Binary bytes)) {
                throw ImuException.params("process", FILE_DATA + " is no file");
            }
            Upload upload = Upload.keep(files, name, bytes, call.limits().timeLimit());
            int irn = updates.insert(values(module, upload, params));
            out.beginObject().name("irn").value(irn);
            upload.describe(out);
            out.endObject();
        }

        @Override
        public void save(StateWriter out) {
            // It has no state.
        }

        @Override
        public String describe() {
            return NAME;
        }
    }

    /** The record's columns: what the file tells, and over it what the client gives. */
    private static Map<String, @Nullable Object> values(
            ModuleInfo module, Upload upload, Map<String, @Nullable Object> params) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        String mime = upload.mime();
        put(module, values, "MulTitle", upload.identifier().replaceFirst("\\.[^.]*$", ""));
        put(module, values, "MulIdentifier", upload.identifier());
        put(module, values, MediaPlaces.TYPE, mime.substring(0, mime.indexOf('/')));
        put(module, values, MediaPlaces.FORMAT, mime.substring(mime.indexOf('/') + 1));
        params.forEach((name, value) -> {
            if (!name.equals(FILE_NAME) && !name.equals(FILE_DATA)) {
                values.put(name, value);
            }
        });
        put(module, values, "MulFile", upload.key());
        upload.thumbnail().ifPresent(thumbnail -> {
            put(module, values, "DocIdentifier_tab", List.of(thumbnail.identifier()));
            put(module, values, "DocFile_tab", List.of(thumbnail.key()));
        });
        return values;
    }

    private static void put(ModuleInfo module, Map<String, @Nullable Object> values, String column, Object value) {
        if (module.find(column).isPresent()) {
            values.put(column, value);
        }
    }
}
