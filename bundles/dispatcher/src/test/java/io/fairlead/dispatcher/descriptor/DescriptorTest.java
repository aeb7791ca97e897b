package io.fairlead.dispatcher.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parse vectors that the toolkits' present parser gives. */
class DescriptorTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
                    STANDALONE 127.0.0.1:19000 Regular B=0.00 L=no R=1200.00 S=yes T=30 => STANDALONE 127.0.0.1:19000 L=no R=1200.00 S=yes T=30
                    HTTP /a?b=c => HTTP :80 /a?b=c L=yes R=0.000
                    NCBID 10.0.0.1:80 '' L=yes => NCBID 10.0.0.1:80 '' L=yes R=0.000 S=no
                    HTTP_POST 10.0.0.1:8080 /p $=yes => HTTP_POST 10.0.0.1:8080 /p L=yes R=0.000 $=yes
                    FIREWALL 10.0.0.1:1234 STANDALONE S=yes => FIREWALL 10.0.0.1:1234 STANDALONE L=yes R=0.000 S=yes
                    FIREWALL => FIREWALL :0 L=yes R=0.000 S=no
                    DNS 10.0.0.1:0 L=no => DNS 10.0.0.1 L=no R=0.000
                    DNS 10.0.0.1:1433 => DNS 10.0.0.1:1433 L=yes R=0.000
                    STANDALONE [::1]:555 S=yes => STANDALONE [::1]:555 L=yes R=0.000 S=yes
                    STANDALONE 10.0.0.1:55 BlastInter R=0.005 => STANDALONE 10.0.0.1:55 A=B L=yes R=0.005 S=no X=yes
                    STANDALONE 10.0.0.1:55 R=-5 B=-20 P=yes => STANDALONE 10.0.0.1:55 B=-20.00 L=yes P=yes R=-5.00 S=no
                    STANDALONE 10.0.0.1:55 R=999999 B=500 => STANDALONE 10.0.0.1:55 B=100.00 L=yes R=100000.00 S=no
                    STANDALONE 10.0.0.1:55 X=yes A=B T=10 => STANDALONE 10.0.0.1:55 A=B L=yes R=0.000 S=no T=10 X=yes
                    standalone 10.0.0.1:55 l=YES s=YES => STANDALONE 10.0.0.1:55 L=yes R=0.000 S=yes
                    STANDALONE 10.0.0.1:55 H=abc.org $=yes => STANDALONE 10.0.0.1:55 H=abc.org L=yes R=0.000 S=no $=yes
                    HTTP 10.0.0.1:80 /x H=abc.org => HTTP 10.0.0.1:80 /x H=abc.org L=yes R=0.000
                    HTTP 10.0.0.1 x => HTTP 10.0.0.1:80 x L=yes R=0.000
                    HTTP 10.0.0.1 /x#part R=0.0001 $=yes => HTTP 10.0.0.1:443 /x L=yes R=0.000 $=yes
                    """)
    void shouldPrintCanonicallyWhatItReads(String text, String canonical) throws DescriptorException {
        Descriptor read = DescriptorReader.read(text);
        assertThat(read).hasToString(canonical);
        assertThat(DescriptorReader.read(canonical)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STANDALONE 10.0.0.1",
                "STANDALONE 10.0.0.1:55 Z=1",
                "STANDALONE 10.0.0.1:55 R=1 R=2",
                "HTTP 10.0.0.1:80 /x S=yes",
                "HTTPS 10.0.0.1:80 /x",
                "STANDALONE 10.0.0.1:70000",
                "STANDALONE 10.0.0.1:55 Regular A=R",
                "STANDALONE 10.0.0.1:55 H=abc.org",
                "DNS 10.0.0.1 C=a/b",
                "HTTP 10.0.0.1:80",
                "STANDALONE 10.0.0.1:55 L=maybe",
                "STANDALONE 10.0.0.1:55 R=NaN",
                "",
            })
    void shouldRefuseWhatIsNoDescriptor(String text) {
        assertThatThrownBy(() -> DescriptorReader.read(text)).isInstanceOf(DescriptorException.class);
    }

    @Test
    void shouldNameTheWordAndTheCure() {
        assertThatThrownBy(() -> DescriptorReader.read("STANDALONE h:1 R=fast"))
                .hasMessage("R=fast: is not a number; write one such as 1000 or 0.5");
    }

    @Test
    void shouldWriteEachGenerationWhatItCanRead() throws DescriptorException {
        Descriptor rich = DescriptorReader.read("STANDALONE 10.0.0.1:55 A=B B=5 C=a/b L=no R=1 S=yes T=30 X=yes");
        assertThat(Dialect.REVISION_6.text(rich)).isEqualTo("STANDALONE 10.0.0.1:55 C=a/b L=no R=1.00 S=yes T=30");
        assertThat(Dialect.C_TOOLKIT.text(rich))
                .isEqualTo("STANDALONE 10.0.0.1:55 B=5.00 C=a/b L=no R=1.00 S=yes T=30 X=yes");
        assertThat(Dialect.CURRENT.text(rich))
                .isEqualTo("STANDALONE 10.0.0.1:55 A=B B=5.00 C=a/b L=no R=1.00 S=yes T=30 X=yes");
    }

    @Test
    void shouldWithholdWhatAGenerationCannotTake() throws DescriptorException {
        Descriptor secure = DescriptorReader.read("STANDALONE 10.0.0.1:55 $=yes");
        Descriptor six = DescriptorReader.read("STANDALONE [::1]:55");
        Descriptor http = DescriptorReader.read("HTTP 10.0.0.1:80 /x");
        Set<ServerType> any = EnumSet.noneOf(ServerType.class);
        Set<ServerType> mixed = EnumSet.of(ServerType.HTTP_GET, ServerType.HTTP_POST, ServerType.STANDALONE);
        Set<ServerType> alone = EnumSet.of(ServerType.HTTP_GET, ServerType.HTTP_POST);
        assertThat(Dialect.REVISION_6.takes(secure, any)).isFalse();
        assertThat(Dialect.REVISION_6.takes(six, any)).isFalse();
        assertThat(Dialect.REVISION_6.takes(http, any)).isTrue();
        assertThat(Dialect.C_TOOLKIT.takes(secure, any)).isTrue();
        assertThat(Dialect.C_TOOLKIT.takes(http, any)).isFalse();
        assertThat(Dialect.C_TOOLKIT.takes(http, mixed)).isFalse();
        assertThat(Dialect.C_TOOLKIT.takes(http, alone)).isTrue();
        assertThat(Dialect.CURRENT.takes(six, any)).isTrue();
    }

    @Test
    void shouldCompareServersAndNotTags() throws DescriptorException {
        Descriptor sent = DescriptorReader.read("STANDALONE 127.0.0.1:19001 L=no R=600.00 S=no T=1795324040");
        Descriptor own = DescriptorReader.read("STANDALONE 127.0.0.1:19001 L=yes R=500 T=30");
        assertThat(sent.sameServer(own)).isTrue();
        assertThat(sent.sameServer(own.at("127.0.0.1", 19002))).isFalse();
        assertThat(DescriptorReader.read("HTTP h:80 /a").sameServer(DescriptorReader.read("HTTP h:80 /b")))
                .isFalse();
    }
}
