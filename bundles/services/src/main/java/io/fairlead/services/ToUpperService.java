package io.fairlead.services;

import io.fairlead.service.NamedService;
import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;

/**
 * TOUPPER: answers with the text in upper case, for trying. Where the request names no charset, only the letters a to z
 * change, and every other byte stays as it is.
 */
@Component(property = {NamedService.NAME + "=TOUPPER", NamedService.BLOCKING + "=false"})
public final class ToUpperService implements NamedService {
    @Override
    public void serve(ServiceCall call) throws ServiceException {
        byte[] bytes = call.request().bytes();
        String charset = call.request().properties().get(Request.CHARSET);
        call.reply(Reply.of(charset == null ? letters(bytes) : text(bytes, charset)));
    }

    private static byte[] letters(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= 'a' && bytes[i] <= 'z') {
                bytes[i] = (byte) (bytes[i] - 'a' + 'A');
            }
        }
        return bytes;
    }

    private static byte[] text(byte[] bytes, String name) throws ServiceException {
        Charset charset;
        try {
            charset = name.equals("utf-8") ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new ServiceException(TpErrno.TPEINVAL, "TOUPPER does not know the charset that the request names");
        }
        return new String(bytes, charset).toUpperCase(Locale.ROOT).getBytes(charset);
    }
}
