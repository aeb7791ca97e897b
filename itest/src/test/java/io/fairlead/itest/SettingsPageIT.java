package io.fairlead.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds {@code docs/settings.md} against the metatype of what is shipped. With {@code -Dupdate.docs=true} it writes the
 * page instead.
 */
public class SettingsPageIT {
    private static final String EFFECT = "Takes effect";

    @Test
    public void shouldDescribeEverySettingThatIsShipped() throws Exception {
        Path page = Feature.root().resolve("docs/settings.md");
        String generated = generate();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(page, generated);
        }

        assertThat(page)
                .as("docs/settings.md is out of date; write it anew with"
                        + " mvn verify -pl itest -am -Dit.test=SettingsPageIT -Dupdate.docs=true")
                .hasContent(generated);
    }

    private static String generate() throws Exception {
        TreeMap<String, String> sections = new TreeMap<>();
        for (Path jar : Feature.jars()) {
            if (Feature.symbolicName(jar).startsWith("io.fairlead.")) {
                for (Document metatype : metatypes(jar)) {
                    section(metatype, sections);
                }
            }
        }
        return """
                # Settings

                Each file in the instance's `etc/` feeds one PID. A changed file is read when it is saved. *Takes effect* says
                whether a change needs anything more; no change ends a connection that the new setting allows. This page is
                made from the metatype of the bundles.

                A length of time is a number with `ms`, `s`, `m`, `h`, `d` or `w` (seconds without), or `none`; a size is a
                number of bytes, with `k`, `m` or `g` where it helps. Where a PID has several endpoints, a word for endpoints may
                carry the role as prefix, such as `main.idle-timeout`.
                """ + String.join("", sections.values());
    }

    private static void section(Document metatype, Map<String, String> sections) {
        for (Element designate : elements(metatype.getDocumentElement(), "Designate")) {
            boolean factory = designate.hasAttribute("factoryPid");
            String pid = designate.getAttribute(factory ? "factoryPid" : "pid");
            String reference = elements(designate, "Object").get(0).getAttribute("ocdref");
            for (Element ocd : elements(metatype.getDocumentElement(), "OCD")) {
                if (ocd.getAttribute("id").equals(reference)) {
                    sections.put(pid, section(pid, factory, ocd));
                }
            }
        }
    }

    private static String section(String pid, boolean factory, Element ocd) {
        StringBuilder text = new StringBuilder("\n## ").append(pid).append("\n\n");
        text.append(ocd.getAttribute("description")).append(" File: `etc/");
        text.append(pid)
                .append(factory ? "-NAME.cfg`, one for each instance" : ".cfg`")
                .append(".\n\n");
        text.append("| setting | default | meaning | takes effect |\n|---|---|---|---|\n");
        for (Element attribute : elements(ocd, "AD")) {
            String description = attribute.getAttribute("description");
            int at = description.indexOf(EFFECT);
            assertThat(at)
                    .as(
                            "the description of %s %s does not say when it takes effect: %s",
                            pid, attribute.getAttribute("id"), description)
                    .isPositive();
            text.append("| `").append(attribute.getAttribute("id")).append("` | ");
            text.append(shownDefault(attribute)).append(" | ");
            text.append(cell(description.substring(0, at).strip())).append(" | ");
            text.append(cell(description.substring(at + EFFECT.length()).strip().replaceFirst("\\.$", "")))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String shownDefault(Element attribute) {
        String value = attribute.getAttribute("default").replace("\\,", ",");
        return value.isEmpty() ? "" : "`" + cell(value) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private static List<Document> metatypes(Path jar) throws Exception {
        List<Document> documents = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().matches("OSGI-INF/metatype/.*\\.xml")) {
                    documents.add(parse(file, entry));
                }
            }
        }
        return documents;
    }

    private static Document parse(JarFile file, JarEntry entry) throws Exception {
        try (InputStream in = file.getInputStream(entry)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (IOException e) {
            throw new IOException("cannot read " + entry + " of " + file.getName(), e);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
