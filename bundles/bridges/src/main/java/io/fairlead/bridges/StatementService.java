package io.fairlead.bridges;

import io.fairlead.platform.log.Printable;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.service.NamedService;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Runs one statement. Its rows are the reply, a line each, with the separator between columns; of a statement without
 * rows, the number of changed ones.
 */
final class StatementService implements NamedService {
    private static final byte LINE = '\n';

    private final StatementSettings settings;
    private final Supplier<Optional<DataSource>> database;
    private final RepeatLog log;

    /**
     * @param settings what to do
     * @param database the catalogue's database, where it is there
     * @param log of errors of the database, whose words callers do not get
     */
    StatementService(StatementSettings settings, Supplier<Optional<DataSource>> database, RepeatLog log) {
        this.settings = settings;
        this.database = database;
        this.log = log;
    }

    @Override
    public void serve(ServiceCall call) throws ServiceException {
        DataSource source = database.get()
                .orElseThrow(() -> new ServiceException(
                        TpErrno.TPENOREADY, "the catalogue " + settings.catalogue() + " is not there at the moment"));
        Charset charset = charset(call.request());
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(settings.sql())) {
            statement.setQueryTimeout((int) settings.timeout().toSeconds());
            statement.setMaxRows(settings.maxRows());
            set(statement, call.request(), charset);
            byte[] answer = statement.execute()
                    ? rows(statement.getResultSet(), charset)
                    : String.valueOf(statement.getUpdateCount()).getBytes(charset);
            call.reply(new Reply(ByteBuffer.wrap(answer), Map.of(Request.CHARSET, charset.name()), 0));
        } catch (SQLTimeoutException late) {
            throw new ServiceException(
                    TpErrno.TPESVCERR,
                    "the statement took more than " + settings.timeout().toSeconds() + " s");
        } catch (SQLException failed) {
            log.warn(
                    settings.service(),
                    "The statement of " + settings.service() + " failed: "
                            + Printable.text(String.valueOf(failed.getMessage())));
            throw new ServiceException(
                    TpErrno.TPESVCERR, "the statement failed (SQL state " + failed.getSQLState() + "); see the log");
        }
    }

    private Charset charset(Request request) throws ServiceException {
        String name = request.properties().get(Request.CHARSET);
        try {
            return name == null ? settings.charset() : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new ServiceException(TpErrno.TPEINVAL, "the message's charset is not known here");
        }
    }

    private void set(PreparedStatement statement, Request request, Charset charset)
            throws SQLException, ServiceException {
        List<String> fields = List.of(
                new String(request.bytes(), charset).stripTrailing().split(Pattern.quote(settings.separator()), -1));
        int index = 1;
        for (Parameter parameter : settings.parameters()) {
            parameter.set(statement, index++, request, fields, charset);
        }
    }

    private byte[] rows(ResultSet rows, Charset charset) throws SQLException, ServiceException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int column = 1; column <= columns; column++) {
                String value = rows.getString(column);
                line.append(column == 1 ? "" : settings.separator()).append(value == null ? "" : value);
            }
            answer.writeBytes(line.toString().getBytes(charset));
            answer.write(LINE);
            if (answer.size() > settings.maxReply()) {
                throw new ServiceException(
                        TpErrno.TPESVCERR,
                        "the answer is longer than " + settings.maxReply() + " bytes; write a greater max-reply");
            }
        }
        return answer.toByteArray();
    }
}
